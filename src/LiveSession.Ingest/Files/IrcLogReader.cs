using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Files;

/// <summary>
/// The log of a chat channel in which a scribe (a person or a machine) writes what is said and the group keeps its speaking queue,
/// as W3C groups do:
/// <code>
/// [2023-02-07T17:22:28.363Z]	&lt;Manu_Sporny&gt;	q+ to ask about signatures
/// [2023-02-07T17:22:39.395Z]	&lt;Harrison_Tang&gt;	ack manu
/// [2023-02-07T17:22:48.117Z]	&lt;Transcriber&gt;	Manu_Sporny: Thanks.
/// </code>
/// Everything else is chatter.
/// </summary>
internal static partial class IrcLogReader
{
    private static readonly TimeSpan HalfADay = TimeSpan.FromHours(12);

    public static bool IsEntry(string line) => Entry().IsMatch(line);

    public static ImmutableArray<FileStep> Read(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        var entries = Entries(lines, notes);
        var channel = new IrcChannel(entries);
        var steps = entries.Select(entry => (entry.At, Steps: channel.StepsIn(entry))).ToArray();
        foreach (var _ in steps.Where(said => said.Steps.IsEmpty))
        {
            notes.Ignore();
        }

        var begin = steps.Where(said => !said.Steps.IsEmpty).Select(said => said.At).DefaultIfEmpty().Min();
        return [.. steps.SelectMany(said => said.Steps.Select(step => step with { At = said.At - begin })).OrderBy(step => step.At)];
    }

    private static List<IrcEntry> Entries(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        var entries = new List<IrcEntry>();
        foreach (var line in lines)
        {
            if (Entry().Match(line.Text) is { Success: true } entry)
            {
                Add(line, entry);
            }
            else if (!line.IsBlank && entries is [.., var last])
            {
                // A message of several lines: only its first has a time and a name.
                entries[^1] = last with { Text = Words.Join(last.Text, Words.Clean(line.Text)) };
            }
            else if (!line.IsBlank)
            {
                notes.Ignore();
            }
        }

        return entries;

        void Add(FileLine line, Match entry)
        {
            if (!DateTimeOffset.TryParse(entry.Groups["at"].ValueSpan, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            {
                notes.Problem(line.Number, $"The time cannot be read: {Excerpt.Of(entry.Groups["at"].Value)}");
                return;
            }

            // A log that gives the time of day only begins again at midnight.
            var dated = entry.Groups["at"].Value.Contains('-', StringComparison.Ordinal);
            while (!dated && entries is [.., var last] && last.At - at > HalfADay)
            {
                at = at.AddDays(1);
            }

            if (entries is [.., var above] && at < above.At)
            {
                notes.Problem(line.Number, "The message is older than the one above it; it was put in its place.");
            }

            entries.Add(new IrcEntry(at, entry.Groups["nick"].Value, Words.Clean(entry.Groups["text"].Value)));
        }
    }

    [GeneratedRegex(@"^\s*\[?(?<at>(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ])?[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)\]?\s+<[ @+]?(?<nick>[^>\t]+)>\s?(?<text>.*)$")]
    private static partial Regex Entry();
}

/// <summary>One message in the channel.</summary>
/// <param name="At">When.</param>
/// <param name="Nick">Who wrote it.</param>
/// <param name="Text">What.</param>
internal sealed record IrcEntry(DateTimeOffset At, string Nick, string Text);
