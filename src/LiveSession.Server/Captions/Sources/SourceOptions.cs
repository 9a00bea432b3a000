using System.ComponentModel.DataAnnotations;

namespace LiveSession.Server.Captions.Sources;

/// <summary>What caption sources may send. Bound from the configuration section <c>Sources</c>.</summary>
public sealed class SourceOptions
{
    public const string Section = "Sources";

    /// <summary>The largest post, in bytes, after it is unpacked. The default is 65,536.</summary>
    [Range(1_024, 1_048_576)]
    public int PostLength { get; set; } = 65_536;

    /// <summary>How many posts a second one source may send for long; more are refused. The default is 100.</summary>
    [Range(1, 10_000)]
    public int PostsPerSecond { get; set; } = 100;

    /// <summary>After which pause a line of words without a line break is finished. The default is 4 seconds; sources that mark their lines get four times as long.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan FinishAfter { get; set; } = TimeSpan.FromSeconds(4);
}
