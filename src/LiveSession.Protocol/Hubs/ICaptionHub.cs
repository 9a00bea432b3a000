namespace LiveSession.Protocol;

/// <summary><c>/hubs/captions</c>: for captioners.</summary>
public interface ICaptionHub
{
    /// <summary>Learns how the session stands and who has the pens; changes follow as <see cref="ICaptionClient.Changed"/>.</summary>
    Task<DeskResult> Join(SessionId session);

    /// <summary>
    /// Streams what is being written. Each finished line is answered by one <see cref="ICaptionClient.Acknowledged"/>, in the order
    /// sent. A client that lost the connection sends the lines without an answer again, with their command ids.
    /// </summary>
    /// <param name="session">Which.</param>
    /// <param name="track">The caption channel.</param>
    /// <param name="edits">Drafts and lines, until the captioner leaves.</param>
    Task Write(SessionId session, string track, IAsyncEnumerable<CaptionEdit> edits);

    /// <summary>Gives an aired line other words; without words it is withdrawn. Refused: 301, 302, 304.</summary>
    Task<CommandResult> CorrectLine(SessionId session, CommandId command, long line, string text);

    /// <summary>Takes the pen of a track. Refused: 301 when a colleague has it and did not offer it.</summary>
    Task<CommandResult> TakePen(SessionId session, CommandId command, string track, bool force);

    /// <summary>Offers the pen. Refused: 308, 401, 403.</summary>
    Task<CommandResult> OfferPen(SessionId session, CommandId command, string track);

    /// <summary>Puts a caption source or a colleague on air. Refused: 301 when somebody else has the pen and did not offer it, 327.</summary>
    Task<CommandResult> GivePen(SessionId session, CommandId command, string track, ParticipantId to, bool force);

    /// <summary>Takes the pen by a control token, as caption sources can. Refused: 322 when the one on air has a higher one or the same.</summary>
    Task<CommandResult> ClaimPen(SessionId session, CommandId command, string track, long token);

    /// <summary>Sets after which silence the pen goes to the next one who writes. Refused: 324, 401, 403.</summary>
    Task<CommandResult> SetTakeover(SessionId session, CommandId command, string track, TimeSpan? after);
}

/// <summary>What a captioner is told.</summary>
public interface ICaptionClient
{
    /// <summary>A finished line is in the archive, or was refused.</summary>
    Task Acknowledged(CaptionReceipt receipt);

    /// <summary>The session's state: phase, record, floor, queue, pens. Only the latest matters.</summary>
    Task Changed(SessionView session);

    /// <summary>Who follows the session: everybody on joining, then what changed, at most once a second. Not in the log; safe to lose.</summary>
    Task PresenceChanged(PresenceNews presence);

    /// <summary>The server is about to close this connection, and why.</summary>
    Task Closing(ClosingNotice notice);
}

/// <summary>One step of writing.</summary>
/// <param name="Text">The whole text of the line as it stands. Empty, of somebody who waits for the pen and keeps their words back: that they write.</param>
/// <param name="Command">With an id the line is finished and goes to the record; without, it is a draft.</param>
/// <param name="Language">BCP 47 tag of the words.</param>
/// <param name="Speaker">Who is speaking, where the captioner marks it; null for whoever has the floor.</param>
/// <param name="SpokenAt">When it was said, where the source knows: a line that comes late belongs to whoever had the floor then. Within a second of
/// its coming it says nothing.</param>
/// <param name="Corrects">The number of a line that is in the record and says this now; nothing withdraws it. It needs an id as a line does, and is
/// answered like one. Null for a line of its own. For software that deletes back into what it wrote: a person's correction is
/// <see cref="ICaptionHub.CorrectLine"/>.</param>
/// <param name="RecordPart">The <see cref="SessionView.RecordPart"/> in which it was written, of software that writes on whatever the session does. When the
/// record was stopped or taken up since, the line is refused (305): nothing said off the record comes into it, however late it is sent.</param>
public sealed record CaptionEdit(
    string Text, CommandId? Command, string Language, string? Speaker = null, DateTimeOffset? SpokenAt = null, long? Corrects = null, int? RecordPart = null);

/// <summary>The answer to one finished line.</summary>
/// <param name="Command">The line's command id.</param>
/// <param name="Result">Where it stands in the log (the sequence is the line's number), or why it was refused.</param>
public sealed record CaptionReceipt(CommandId Command, CommandResult Result);

/// <summary>The answer to joining a desk (captioner's or chair's).</summary>
/// <param name="Session">The session's state; null when refused.</param>
/// <param name="Me">The participant this connection acts as.</param>
/// <param name="Rejection">Why not.</param>
/// <param name="At">The server's time when it took the question. A client that remembers when it asked knows with this how far its own clock is off, and
/// tells the times of <see cref="CaptionEdit.SpokenAt"/> by the server's; null when refused.</param>
public sealed record DeskResult(SessionView? Session, ParticipantId? Me, Rejection? Rejection = null, DateTimeOffset? At = null);
