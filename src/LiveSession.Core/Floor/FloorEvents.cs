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
public sealed record FloorRequested(Speaker Speaker, string? Note) : LogEvent;

/// <summary>A request was taken back.</summary>
/// <param name="Speaker">Whose.</param>
public sealed record FloorRequestWithdrawn(ParticipantId Speaker) : LogEvent;

/// <summary>The floor was given.</summary>
/// <param name="Turn">Counts the session's turns from 1.</param>
/// <param name="Speaker">To whom.</param>
public sealed record FloorGranted(int Turn, Speaker Speaker) : LogEvent;

/// <summary>A turn ended.</summary>
/// <param name="Turn">Which.</param>
/// <param name="Reason">How it came to end.</param>
public sealed record FloorYielded(int Turn, TurnEnd Reason) : LogEvent;

/// <summary>The limit of one turn was set; null for none.</summary>
/// <param name="Limit">The limit.</param>
public sealed record SpeakingTimeSet(TimeSpan? Limit) : LogEvent;

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
}
