using System.Text;
using LiveSession.Core.Captions;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// Reads what <see cref="TranscriptCart"/> writes: who said what, in which order. Such text knows neither times nor languages, and lines are counted from 1.
/// Other people's CART is for <c>CaptionFile</c> to read.
/// </summary>
public static class TranscriptCartReader
{
    private const string SpeakerLabel = "Speaker: ";

    /// <summary>Reads the file.</summary>
    /// <param name="from">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TranscriptFileException">It is no such transcript.</exception>
    public static async Task<PublishedTranscript> ReadAsync(TextReader from, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        var lines = (await from.ReadToEndAsync(cancellationToken)).Split('\n');
        var end = Array.IndexOf(lines, TranscriptCart.Rule, 1);
        if (lines[0] != TranscriptCart.Rule || end < 0)
        {
            throw new TranscriptFileException($"This is no text that LiveSession wrote for stenographers: it does not begin with a head between two lines of {TranscriptCart.Rule}.");
        }

        var head = lines[1..end];
        var (session, provenance) = TranscriptLabels.Read(head);
        var (speakers, track) = (Speakers(head), TranscriptLabels.ChannelIn(head));
        var interventions = new List<(string? Speaker, List<CaptionLineView> Lines)>();
        var number = 0;
        for (var at = end + 1; at < lines.Length; at++)
        {
            var (line, begins) = (lines[at], lines[at - 1].Length == 0);
            if (line.Length == 0)
            {
                continue;
            }

            var words = line;
            if (begins)
            {
                (var speaker, words) = Marked(line, at + 1, speakers);
                interventions.Add((speaker, []));
            }

            var said = interventions is [.., var open] ? open : throw Wrong(at + 1, "nobody is marked as the speaker of these words");
            said.Lines.Add(new CaptionLineView(++number, track, "und", Unguarded(words), said.Speaker, session.OpenedAt!.Value));
        }

        return new PublishedTranscript(
            new TranscriptView(session, [.. interventions.Select((one, index) => new InterventionView(
                index + 1, one.Speaker, null, null, null, session.OpenedAt!.Value, [.. one.Lines]))]),
            provenance);
    }

    private static Dictionary<string, string> Speakers(string[] head) => head.Where(line => line.StartsWith(SpeakerLabel, StringComparison.Ordinal))
        .Select(line => line[SpeakerLabel.Length..].Split(" = ", 2)).Where(parts => parts.Length == 2).DistinctBy(parts => parts[0])
        .ToDictionary(parts => parts[0], parts => parts[1]);

    private static (string? Speaker, string Words) Marked(string line, int number, Dictionary<string, string> speakers)
    {
        if (!line.StartsWith(">> ", StringComparison.Ordinal))
        {
            throw Wrong(number, "after an empty line the mark of a speaker should stand here");
        }

        var (name, words) = SpeakerMark.Read(line[3..]);
        return name is null ? (null, line[3..])
            : speakers.TryGetValue(name, out var speaker) ? (speaker, words)
            : throw Wrong(number, $"the head does not say who {name} is");
    }

    // A guard that was said is there twice, one that was put there once.
    private static string Unguarded(string words)
    {
        var said = new StringBuilder(words.Length);
        for (var at = 0; at < words.Length; at++)
        {
            if (words[at] == TranscriptCart.Guard && (++at == words.Length || words[at] != TranscriptCart.Guard))
            {
                at--;
                continue;
            }

            said.Append(words[at]);
        }

        return said.ToString();
    }

    private static TranscriptFileException Wrong(int line, string what) => new(FormattableString.Invariant($"Line {line}: {what}."));
}
