namespace LiveSession.Protocol;

/// <summary>How the software of a caption source speaks.</summary>
public enum CaptionProtocol
{
    /// <summary>Zoom's closed-caption address: text posted to <c>/closedcaption</c>, numbered by <c>seq</c>.</summary>
    Zoom,

    /// <summary>YouTube Live's closed-caption address: the same path, each text under a line with its time.</summary>
    YouTube,

    /// <summary>Teams CART: a line with each post to <c>/cartcaption</c>.</summary>
    Teams,

    /// <summary>StreamText's push: the words as typed, backspaces included, posted to <c>/closedcaption</c>.</summary>
    StreamText,

    /// <summary>Web Captioner's webhook and its like: JSON with a transcript.</summary>
    Webhook,

    /// <summary>This product's own JSON.</summary>
    Json,

    /// <summary>EBU-TT Live: documents over a WebSocket, each with all that stands on the screen.</summary>
    EbuTtLive,

    /// <summary>Stenography software over TCP: the Smart Encoder's dialect or plain ANSI text, at a port of the source's own.</summary>
    Steno,
}

/// <summary>
/// A caption source: somebody's captioning software, let in to write on one track of one session. It writes as a participant of its own,
/// whose id is the source's. The secret in its address is shown once, when it is issued.
/// </summary>
/// <param name="Id">The source.</param>
/// <param name="Session">The session it writes in.</param>
/// <param name="Name">What it is called beside the pen.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">BCP 47 tag of its words, where it does not say another.</param>
/// <param name="Protocol">How it speaks.</param>
/// <param name="IssuedBy">Who let it in.</param>
/// <param name="IssuedAt">When.</param>
/// <param name="RevokedAt">When it was withdrawn; null while it stands.</param>
public sealed record CaptionSourceView(
    CaptionSourceId Id, SessionId Session, string Name, string Track, string Language, CaptionProtocol Protocol,
    ParticipantId IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt);

/// <summary>Withdraws a caption source: from then on its address takes nothing, and what is connected with it closes.</summary>
/// <param name="Source">Which.</param>
public sealed record RevokeCaptionSource(CaptionSourceId Source) : MeetingCommand;
