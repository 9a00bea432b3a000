namespace LiveSession.Protocol;

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

/// <summary>Gives somebody who waits the last word: the list closes, and whoever else waits is kept aside for the chair.</summary>
/// <param name="To">Who is called.</param>
/// <param name="AfterTurn">The turn count on the chair's screen.</param>
/// <param name="Kind">For which of their requests; null for the one that stands first.</param>
public sealed record GiveLastWord(ParticipantId To, int AfterTurn, SpeechKind? Kind = null) : SessionCommand;

/// <summary>Puts whoever spoke last before everybody that is not urgent: their turn was ended too early.</summary>
/// <param name="AfterTurn">The turn count on the chair's screen.</param>
public sealed record ReAddLastSpeaker(int AfterTurn) : SessionCommand;
