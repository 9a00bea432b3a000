using LiveSession.Testing.Meetings;

namespace LiveSession.Faults;

/// <summary>A meeting with many captioners.</summary>
internal static class Crowd
{
    public static IEnumerable<string> Names(int captioners) => Enumerable.Range(1, captioners).Select(number => $"Captioner {number}");

    public static MeetingPlan Plan(int captioners) => new()
    {
        Roster =
        [
            .. new MeetingPlan().Roster,
            .. Names(captioners).Select(name => new RosterEntry(name, "", StakeholderGroup.Unspecified, Role.Captioner)),
        ],
    };
}
