using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>Time expressions as EBU-TT Live has them: <c>14:19:58.19</c>, or an offset such as <c>5s</c>, <c>500ms</c>, <c>1.5h</c>. Frames and ticks are none of them.</summary>
internal static partial class EbuTtTime
{
    // As many hours as a clock of the standard can show.
    private static readonly TimeSpan Longest = TimeSpan.FromHours(10_000);

    /// <summary>The time; null when it is written wrongly, or longer than any broadcast.</summary>
    public static TimeSpan? Read(string text)
    {
        if (Clock().Match(text.Trim()) is { Success: true } clock)
        {
            return TimeSpan.FromHours(Number(clock, "h")) + TimeSpan.FromMinutes(Number(clock, "m")) + TimeSpan.FromSeconds(Number(clock, "s"));
        }

        if (Offset().Match(text.Trim()) is not { Success: true } offset)
        {
            return null;
        }

        var unit = offset.Groups["unit"].Value switch
        {
            "h" => TimeSpan.FromHours(1),
            "m" => TimeSpan.FromMinutes(1),
            "s" => TimeSpan.FromSeconds(1),
            _ => TimeSpan.FromMilliseconds(1),
        };
        return Number(offset, "n") is var count && count <= Longest / unit ? unit * count : null;
    }

    private static double Number(Match match, string group) => double.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<h>[0-9]{2,4}):(?<m>[0-5][0-9]):(?<s>([0-5][0-9]|60)(\.[0-9]{1,9})?)\z")]
    private static partial Regex Clock();

    [GeneratedRegex(@"^(?<n>[0-9]{1,9}(\.[0-9]{1,9})?)(?<unit>h|ms|m|s)\z")]
    private static partial Regex Offset();
}
