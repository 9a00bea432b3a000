using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The lines of a transcript as a player shows them: each until the next of its track, one second at least and seven at most. Times count from the
/// opening of the session.
/// </summary>
internal static class TimedCues
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(7);

    public static List<TimedCue> Of(TranscriptView transcript)
    {
        var clock = new TranscriptClock(transcript.Session);
        var cues = new List<TimedCue>();
        var (earliest, nextOfTrack) = (TimeSpan.Zero, new Dictionary<string, int>());
        foreach (var (intervention, line) in transcript.Interventions
            .SelectMany(intervention => intervention.Lines.Select(line => (intervention, line)))
            .Where(said => PrintedText.OneLine(said.line.Text).Length > 0)
            .OrderBy(said => said.line.Number))
        {
            // A clock that was set back must not send a player back.
            earliest = TimeSpan.FromMilliseconds(Math.Floor(Math.Max(earliest.TotalMilliseconds, clock.Since(line.At).TotalMilliseconds)));
            cues.Add(new TimedCue(line, line.Speaker ?? intervention.Speaker, earliest, earliest + Longest));
            if (nextOfTrack.TryGetValue(line.Track, out var before))
            {
                cues[before] = cues[before] with { End = EndOf(cues[before].Start, earliest) };
            }

            nextOfTrack[line.Track] = cues.Count - 1;
        }

        return cues;
    }

    private static TimeSpan EndOf(TimeSpan start, TimeSpan next) =>
        next - start < Shortest ? start + Shortest
        : next - start > Longest ? start + Longest
        : next;
}

/// <summary>One line as a player shows it.</summary>
/// <param name="Line">The line, or its part.</param>
/// <param name="Speaker">Who spoke; null when unknown.</param>
/// <param name="Start">From when.</param>
/// <param name="End">Until when.</param>
internal sealed record TimedCue(CaptionLineView Line, string? Speaker, TimeSpan Start, TimeSpan End)
{
    /// <summary>The line's number, with the part's behind it where a mark cut the line.</summary>
    public string Id => Line.Part is { } part
        ? string.Create(CultureInfo.InvariantCulture, $"{Line.Number}-{part}")
        : Line.Number.ToString(CultureInfo.InvariantCulture);
}
