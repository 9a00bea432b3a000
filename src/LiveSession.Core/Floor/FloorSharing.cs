using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>Counts how the floor was shared, and says to whom it might be given for balance.</summary>
public static class FloorSharing
{
    /// <summary>Fewer people than this are not shown apart: what is said of so few is said of each of them.</summary>
    public const int FewestShown = 5;

    private const int EnoughAsked = 3;
    private const int EnoughTurns = 5;

    private static readonly TimeSpan EnoughLonger = TimeSpan.FromMinutes(1);

    /// <summary>How the floor was shared.</summary>
    /// <param name="floor">The floor.</param>
    /// <param name="groupOf">The stakeholder group of a participant.</param>
    /// <param name="earlier">Who had the floor in an earlier session of the meeting.</param>
    /// <param name="at">Now, or when the session was closed: waits and a turn that go on count up to then.</param>
    public static FloorShares Of(
        FloorState floor, Func<ParticipantId, StakeholderGroup> groupOf, IReadOnlySet<ParticipantId> earlier, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(floor);
        ArgumentNullException.ThrowIfNull(groupOf);
        ArgumentNullException.ThrowIfNull(earlier);
        var waiting = Waiting(floor);
        var speakers = floor.Turns.Select(turn => turn.Speaker).Concat(waiting.Select(request => request.Speaker)).ToArray();
        return new FloorShares(
            [.. speakers.Select(speaker => speaker.Place).Distinct().OrderDescending().Select(PlaceOf)],
            [.. speakers.Select(speaker => groupOf(speaker.Id)).Distinct().Order().Select(GroupOf)])
        {
            People = CountOf(speakers),
            Turns = floor.TurnCount,
            SpeakingTime = SpokenIn(floor.Turns, at),
        };

        PlaceShare PlaceOf(Place place)
        {
            var turns = floor.Turns.Where(turn => turn.Speaker.Place == place).ToArray();
            var heard = turns.Where(turn => turn.AskedAt is not null && WaitsItsTurn(turn.Kind)).Select(turn => turn.Since - turn.AskedAt!.Value).ToArray();
            var open = waiting.Where(request => request.Speaker.Place == place && WaitsItsTurn(request.Kind)).Select(request => at - request.At).ToArray();
            return new PlaceShare(
                place, CountOf(speakers.Where(speaker => speaker.Place == place)), heard.Length + open.Length, heard.Length,
                Median([.. heard, .. open]), SpokenIn(turns, at));
        }

        GroupShare GroupOf(StakeholderGroup group)
        {
            var turns = floor.Turns.Where(turn => groupOf(turn.Speaker.Id) == group).ToArray();
            return new GroupShare(
                group, CountOf(speakers.Where(speaker => groupOf(speaker.Id) == group)), turns.Length, SpokenIn(turns, at),
                CountOf(turns.Select(turn => turn.Speaker).Where(speaker => !earlier.Contains(speaker.Id))),
                CountOf(waiting.Select(request => request.Speaker).Where(speaker => groupOf(speaker.Id) == group)));
        }
    }

    /// <summary>To whom the floor might be given next for balance; null where the order of the queue needs no second thought.</summary>
    /// <param name="floor">The floor.</param>
    /// <param name="shares">How it was shared until now.</param>
    /// <param name="groupOf">The stakeholder group of a participant.</param>
    public static FloorAdvice? Advise(FloorState floor, FloorShares shares, Func<ParticipantId, StakeholderGroup> groupOf)
    {
        ArgumentNullException.ThrowIfNull(floor);
        ArgumentNullException.ThrowIfNull(shares);
        ArgumentNullException.ThrowIfNull(groupOf);

        // Points of order and what else comes first come first in any balance.
        if (floor.Queue is not [{ Spoken: null } next, ..] || !WaitsItsTurn(next.Kind))
        {
            return null;
        }

        var requests = floor.Queue.Where(request => WaitsItsTurn(request.Kind) && request.Spoken is null).ToArray();
        return LongerWait(next, requests, shares) ?? UnheardGroup(next, requests, shares, groupOf);
    }

