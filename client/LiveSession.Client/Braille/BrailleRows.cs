using System.Text;

namespace LiveSession.Client.Braille;

/// <summary>Words cut into rows of a braille display, one character a cell. The script cuts in the same way (Scripts/braille/rows.ts).</summary>
public static class BrailleRows
{
    /// <summary>A line's rows: who speaks, where that changed, then the words.</summary>
    /// <param name="line">The line.</param>
    /// <param name="before">Who spoke in the line before.</param>
    /// <param name="cells">How many cells a row has.</param>
    public static ImmutableArray<string> Of(CaptionLineView line, string? before, int cells)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.Speaker is { } speaker && speaker != before ? [.. Of($"{speaker}:", cells), .. Of(line.Text, cells)] : Of(line.Text, cells);
    }

    /// <summary>A text's rows: as many whole words as fit, and words that fit in no row in pieces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">How many cells a row has.</param>
    public static ImmutableArray<string> Of(string text, int cells)
    {
        ArgumentNullException.ThrowIfNull(text);
        var rows = ImmutableArray.CreateBuilder<string>();
        var row = new List<Rune>();
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.EnumerateRunes().ToArray()))
        {
            foreach (var piece in word.Chunk(cells))
            {
                if (row.Count > 0 && row.Count + 1 + piece.Length > cells)
                {
                    rows.Add(string.Concat(row));
                    row.Clear();
                }

                if (row.Count > 0)
                {
                    row.Add(new Rune(' '));
                }

                row.AddRange(piece);
            }
        }

        if (row.Count > 0)
        {
            rows.Add(string.Concat(row));
        }

        return rows.ToImmutable();
    }
}
