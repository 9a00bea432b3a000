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

/// <summary>Gives the floor to somebody who waits. The turn going on ends; a point of order or an interposed question interrupts it.</summary>
/// <param name="To">Who is called.</param>
/// <param name="AfterTurn">The turn count on the chair's screen (<see cref="FloorView.TurnCount"/>); another one is refused.</param>
/// <param name="Kind">For which of their requests; null for the one that stands first.</param>
public sealed record GiveFloor(ParticipantId To, int AfterTurn, SpeechKind? Kind = null) : SessionCommand;

/// <summary>Gives the floor to the first in the queue, as <see cref="GiveFloor"/> does.</summary>
/// <param name="AfterTurn">The turn count on the chair's screen.</param>
public sealed record GiveFloorToNext(int AfterTurn) : SessionCommand;

/// <summary>Ends the turn going on; the floor returns to the chair.</summary>
/// <param name="AfterTurn">The turn count on the chair's screen.</param>
public sealed record EndTurn(int AfterTurn) : SessionCommand;

/// <summary>The speaker gives the floor back.</summary>
public sealed record YieldFloor : SessionCommand;

/// <summary>Sets how long one turn may last; speakers over it are marked, never cut off.</summary>
/// <param name="Limit">10 seconds to 2 hours; null for no limit.</param>
public sealed record SetSpeakingTime(TimeSpan? Limit) : SessionCommand;