    /// <summary>What is published of it: nothing that would be said of fewer than <see cref="FewestShown"/> people.</summary>
    /// <remarks>
    /// What is left out must not be had by subtracting the rest from the sum: the next smallest are left out too, until five people stand behind it.
    /// Turns and speaking times of those who spoke are in the transcript by name; what only the queue knew is not.
    /// </remarks>
    public static FloorReport Publish(FloorShares shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        var few = shares.People < FewestShown;
        var (places, groups) = (FewIn(shares.Places, share => share.People, few), FewIn(shares.Groups, share => share.People, few));
        return new FloorReport(
            few ? null : shares with { Places = [.. shares.Places.Where(share => !places.Contains(share))], Groups = [.. shares.Groups.Where(share => !groups.Contains(share)).Select(Masked)] },
            [.. shares.Places.Where(places.Contains).Select(share => share.Place)],
            [.. shares.Groups.Where(groups.Contains).Select(share => share.Group)]);
    }

    private static HashSet<T> FewIn<T>(ImmutableArray<T> shares, Func<T, int> people, bool all)
    {
        var few = shares.Where(share => all || people(share) < FewestShown).ToHashSet();
        foreach (var next in shares.OrderBy(people))
        {
            if (few.Count > 0 && few.Sum(people) < FewestShown)
            {
                few.Add(next);
            }
        }

        return few;
    }

    private static GroupShare Masked(GroupShare share)
    {
        return share with { FirstTimers = Enough(share.FirstTimers), Waiting = Enough(share.Waiting) };

        int? Enough(int? part) => IsFew(part) || IsFew(share.People - part) ? null : part;
    }

    private static bool IsFew(int? people) => people is > 0 and < FewestShown;

    private static FloorAdvice? LongerWait(FloorRequest next, FloorRequest[] requests, FloorShares shares)
    {
        if (shares.Places is not [{ MedianWait: { } one } first, { MedianWait: { } other } second] || first.Asked < EnoughAsked || second.Asked < EnoughAsked)
        {
            return null;
        }

        var (place, here, there) = one > other ? (first.Place, one, other) : (second.Place, other, one);
        return here >= 2 * there && here - there >= EnoughLonger && next.Speaker.Place != place
            && Array.Find(requests, request => request.Speaker.Place == place) is { } request
            ? new FloorAdvice(AdviceReason.LongerWait, SessionViews.ViewOf(request.Speaker), request.Kind, here, there)
            : null;
    }

    private static FloorAdvice? UnheardGroup(FloorRequest next, FloorRequest[] requests, FloorShares shares, Func<ParticipantId, StakeholderGroup> groupOf)
    {
        if (shares.Turns < EnoughTurns)
        {
            return null;
        }

        var unheard = shares.Groups.Where(share => share.Turns == 0 && share.Group is not StakeholderGroup.Unspecified).Select(share => share.Group).ToHashSet();
        return !unheard.Contains(groupOf(next.Speaker.Id)) && Array.Find(requests, request => unheard.Contains(groupOf(request.Speaker.Id))) is { } request
            ? new FloorAdvice(AdviceReason.UnheardGroup, SessionViews.ViewOf(request.Speaker), request.Kind, Group: groupOf(request.Speaker.Id))
            : null;
    }

    // A speech that goes on after an interruption was counted when it was first called.
    private static FloorRequest[] Waiting(FloorState floor) =>
        [.. floor.Queue.Concat(floor.Aside.Select(aside => aside.Request)).Concat(floor.Unheard).Where(request => request.Spoken is null)];

    private static bool WaitsItsTurn(SpeechKind kind) => kind is SpeechKind.Statement or SpeechKind.Reply or SpeechKind.RightOfReply;

    private static int CountOf(IEnumerable<Speaker> speakers) => speakers.Select(speaker => speaker.Id).Distinct().Count();

    private static TimeSpan SpokenIn(IEnumerable<Turn> turns, DateTimeOffset at) =>
        turns.Aggregate(TimeSpan.Zero, (sum, turn) => sum + ((turn.EndedAt ?? at) - turn.Since));

    private static TimeSpan? Median(TimeSpan[] waits)
    {
        if (waits.Length == 0)
        {
            return null;
        }

        Array.Sort(waits);
        return (waits[(waits.Length - 1) / 2] + waits[waits.Length / 2]) / 2;
    }
}
