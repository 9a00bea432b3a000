using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>
/// <c>/hubs/session</c>: following a session, and asking for the floor. Open to anybody for a public meeting; the floor methods need
/// a named participant.
/// </summary>
public interface ISessionHub
{
    /// <summary>
    /// Follows a session on this connection. Pushes may arrive before the answer: keep those after the answer's position, drop the rest.
    /// </summary>
    /// <param name="session">Which.</param>
    /// <param name="seen">The last position this client applied; null on the first visit.</param>
    /// <param name="language">
    /// <c>en</c> or <c>fr</c>: floor and agenda are pushed as HTML in that language. Null: they are pushed as data (<see cref="ISessionClient.Changed"/>).
    /// </param>
    Task<JoinResult> Join(SessionId session, LogPosition? seen, string? language);

    /// <summary>Stops following.</summary>
    Task Leave(SessionId session);

    /// <summary>Asks for the floor in the caller's name. Refused: 201, 206, 209, 211 to 213, 231, 232, 401 to 403.</summary>
    Task<CommandResult> RequestFloor(SessionId session, CommandId command, RequestFloor request);

    /// <summary>Takes the caller's own request back, the one that stands first. Refused: 202.</summary>
    Task<CommandResult> WithdrawRequest(SessionId session, CommandId command);

    /// <summary>Lets others go first with the caller's own request, the one that stands first. Refused: 202, 214.</summary>
    Task<CommandResult> DeferRequest(SessionId session, CommandId command);

    /// <summary>Gives the floor back. Refused: 207.</summary>
    Task<CommandResult> YieldFloor(SessionId session, CommandId command);
}

/// <summary>What a follower of a session is told.</summary>
public interface ISessionClient
{
    /// <summary>Something durable happened. Positions have no gaps; a client that sees one joins again.</summary>
    Task Happened(SessionNews news);

    /// <summary>A line is being written. Not in the log; safe to lose.</summary>
    Task Drafted(CaptionDraft draft);

    /// <summary>A panel of the page looks different now. Only the latest one of a name matters.</summary>
    Task PanelChanged(PanelView panel);

    /// <summary>The session's state, for clients that joined without a language. Only the latest matters.</summary>
    Task Changed(SessionView session);

    /// <summary>The server is about to close this connection, and why.</summary>
    Task Closing(ClosingNotice notice);
}

/// <summary>Events of one session in their order, without a gap: the first has sequence <c>After + 1</c>.</summary>
/// <param name="Epoch">The epoch of the session's log.</param>
/// <param name="After">The sequence before the first item.</param>
/// <param name="Items">What happened.</param>
public sealed record SessionNews(Guid Epoch, long After, ImmutableArray<NewsItem> Items);

/// <summary>One event, as far as a follower may see it. Without line and correction it is only counted; what it changed comes as a panel.</summary>
/// <param name="Line">A caption line was added.</param>
/// <param name="Correction">A caption line was corrected.</param>
public sealed record NewsItem(CaptionLineView? Line = null, CaptionCorrectionView? Correction = null);

/// <summary>A part of the session's page, rendered.</summary>
/// <param name="Name">Which: <c>status</c>, <c>floor</c>, <c>queue</c> or <c>agenda</c>. The page holds it in <c>data-panel</c>.</param>
/// <param name="Html">Its contents.</param>
/// <param name="Sequence">The sequence it shows.</param>
public sealed record PanelView(string Name, string Html, long Sequence);

/// <summary>The answer to <see cref="ISessionHub.Join"/>.</summary>
/// <param name="Position">Where the client stands once it has applied this answer; null when the session was not opened yet.</param>
/// <param name="Missed">What happened since the position the client gave; null when the answer is a snapshot.</param>
/// <param name="Lines">A snapshot's latest lines; what the client showed before is void. Earlier lines: <c>GET /api/sessions/{id}/lines?before=</c>.</param>
/// <param name="Earlier">Whether the record holds lines before the snapshot's first.</param>
/// <param name="Panels">The page's panels, for clients that gave a language.</param>
/// <param name="Session">The state, for clients that gave none.</param>
/// <param name="Drafts">Lines being written now.</param>
/// <param name="Rejection">Why the session cannot be followed; everything else is then empty.</param>
public sealed record JoinResult(
    LogPosition? Position, SessionNews? Missed, ImmutableArray<CaptionLineView> Lines, bool Earlier,
    ImmutableArray<PanelView> Panels, SessionView? Session, ImmutableArray<CaptionDraft> Drafts, Rejection? Rejection = null);

/// <summary>Why a connection is about to be closed.</summary>
/// <param name="Reason">The kind.</param>
/// <param name="ReconnectAfter">How long to wait before connecting again; null when there is no point.</param>
public sealed record ClosingNotice(ClosingReason Reason, TimeSpan? ReconnectAfter);

/// <summary>The kinds of reason for closing a connection.</summary>
public enum ClosingReason
{
    /// <summary>The server is stopping; another one, or the same, will be there shortly.</summary>
    Stopping,

    /// <summary>This client did not read for too long; it may come back and resume.</summary>
    TooSlow,

    /// <summary>The invitation was withdrawn.</summary>
    Revoked,
}
