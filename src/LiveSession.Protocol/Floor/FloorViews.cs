using System.Collections.Immutable;
using System.Text.Json.Serialization;

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
/// <param name="MayPassUp">Whether the rules leave it to the chair to move it before the one above.</param>
public sealed record FloorRequestView(
    SpeakerView Speaker, string? Note, DateTimeOffset RequestedAt, SpeechKind Kind = SpeechKind.Statement,
    string? OnBehalfOf = null, string? Answers = null, bool Continues = false, bool MayPassUp = false);

/// <summary>Which request is meant: a participant waits at most once for each kind of speech.</summary>
/// <param name="Of">Whose.</param>
/// <param name="Kind">For what kind of speech.</param>
public sealed record RequestKey(ParticipantId Of, SpeechKind Kind);

/// <summary>Why a request is kept aside for the chair instead of waiting in the queue.</summary>
public enum AsideReason
{
    /// <summary>It came after the list of speakers was closed.</summary>
    ListClosed,

    /// <summary>It waited when somebody was given the last word.</summary>
    LastWord,
}

/// <summary>A request that does not wait in the queue; the chair may admit it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Reason">Why.</param>
public sealed record AsideView(FloorRequestView Request, AsideReason Reason);

/// <summary>The limit of one kind of speech.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Limit">How long one turn may last.</param>
public sealed record KindLimit(SpeechKind Kind, TimeSpan Limit);

/// <summary>A turn at the floor that is going on.</summary>
/// <param name="Number">Counts the session's turns from 1.</param>
/// <param name="Speaker">Who has the floor.</param>
/// <param name="Since">When it was given.</param>
/// <param name="Kind">For what kind of speech.</param>
/// <param name="OnBehalfOf">The group spoken for; null for nobody else.</param>
/// <param name="Answers">Whose speech a reply or right of reply answers.</param>
/// <param name="Spoken">How long the speech had lasted before it was interrupted: its clock goes on from there.</param>
/// <param name="Limit">How long it may last, extensions included; null when there is no limit.</param>
/// <param name="Stood">How long its clock stood still in this turn, up to <paramref name="StandsSince"/>.</param>
/// <param name="StandsSince">Since when the clock stands still; null while it runs.</param>
public sealed record TurnView(
    int Number, SpeakerView Speaker, DateTimeOffset Since, SpeechKind Kind = SpeechKind.Statement,
    string? OnBehalfOf = null, string? Answers = null, TimeSpan Spoken = default,
    TimeSpan? Limit = null, TimeSpan Stood = default, DateTimeOffset? StandsSince = null)
{
    /// <summary>The moment from which its clock counts, as if it had never stood still and never been interrupted.</summary>
    [JsonIgnore]
    public DateTimeOffset ClockFrom => Since - Spoken + Stood;
}

/// <summary>The floor and the one speaking queue of hall and remote participants.</summary>
/// <param name="TurnCount">
/// How many turns were given so far. Chairs send it back as <c>afterTurn</c>: a command made on a screen that is out of date is
/// refused instead of advancing twice.
/// </param>
/// <param name="Speaking">The turn going on; null when nobody has the floor.</param>
/// <param name="Queue">Who waits, in the order they will be called.</param>
/// <param name="SpeakingTime">The limit of one turn; null when there is none.</param>
public sealed record FloorView(int TurnCount, TurnView? Speaking, ImmutableArray<FloorRequestView> Queue, TimeSpan? SpeakingTime)
{
    /// <summary>Requests that do not wait in the queue and may be admitted, oldest first.</summary>
    public ImmutableArray<AsideView> Aside { get; init; } = [];

    /// <summary>The kinds of speech with a limit of their own.</summary>
    public ImmutableArray<KindLimit> KindLimits { get; init; } = [];

    /// <summary>From when on no speakers are added to the list; in the past once it is closed, null while it is open.</summary>
    public DateTimeOffset? ListClosesAt { get; init; }

    /// <summary>Who spoke last and could be put back; null while somebody speaks or when nobody spoke.</summary>
    public SpeakerView? SpokeLast { get; init; }
}
