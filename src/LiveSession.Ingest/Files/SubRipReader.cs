using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>
/// SubRip:
/// <code>
/// 12
/// 00:01:02,500 --> 00:01:04,000
/// The session is open.
/// </code>
/// There is no standard: the counter may be missing, the comma a full stop, and text may go on after an empty line.
/// </summary>
internal static partial class SubRipReader
{
    public static bool IsTiming(string line) => LooksTimed().IsMatch(line);

    public static IEnumerable<TimedCue> Cues(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        var timings = lines.Where(line => CueTime.IsPresent(line.Text)).Select(line => line.Number - 1).ToArray();
        for (var n = 0; n < timings.Length; n++)
        {
            var timing = lines[timings[n]];
            if (CueTime.Parse(timing.Text) is not var (start, end))
            {
                notes.Problem(timing.Number, $"The times cannot be read: {Excerpt.Of(timing.Text)}");
                continue;
            }

            var next = n + 1 < timings.Length ? timings[n + 1] : lines.Length;
            yield return new TimedCue(timing.Number, start, end, Rolls: false, CueMarkup.Rows(TextOf(lines, timings[n] + 1, next)));
        }
    }

    private static IEnumerable<string> TextOf(ImmutableArray<FileLine> lines, int from, int next)
    {
        var to = next;
        if (next < lines.Length && to > from && Counter().IsMatch(lines[to - 1].Text))
        {
            to--;
        }

        return lines[from..to].Where(line => !line.IsBlank).Select(line => line.Text);
    }

    [GeneratedRegex(@"^\s*(?:[0-9]+:)?[0-9]{1,2}:[0-9]{2}[.,][0-9]{1,3}\s*-->")]
    private static partial Regex LooksTimed();

    [GeneratedRegex(@"^\s*[0-9]+\s*$")]
    private static partial Regex Counter();
}
