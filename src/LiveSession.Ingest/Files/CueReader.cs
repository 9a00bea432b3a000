namespace LiveSession.Ingest.Files;

/// <summary>Cues to steps. Rows of one voice are one line; where a cue marks no voice, the stenographers' <c>>> NAME:</c> is looked for.</summary>
internal static class CueReader
{
    private static readonly TimeSpan Adjoining = TimeSpan.FromMilliseconds(100);

    public static ImmutableArray<FileStep> Read(IEnumerable<TimedCue> cues, FileNotes notes)
    {
        var steps = new List<LineStep>();
        var cart = new CartGrammar();
        TimedCue? before = null;
        foreach (var cue in cues)
        {
            Check(cue, before, notes);
            steps.AddRange(Spoken(cue, RowsToSay(cue, before), cart));
            before = cue;
        }

        return [.. steps.OrderBy(step => step.At)];
    }

    private static void Check(TimedCue cue, TimedCue? before, FileNotes notes)
    {
        if (cue.End <= cue.Start)
        {
            notes.Problem(cue.Line, "The cue ends before it starts.");
        }

        if (before is not null && cue.Start < before.Start)
        {
            notes.Problem(cue.Line, "The cue starts before the one above it; it was put in its place.");
        }

        if (cue.Rows.IsEmpty)
        {
            notes.Ignore();
        }
    }

    // Automatic captions roll up: a cue shows the last row of the one before again, above the new one. Said once is enough.
    private static IEnumerable<CueRow> RowsToSay(TimedCue cue, TimedCue? before)
    {
        if (before is null || !(cue.Rolls || before.Rolls) || cue.Start > before.End + Adjoining)
        {
            return cue.Rows;
        }

        for (var shared = Math.Min(cue.Rows.Length, before.Rows.Length); shared > 0; shared--)
        {
            if (cue.Rows.Take(shared).SequenceEqual(before.Rows.TakeLast(shared)))
            {
                return cue.Rows.Skip(shared);
            }
        }

        return cue.Rows;
    }

    private static IEnumerable<LineStep> Spoken(TimedCue cue, IEnumerable<CueRow> rows, CartGrammar cart)
    {
        LineStep? open = null;
        foreach (var row in rows)
        {
            foreach (var said in row.Speaker is { } voice ? [new Utterance(voice, row.Text, false)] : cart.Parse(row.Text))
            {
                if (open is not null && !said.NewTurn && said.Speaker == open.Speaker && row.Language == open.Language)
                {
                    open = open with { Text = Words.Join(open.Text, said.Text) };
                    continue;
                }

                if (open is not null)
                {
                    yield return open;
                }

                open = new LineStep(cue.Start, said.Speaker, said.Text, row.Language);
            }
        }

        if (open is not null)
        {
            yield return open;
        }
    }
}
