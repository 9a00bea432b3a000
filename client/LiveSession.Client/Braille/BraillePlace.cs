namespace LiveSession.Client.Braille;

/// <summary>Where somebody reads on the braille page: one row of one line. It stands in the address, so a reload loses nothing.</summary>
/// <param name="Line">The line's number; 0 before the first.</param>
/// <param name="Row">Its row, from 0; beyond the last while the reader waits for more.</param>
public readonly record struct BraillePlace(long Line, int Row);

/// <summary>What a reader of the braille page finds at a place.</summary>
/// <param name="Place">The place: what was asked for, or the next line's first row where more has come since.</param>
/// <param name="Line">The line read; null before the first.</param>
/// <param name="Text">The row; null while there is nothing more yet.</param>
/// <param name="Back">The row before; null at the beginning.</param>
/// <param name="Beginning">The first line.</param>
/// <param name="Now">The latest line.</param>
/// <param name="Unread">How many rows follow.</param>
public sealed record BrailleReading(BraillePlace Place, CaptionLineView? Line, string? Text, BraillePlace? Back, BraillePlace Beginning, BraillePlace Now, int Unread)
{
    /// <summary>The row after this one.</summary>
    public BraillePlace Next => Text is null ? Place : Place with { Row = Place.Row + 1 };

    /// <summary>Reads at a place.</summary>
    /// <param name="lines">The lines of the channel, in order.</param>
    /// <param name="asked">Where; null for the latest line.</param>
    /// <param name="cells">How many cells a row has.</param>
    /// <param name="unnamed">What is said where nobody is named after somebody was.</param>
    public static BrailleReading At(IReadOnlyList<CaptionLineView> lines, BraillePlace? asked, int cells, string unnamed)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var beginning = new BraillePlace(lines.Count == 0 ? 0 : lines[0].Number, 0);
        var now = new BraillePlace(lines.Count == 0 ? 0 : lines[^1].Number, 0);
        var place = asked is { Line: > 0, Row: >= 0 } known ? known : now;
        var index = Math.Max(0, lines.Count(line => line.Number <= place.Line) - 1);
        if (lines.Count == 0)
        {
            return new BrailleReading(place, null, null, null, beginning, now, 0);
        }

        var rows = Rows(index);
        if (place.Line != lines[index].Number)
        {
            place = new BraillePlace(lines[index].Number, 0);
        }
        else if (place.Row >= rows.Length && index + 1 < lines.Count)
        {
            (place, rows) = (new BraillePlace(lines[++index].Number, 0), Rows(index));
        }

        var row = Math.Min(place.Row, rows.Length);
        var unread = Math.Max(0, rows.Length - row - 1) + Enumerable.Range(index + 1, lines.Count - index - 1).Sum(later => Rows(later).Length);
        BraillePlace? back = row > 0 ? place with { Row = row - 1 } : index > 0 ? new BraillePlace(lines[index - 1].Number, Rows(index - 1).Length - 1) : null;
        return new BrailleReading(place with { Row = row }, lines[index], row < rows.Length ? rows[row] : null, back, beginning, now, unread);

        ImmutableArray<string> Rows(int which) => BrailleRows.Of(lines[which], which == 0 ? null : lines[which - 1].Speaker, cells, unnamed);
    }
}
