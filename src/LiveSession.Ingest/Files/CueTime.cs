using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>The line of times above a cue: <c>00:01:02.500 --> 00:01:04.000 line:0</c>; SubRip has a comma.</summary>
internal static partial class CueTime
{
    public static bool IsPresent(string line) => line.Contains("-->", StringComparison.Ordinal);

    public static (TimeSpan Start, TimeSpan End)? Parse(string line) =>
        Times().Match(line) is { Success: true } match && TimeIn(match, 1) is { } start && TimeIn(match, 5) is { } end ? (start, end) : null;

    private static TimeSpan? TimeIn(Match match, int group)
    {
        var (hours, minutes, seconds) = (Number(match.Groups[group]), Number(match.Groups[group + 1]), Number(match.Groups[group + 2]));
        var thousandths = match.Groups[group + 3].Value.PadRight(3, '0');
        return minutes > 59 || seconds > 59
            ? null
            : new TimeSpan(0, hours, minutes, seconds, int.Parse(thousandths, CultureInfo.InvariantCulture));
    }

    private static int Number(Group digits) => digits.Success ? int.Parse(digits.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^\s*(?:([0-9]{1,4}):)?([0-9]{1,2}):([0-9]{2})[.,]([0-9]{1,3})\s*-->\s*(?:([0-9]{1,4}):)?([0-9]{1,2}):([0-9]{2})[.,]([0-9]{1,3})(?=\s|$)")]
    private static partial Regex Times();
}
