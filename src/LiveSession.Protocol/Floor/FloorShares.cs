using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>
/// How the floor was shared in a session: between the hall and the remote side, and between stakeholder groups. Everything is counted from
/// the session's log and the meeting's roster, so that whoever has them counts the same.
/// </summary>
/// <param name="Places">The hall and the remote side, those where somebody asked or spoke.</param>
/// <param name="Groups">The stakeholder groups of which somebody asked or spoke.</param>
public sealed record FloorShares(ImmutableArray<PlaceShare> Places, ImmutableArray<GroupShare> Groups)
{
    /// <summary>How many people asked for the floor or had it.</summary>
    public int People { get; init; }

    /// <summary>How many turns were given.</summary>
    public int Turns { get; init; }

    /// <summary>How long people had the floor, all together.</summary>
    public TimeSpan SpeakingTime { get; init; }
}

/// <summary>How the floor was shared, as anybody may read it.</summary>
/// <param name="Shares">The figures that may be shown; null where fewer than five people asked for the floor or had it.</param>
/// <param name="FewAtPlaces">The places without figures: of fewer than five people, or left out so that theirs cannot be had by subtracting.</param>
/// <param name="FewInGroups">The groups without figures, likewise.</param>
public sealed record FloorReport(FloorShares? Shares, ImmutableArray<Place> FewAtPlaces, ImmutableArray<StakeholderGroup> FewInGroups);

/// <summary>How one place fared.</summary>
/// <param name="Place">Hall or remote.</param>
/// <param name="People">How many people asked for the floor or had it.</param>
/// <param name="Asked">How many requests there were that wait their turn: statements, replies and rights of reply that were not taken back.</param>
/// <param name="Heard">How many of these were given the floor.</param>
/// <param name="MedianWait">The median of their waits: from asking to the floor, or until now of those who still wait; null where nobody asked.</param>
/// <param name="SpeakingTime">How long its speakers had the floor, points of order included.</param>
public sealed record PlaceShare(Place Place, int People, int Asked, int Heard, TimeSpan? MedianWait, TimeSpan SpeakingTime);

/// <summary>How one stakeholder group fared.</summary>
/// <param name="Group">Which.</param>
/// <param name="People">How many people asked for the floor or had it.</param>
/// <param name="Turns">How many turns they had.</param>
/// <param name="SpeakingTime">How long they had the floor.</param>
/// <param name="FirstTimers">How many had the floor who never had it in an earlier session of the meeting; null in a report where that would be about one to four people.</param>
/// <param name="Waiting">How many people wait, or were not heard before the close; null likewise.</param>
public sealed record GroupShare(StakeholderGroup Group, int People, int Turns, TimeSpan SpeakingTime, int? FirstTimers, int? Waiting);

/// <summary>What a chair might consider who wants the floor shared evenly. It changes nothing by itself.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Speaker">Who could be called.</param>
/// <param name="Kind">For which of their requests.</param>
/// <param name="Wait">Of <see cref="AdviceReason.LongerWait"/>: the median wait at their place.</param>
/// <param name="OtherWait">Of <see cref="AdviceReason.LongerWait"/>: the median wait at the other place.</param>
/// <param name="Group">Of <see cref="AdviceReason.UnheardGroup"/>: their group.</param>
public sealed record FloorAdvice(
    AdviceReason Reason, SpeakerView Speaker, SpeechKind Kind, TimeSpan? Wait = null, TimeSpan? OtherWait = null, StakeholderGroup? Group = null);

/// <summary>Why somebody could be called before their turn.</summary>
public enum AdviceReason
{
    /// <summary>Those at their place wait at least twice as long as those at the other, and at least a minute longer.</summary>
    LongerWait,

    /// <summary>Nobody of their stakeholder group has had the floor, while others had it five times.</summary>
    UnheardGroup,
}
