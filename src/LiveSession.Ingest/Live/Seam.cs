using System.Text;

namespace LiveSession.Ingest.Live;

/// <summary>What stands between two pieces of text where the sender leaves that to us: one space, and none where one is there or the script has none.</summary>
internal static class Seam
{
    /// <summary>The white space to put in front of a piece.</summary>
    /// <param name="before">The last character of what was written before; null where there is nothing.</param>
    /// <param name="text">The piece.</param>
    public static string Before(Rune? before, string text) =>
        before is not { } last || text.Length == 0 || Rune.IsWhiteSpace(last)
            || !Rune.TryGetRuneAt(text, 0, out var first) || Rune.IsWhiteSpace(first) || (IsUnspaced(last) && IsUnspaced(first))
            ? ""
            : " ";

    /// <summary>The last character of a text; null where there is none.</summary>
    public static Rune? EndOf(ReadOnlySpan<char> text) =>
        Rune.DecodeLastFromUtf16(text, out var last, out _) is System.Buffers.OperationStatus.Done ? last : text.IsEmpty ? null : Rune.ReplacementChar;

    /// <summary>Whether a character is of a script that is written without spaces between words: Thai, Lao, Burmese, Khmer, kana, Chinese.</summary>
    public static bool IsUnspaced(Rune letter) => letter.Value is
        (>= 0x0E00 and <= 0x0EFF) or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF)
        or (>= 0x3000 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);
}
