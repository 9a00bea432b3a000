using System.ComponentModel.DataAnnotations;

namespace LiveSession.Core.Sessions;

/// <summary>What a session takes at most. Bound from the configuration section <c>Limits</c>.</summary>
public sealed class SessionLimits
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>The longest caption line, in UTF-16 units. The default is 2,000.</summary>
    [Range(80, 20_000)]
    public int LineLength { get; set; } = 2_000;

    /// <summary>The longest note on a floor request, in UTF-16 units. The default is 250.</summary>
    [Range(20, 2_000)]
    public int NoteLength { get; set; } = 250;

    /// <summary>The longest text of a statement handed in, in UTF-16 units. The default is 20,000, a quarter of an hour of speech.</summary>
    [Range(500, 200_000)]
    public int StatementLength { get; set; } = 20_000;

    /// <summary>The longest name or affiliation, in UTF-16 units. The default is 160.</summary>
    [Range(40, 1_000)]
    public int NameLength { get; set; } = 160;

    /// <summary>The longest title of a meeting, session or agenda item, in UTF-16 units. The default is 300.</summary>
    [Range(60, 2_000)]
    public int TitleLength { get; set; } = 300;

    /// <summary>How many may wait in the speaking queue. The default is 500.</summary>
    [Range(10, 10_000)]
    public int QueueLength { get; set; } = 500;

    /// <summary>How many sessions, agenda items or roster entries a meeting may have. The default is 5,000.</summary>
    [Range(10, 100_000)]
    public int ListLength { get; set; } = 5_000;
}
