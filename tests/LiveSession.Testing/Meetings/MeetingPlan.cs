using System.Collections.Immutable;

namespace LiveSession.Testing.Meetings;

/// <summary>What a meeting is to be founded with; the defaults are a small working group with everybody a session needs.</summary>
public sealed record MeetingPlan
{
    /// <summary>Who presides in the default roster.</summary>
    public const string Chair = "Ana Duarte";

    /// <summary>Who writes captions in the default roster.</summary>
    public const string Captioner = "Clara Weiss";

    /// <summary>A delegate of the default roster.</summary>
    public const string Member = "Kofi Mensah";

    /// <summary>Its short name.</summary>
    public string Slug { get; init; } = "working-group";

    /// <summary>Its title.</summary>
    public string Title { get; init; } = "Working Group on River Basins";

    /// <summary>Its time zone.</summary>
    public string TimeZone { get; init; } = "Europe/Zurich";

    /// <summary>Whether anybody may follow.</summary>
    public bool Public { get; init; } = true;

    /// <summary>The titles of its sessions; each starts three hours after the one before.</summary>
    public ImmutableArray<string> Sessions { get; init; } = ["Opening", "General debate"];

    /// <summary>When its first session is meant to start; null for within the hour.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Its agenda.</summary>
    public ImmutableArray<AgendaItemPlan> Agenda { get; init; } =
        [new("1", "Adoption of the agenda"), new("2", "Water levels"), new("3", "Closing")];

    /// <summary>Its roster; everybody on it gets a link.</summary>
    public ImmutableArray<RosterEntry> Roster { get; init; } =
    [
        new(Chair, "Portugal", StakeholderGroup.Government, Role.Chair),
        new(Captioner, "", StakeholderGroup.Unspecified, Role.Captioner),
        new("Mateo Ruiz", "", StakeholderGroup.Unspecified, Role.Captioner),
        new(Member, "Ghana", StakeholderGroup.Government, Role.Member),
        new("Lin Hua", "River Watch", StakeholderGroup.CivilSociety, Role.Member),
    ];

    /// <summary>The software that may write captions in its first session.</summary>
    public ImmutableArray<SourcePlan> Sources { get; init; } = [];
}

/// <summary>Software that is let in.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Protocol">What it speaks.</param>
/// <param name="Withdrawn">Whether it is no longer.</param>
/// <param name="Track">The caption channel.</param>
public sealed record SourcePlan(string Name, CaptionProtocol Protocol, bool Withdrawn = false, string Track = "floor");
