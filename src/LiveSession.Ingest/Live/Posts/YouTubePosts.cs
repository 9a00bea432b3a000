using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>
/// YouTube Live's posts: a line with a time (UTC, no Z), then a line of text with <c>&lt;br&gt;</c> for breaks, and so on. Entries are mostly
/// single words.
/// <code>
/// 2026-11-23T19:22:52.215 region:reg1#cue1
/// Merci, Monsieur le Président.
/// </code>
/// </summary>
internal sealed partial class YouTubePosts : IPostReader
{
    private static readonly string[] TimeFormats = ["yyyy-MM-dd'T'HH:mm:ss.fff", "yyyy-MM-dd'T'HH:mm.ss.fff", "yyyy-MM-dd'T'HH:mm:ss"];

    public LineCut Cut => LineCut.AtSentences;

    /// <summary>Whether a text begins as these posts do.</summary>
    public static bool Fits(string text) => TimeLine().IsMatch(text.Split('\n', 2)[0].TrimEnd('\r'));

    public string IdentityOf(string text) => string.Join('\n', text.Split('\n').Where(line => !TimeLine().IsMatch(line.TrimEnd('\r'))));

    public PostReading Read(string text, Rune? before)
    {
        DateTimeOffset? spokenAt = null;
        var edits = new List<SourceEdit>();
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd('\r')))
        {
            if (TimeLine().Match(line) is { Success: true } time)
            {
                spokenAt ??= TimeOf(time.Groups["time"].Value);
            }
            else if (line.Trim().Length > 0)
            {
                AddEntry(edits, line, ref before);
            }
        }

        return new([.. edits], Heartbeat: edits.Count == 0, SpokenAt: spokenAt);
    }

    private static void AddEntry(List<SourceEdit> edits, string line, ref Rune? before)
    {
        var pieces = LineBreak().Split(line);
        for (var index = 0; index < pieces.Length; index++)
        {
            if (index > 0)
            {
                edits.Add(new SourceEdit.NewLine());
                before = null;
            }

            if (pieces[index].Length > 0)
            {
                edits.Add(new SourceEdit.Insert(Seam.Before(before, pieces[index]) + pieces[index]));
                before = Seam.EndOf(pieces[index]);
            }
        }
    }

    private static DateTimeOffset? TimeOf(string time) =>
        DateTimeOffset.TryParseExact(time, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    [GeneratedRegex(@"^(?<time>\d{4}-\d\d-\d\dT\d\d:\d\d[:.]\d\d(\.\d{3})?)( region:\S*)?\s*$")]
    private static partial Regex TimeLine();

    [GeneratedRegex("<br ?/?>", RegexOptions.IgnoreCase)]
    private static partial Regex LineBreak();
}
