using LiveSession.Core.Log;

namespace LiveSession.Core.Floor;

/// <summary>Who speaks or wants to, as known at that moment.</summary>
/// <param name="Id">The participant.</param>
/// <param name="Name">The name.</param>
/// <param name="Affiliation">Whom they speak for; may be empty.</param>
/// <param name="Place">Hall or remote.</param>
public sealed record Speaker(ParticipantId Id, string Name, string Affiliation, Place Place);

/// <summary>Somebody joined the speaking queue.</summary>
/// <param name="Speaker">Who.</param>
/// <param name="Note">What about.</param>
/// <param name="Kind">For what kind of speech; null for a statement, as in all logs from before there were kinds.</param>
/// <param name="OnBehalfOf">The group spoken for.</param>
/// <param name="Answers">The turn that a reply or right of reply answers.</param>
/// <param name="Ahead">How many stay before it; null for all. Decided once: other rules of order do not change what happened.</param>
public sealed record FloorRequested(
    Speaker Speaker, string? Note, SpeechKind? Kind = null, string? OnBehalfOf = null, int? Answers = null, int? Ahead = null) : LogEvent;

/// <summary>A request was taken back.</summary>
/// <param name="Speaker">Whose.</param>
/// <param name="Kind">Which of theirs; null for the statement.</param>
public sealed record FloorRequestWithdrawn(ParticipantId Speaker, SpeechKind? Kind = null) : LogEvent;

/// <summary>A request was moved within the queue, by the chair or because who made it lets others go first.</summary>
/// <param name="Speaker">Whose.</param>
/// <param name="Kind">Which of theirs; null for the statement.</param>
/// <param name="Ahead">How many of the others stand before it now.</param>
public sealed record FloorRequestMoved(ParticipantId Speaker, SpeechKind? Kind, int Ahead) : LogEvent;

/// <summary>The floor was asked for and the request kept aside, because the list of speakers was closed.</summary>
/// <param name="Speaker">Who.</param>
/// <param name="Note">What about.</param>
/// <param name="Kind">For what kind of speech; null for a statement.</param>
/// <param name="OnBehalfOf">The group spoken for.</param>
/// <param name="Answers">The turn that a reply or right of reply answers.</param>
public sealed record FloorRequestedLate(
    Speaker Speaker, string? Note, SpeechKind? Kind = null, string? OnBehalfOf = null, int? Answers = null) : LogEvent;

/// <summary>A request that was kept aside joined the queue.</summary>
/// <param name="Speaker">Whose.</param>
/// <param name="Kind">Which of theirs; null for the statement.</param>
/// <param name="Ahead">How many stay before it; null for all.</param>
public sealed record FloorRequestAdmitted(ParticipantId Speaker, SpeechKind? Kind = null, int? Ahead = null) : LogEvent;

/// <summary>Everybody who waited was set aside: somebody had the last word.</summary>
public sealed record QueueSetAside : LogEvent;

/// <summary>The closing of the list of speakers was announced, or took place.</summary>
/// <param name="From">From when on nobody is added.</param>
public sealed record SpeakersListClosed(DateTimeOffset From) : LogEvent;

/// <summary>Names are taken for the list of speakers again.</summary>
public sealed record SpeakersListReopened : LogEvent;

/// <summary>The floor was given.</summary>
/// <param name="Turn">Counts the session's turns from 1.</param>
/// <param name="Speaker">To whom.</param>
/// <param name="Kind">For which of their requests; null for the statement.</param>
public sealed record FloorGranted(int Turn, Speaker Speaker, SpeechKind? Kind = null) : LogEvent;

/// <summary>A turn ended.</summary>
/// <param name="Turn">Which.</param>
/// <param name="Reason">How it came to end.</param>
public sealed record FloorYielded(int Turn, TurnEnd Reason) : LogEvent;

/// <summary>The limit of one turn was set; null for none, or for the general one where a kind is named.</summary>
/// <param name="Limit">The limit.</param>
/// <param name="Kind">Of which kind of speech; null for statements and every kind without a limit of its own.</param>
public sealed record SpeakingTimeSet(TimeSpan? Limit, SpeechKind? Kind = null) : LogEvent;

/// <summary>A turn was given more time than its limit.</summary>
/// <param name="Turn">Which.</param>
/// <param name="By">How much more.</param>
public sealed record TurnExtended(int Turn, TimeSpan By) : LogEvent;

/// <summary>The clock of a turn was stopped.</summary>
/// <param name="Turn">Which.</param>
public sealed record TurnClockPaused(int Turn) : LogEvent;

/// <summary>The clock of a turn went on.</summary>
/// <param name="Turn">Which.</param>
public sealed record TurnClockResumed(int Turn) : LogEvent;

/// <summary>How a turn came to end.</summary>
public enum TurnEnd
{
    /// <summary>The speaker gave the floor back.</summary>
    Speaker,

    /// <summary>The chair ended it.</summary>
    Chair,

    /// <summary>The chair called the next speaker.</summary>
    NextSpeaker,

    /// <summary>The session was suspended or closed.</summary>
    SessionStopped,

    /// <summary>A point of order or an interposed question interrupted it; the speech waits at the head of the queue to go on.</summary>
    Interrupted,
}
