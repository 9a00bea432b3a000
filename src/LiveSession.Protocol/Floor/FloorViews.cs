using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>Where a speaker is.</summary>
public enum Place
{
    /// <summary>Connected from elsewhere.</summary>
    Remote,

    /// <summary>In the meeting room.</summary>
    Hall,
}

/// <summary>Somebody who speaks or waits to.</summary>
/// <param name="Id">The participant.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Affiliation">Whom they speak for; may be empty.</param>
/// <param name="Place">Hall or remote.</param>
public sealed record SpeakerView(ParticipantId Id, string Name, string Affiliation, Place Place);

/// <summary>A place in the speaking queue.</summary>
/// <param name="Speaker">Who waits.</param>
/// <param name="Note">What they said it is about; null when nothing.</param>
/// <param name="RequestedAt">When the request was recorded.</param>
/// <param name="Kind">For what kind of speech.</param>
/// <param name="OnBehalfOf">The group spoken for; null for nobody else.</param>
/// <param name="Answers">Whose speech a reply or right of reply answers.</param>
/// <param name="Continues">Whether this is a speech that was interrupted and goes on.</param>
public sealed record FloorRequestView(
    SpeakerView Speaker, string? Note, DateTimeOffset RequestedAt, SpeechKind Kind = SpeechKind.Statement,
    string? OnBehalfOf = null, string? Answers = null, bool Continues = false);

/// <summary>A turn at the floor that is going on.</summary>
/// <param name="Number">Counts the session's turns from 1.</param>
/// <param name="Speaker">Who has the floor.</param>
/// <param name="Since">When it was given.</param>
/// <param name="Kind">For what kind of speech.</param>
/// <param name="OnBehalfOf">The group spoken for; null for nobody else.</param>
/// <param name="Answers">Whose speech a reply or right of reply answers.</param>
/// <param name="Spoken">How long the speech had lasted before it was interrupted: its clock goes on from there.</param>
public sealed record TurnView(
    int Number, SpeakerView Speaker, DateTimeOffset Since, SpeechKind Kind = SpeechKind.Statement,
    string? OnBehalfOf = null, string? Answers = null, TimeSpan Spoken = default);

/// <summary>The floor and the one speaking queue of hall and remote participants.</summary>
/// <param name="TurnCount">
/// How many turns were given so far. Chairs send it back as <c>afterTurn</c>: a command made on a screen that is out of date is
/// refused instead of advancing twice.
/// </param>
/// <param name="Speaking">The turn going on; null when nobody has the floor.</param>
/// <param name="Queue">Who waits, in the order they will be called.</param>
/// <param name="SpeakingTime">The limit of one turn; null when there is none.</param>
public sealed record FloorView(int TurnCount, TurnView? Speaking, ImmutableArray<FloorRequestView> Queue, TimeSpan? SpeakingTime);
