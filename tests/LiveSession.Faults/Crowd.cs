using LiveSession.Testing.Meetings;

namespace LiveSession.Faults;

/// <summary>A meeting with many captioners, and two who may preside.</summary>
internal static class Crowd
{
    public const string ViceChair = "Vera Lindt";

    public static IEnumerable<string> Names(int captioners) => Enumerable.Range(1, captioners).Select(number => $"Captioner {number}");

    public static MeetingPlan Plan(int captioners) => new()
    {
        Roster =
        [
            .. new MeetingPlan().Roster,
            new RosterEntry(ViceChair, "Austria", StakeholderGroup.Government, Role.Chair),
            .. Names(captioners).Select(name => new RosterEntry(name, "", StakeholderGroup.Unspecified, Role.Captioner)),
        ],
    };
}
