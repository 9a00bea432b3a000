using System.Globalization;
using System.Text;

namespace LiveSession.Client.Braille;

/// <summary>Words cut into rows of a braille display. The script cuts in the same way (Scripts/braille/rows.ts).</summary>
public static class BrailleRows
{
    // What a screen reader puts into the row itself, to say that it can be pressed: "btn" and a space.
    private const int Said = 4;

    /// <summary>A line's rows: who speaks, where that changed, then the words.</summary>
    /// <param name="line">The line.</param>
    /// <param name="before">Who spoke in the line before.</param>
    /// <param name="cells">How many cells a row has.</param>
    /// <param name="unnamed">What is said where nobody is named after somebody was.</param>
    public static ImmutableArray<string> Of(CaptionLineView line, string? before, int cells, string unnamed)
    {
        ArgumentNullException.ThrowIfNull(line);
        var lead = line.Speaker is { } speaker ? speaker == before ? "" : $"{speaker}:" : before is null ? "" : unnamed;
        return [.. Of(lead, cells), .. Of(line.Text, cells)];
    }

    /// <summary>A text's rows: as many whole words as fit, and words that fit in no row in pieces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cells">How many cells a row has.</param>
    public static ImmutableArray<string> Of(string text, int cells)
    {
        ArgumentNullException.ThrowIfNull(text);
        var room = cells - Said;
        var rows = ImmutableArray.CreateBuilder<string>();
        var (row, taken) = (new StringBuilder(), 0);
        foreach (var piece in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).SelectMany(word => PiecesOf(word, room)))
        {
            if (row.Length > 0 && taken + 1 + piece.Cells > room)
            {
                rows.Add(row.ToString());
                row.Clear();
                taken = 0;
            }

            taken += (row.Length > 0 ? 1 : 0) + piece.Cells;
            row.Append(row.Length > 0 ? " " : "").Append(piece.Text);
        }

        if (row.Length > 0)
        {
            rows.Add(row.ToString());
        }

        return rows.ToImmutable();
    }

    private static IEnumerable<(string Text, int Cells)> PiecesOf(string word, int room)
    {
        var (piece, taken) = (new StringBuilder(), 0);
        Rune? before = null;
        foreach (var letter in word.EnumerateRunes())
        {
            if (piece.Length > 0 && taken + CellsOf(letter, before) > room)
            {
                yield return (piece.ToString(), taken);
                piece.Clear();
                taken = 0;
                before = null;
            }

            taken += CellsOf(letter, before);
            piece.Append(letter);
            before = letter;
        }

        yield return (piece.ToString(), taken);
    }

    /// <summary>
    /// The cells a character takes at most in six-dot braille: a capital has its sign before it, a number one before its first digit,
    /// a character of Chinese, Japanese or Korean up to three cells, and a letter with an accent, or a sign beyond ASCII, two.
    /// </summary>
    private static int CellsOf(Rune letter, Rune? before) => letter switch
    {
        _ when IsSyllable(letter.Value) => 3,
        _ when Rune.GetUnicodeCategory(letter) is UnicodeCategory.DecimalDigitNumber => before is { } last && Rune.IsDigit(last) ? 1 : 2,
        _ => (letter.IsAscii || IsOneCell(letter.Value) ? 1 : 2) + (Rune.IsUpper(letter) ? 1 : 0),
    };

    private static bool IsSyllable(int character) =>
        character is (>= 0x1100 and <= 0x11FF) or (>= 0x2E80 and <= 0x2FDF) or 0x3005 or 0x3007 or (>= 0x3041 and <= 0x30FF and not 0x30FB and not 0x30FC) or (>= 0x3131 and <= 0x318E)
            or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF);

    // Greek, Cyrillic, Hebrew, Arabic, Devanagari, Bengali: an alphabet in braille of its own.
    private static bool IsOneCell(int character) => character is (>= 0x370 and <= 0x52F) or (>= 0x590 and <= 0x6FF) or (>= 0x750 and <= 0x77F) or (>= 0x900 and <= 0x9FF);
}
