using System.Globalization;
using LiveSession.Core.Captions;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as stenographers write text (CART), one caption a line, for their software and everybody else's, and to be read again
/// (<see cref="TranscriptCartReader"/>). Marks are in capitals; above the words stands whom each of them is for. What is said and would be taken for a
/// mark has an invisible U+200E before it.
/// <code>
/// ---
/// Meeting: Working Group on Enhanced Cooperation
/// Speaker: MARIA SILVA = Maria Silva
/// ---
///
/// >> MARIA SILVA: Thank you, Chair.
/// We agree.
/// </code>
/// </summary>
public static class TranscriptCart
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = TranscriptText.MediaType;

    /// <summary>Between the head and the words.</summary>
    internal const string Rule = "---";

    /// <summary>Before what is not what it seems. Where it was said it is doubled.</summary>
    internal const char Guard = '\u200E';

    // Of a mark, what follows it in brackets included.
    private const int LongestName = 160;

    /// <summary>Writes the transcript.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="to">Where it goes; the writer stays open.</param>
    /// <param name="cancellationToken">Stops between two interventions.</param>
    public static async Task WriteAsync(
        TranscriptView transcript, TranscriptProvenance provenance, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(to);
        var marks = Marks(transcript);
        await to.WriteAsync(Rule + "\n");
        foreach (var (name, value) in TranscriptLabels.Of(transcript, provenance))
        {
            await to.WriteAsync($"{name}: {value}\n");
        }

        foreach (var (speaker, mark) in marks)
        {
            await to.WriteAsync($"Speaker: {mark} = {speaker}\n");
        }

        await to.WriteAsync(Rule + "\n");
        foreach (var intervention in transcript.Interventions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            string? marked = null;
            foreach (var line in Outline.Passages(intervention).SelectMany(lines => lines))
            {
                var mark = marks.TryGetValue(SpeakerOf(intervention, line), out var known) ? $">> {known}: " : ">> ";
                await to.WriteAsync((mark == marked ? "" : $"\n{mark}") + Guarded(PrintedText.OneLine(line.Text)) + "\n");
                marked = mark;
            }
        }
    }

    private static string SpeakerOf(InterventionView intervention, CaptionLineView line) => PrintedText.OneLine(line.Speaker ?? intervention.Speaker ?? "");

    // What a mark can name stands in it; whoever else there is gets a number.
    private static Dictionary<string, string> Marks(TranscriptView transcript)
    {
        var marks = new Dictionary<string, string>();
        var taken = new HashSet<string>();
        foreach (var speaker in transcript.Interventions.SelectMany(one => Outline.Passages(one).SelectMany(lines => lines).Select(line => SpeakerOf(one, line))).Where(name => name.Length > 0).Distinct())
        {
            var mark = speaker.ToUpperInvariant();
            for (var number = marks.Count + 1; mark.Contains('=') || SpeakerMark.Read($"{mark}: x") != (mark, "x") || !taken.Add(mark); number++)
            {
                mark = string.Create(CultureInfo.InvariantCulture, $"SPEAKER {number}");
            }

            marks.Add(speaker, mark);
        }

        return marks;
    }

    private static string Guarded(string words)
    {
        var doubled = words.Replace("\u200E", "\u200E\u200E", StringComparison.Ordinal);
        var inner = doubled.Replace(" >", $" {Guard}>", StringComparison.Ordinal);
        return SeemsOther(inner) ? Guard + inner : inner;
    }

    // A mark, a name in capitals, the number of a page, a heading: readers of such files take these for what they are not.
    private static bool SeemsOther(string words) =>
        words[0] is '>' or '#' or '-' or (>= '0' and <= '9')
        || words.StartsWith("page", StringComparison.OrdinalIgnoreCase)
        || words.AsSpan(0, Math.Min(words.Length, LongestName)).IndexOfAny(':', '：') > 0;

}
