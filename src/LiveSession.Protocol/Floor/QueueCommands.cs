namespace LiveSession.Protocol;

/// <summary>Asks for the floor in the caller's own name.</summary>
/// <param name="Note">What it is about; up to 250 characters.</param>
/// <param name="Kind">For what kind of speech; it decides the place in the queue.</param>
/// <param name="OnBehalfOf">The group spoken for, where it is more than the caller's own delegation.</param>
public sealed record RequestFloor(string? Note = null, SpeechKind Kind = SpeechKind.Statement, string? OnBehalfOf = null) : SessionCommand;

/// <summary>Puts somebody into the queue who cannot do it themselves: a raised placard in the hall, somebody on the telephone.</summary>
/// <param name="Speaker">Whom: a participant of the roster, or null for somebody new.</param>
/// <param name="Name">The name of somebody new.</param>
/// <param name="Affiliation">Whom they speak for.</param>
/// <param name="Place">Where they are.</param>
/// <param name="Note">What it is about.</param>
/// <param name="Kind">For what kind of speech.</param>
/// <param name="OnBehalfOf">The group spoken for.</param>
public sealed record RequestFloorFor(
    ParticipantId? Speaker, string Name, string Affiliation, Place Place, string? Note = null,
    SpeechKind Kind = SpeechKind.Statement, string? OnBehalfOf = null) : SessionCommand;

/// <summary>Takes a request back: the caller's own, or anybody's for the chair and the secretariat.</summary>
/// <param name="Of">Whose; null for the caller's own.</param>
/// <param name="Kind">Which of theirs; null for the one that stands first.</param>
public sealed record WithdrawRequest(ParticipantId? Of = null, SpeechKind? Kind = null) : SessionCommand;

/// <summary>Moves a request within the queue. Relative to another request, so that who joins meanwhile makes no difference.</summary>
/// <param name="Request">Which.</param>
/// <param name="Before">The request it goes before; null for the end of the queue.</param>
public sealed record MoveRequest(RequestKey Request, RequestKey? Before = null) : SessionCommand;

/// <summary>Lets the others go first: the request goes behind the last one of its urgency. The caller's own, or anybody's for the chair and the secretariat.</summary>
/// <param name="Of">Whose; null for the caller's own.</param>
/// <param name="Kind">Which of theirs; null for the one that stands first.</param>
public sealed record DeferRequest(ParticipantId? Of = null, SpeechKind? Kind = null) : SessionCommand;

/// <summary>
/// Announces that the list of speakers closes, or closes it at once (rule 73 of the General Assembly and its sisters). Who asks for the floor later is
/// kept for the chair; points of order are always taken.
/// </summary>
/// <param name="After">How long speakers may still be added, up to 24 hours; null for no longer.</param>
public sealed record CloseList(TimeSpan? After = null) : SessionCommand;

/// <summary>Takes names for the list of speakers again; also takes an announced closing back.</summary>
public sealed record ReopenList : SessionCommand;

/// <summary>Puts a request into the queue that came after the list was closed, or that the last word left out.</summary>
/// <param name="Request">Which.</param>
public sealed record AdmitRequest(RequestKey Request) : SessionCommand;
