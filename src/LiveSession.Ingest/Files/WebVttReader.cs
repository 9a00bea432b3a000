namespace LiveSession.Ingest.Files;

/// <summary>
/// WebVTT (W3C):
/// <code>
/// WEBVTT
///
/// 12
/// 00:01:02.500 --> 00:01:04.000
/// &lt;v Chair&gt;&lt;lang fr&gt;La séance est ouverte.&lt;/lang&gt;
/// </code>
/// Notes, styles and regions are skipped.
/// </summary>
internal static class WebVttReader
{
    public static bool IsHeader(string line) =>
        line.StartsWith("WEBVTT", StringComparison.Ordinal) && (line.Length == 6 || char.IsWhiteSpace(line[6]));

    public static IEnumerable<TimedCue> Cues(ImmutableArray<FileLine> lines, FileNotes notes)
    {
        if (!lines.Any(line => IsHeader(line.Text)))
        {
            notes.Problem(1, "The file does not begin with WEBVTT.");
        }

        return Blocks(lines).Select(block => CueIn(block, notes)).OfType<TimedCue>();
    }

    private static IEnumerable<ImmutableArray<FileLine>> Blocks(ImmutableArray<FileLine> lines)
    {
        var block = ImmutableArray.CreateBuilder<FileLine>();
        foreach (var line in lines.Append(new FileLine(lines.Length + 1, "")))
        {
            // An empty line ends a cue, and so does the next line of times where somebody forgot the empty line.
            var begins = CueTime.IsPresent(line.Text) && block.Any(above => CueTime.IsPresent(above.Text));
            if (block.Count > 0 && (line.Text.Length == 0 || begins))
            {
                yield return block.ToImmutable();
                block.Clear();
            }

            if (line.Text.Length > 0)
            {
                block.Add(line);
            }
        }
    }

    private static TimedCue? CueIn(ImmutableArray<FileLine> block, FileNotes notes)
    {
        var timing = block.Take(2).FirstOrDefault(line => CueTime.IsPresent(line.Text));
        if (timing.Text is null)
        {
            Skip(block[0], notes);
            return null;
        }

        if (CueTime.Parse(timing.Text) is not var (start, end))
        {
            notes.Problem(timing.Number, $"The times cannot be read: {Excerpt.Of(timing.Text)}");
            return null;
        }

        var text = block.SkipWhile(line => line.Number <= timing.Number).Select(line => line.Text).ToArray();
        var rolls = text.Any(CueMarkup.HasInnerTimes);
        return new TimedCue(timing.Number, start, end, rolls, CueMarkup.Rows(text));
    }

    private static void Skip(FileLine first, FileNotes notes)
    {
        var word = first.Text.Split((char[]?)null, 2)[0];
        if (!IsHeader(first.Text) && word is not ("NOTE" or "STYLE" or "REGION"))
        {
            notes.Problem(first.Number, $"This is neither a cue nor a note: {Excerpt.Of(first.Text)}");
        }

        notes.Ignore();
    }
}
