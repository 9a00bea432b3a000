using System.Text;

namespace LiveSession.Publishing.Transcript;

/// <summary>Text of the record made fit to print: one line, NFC, nothing invisible that could mislead.</summary>
internal static class PrintedText
{
    /// <summary>White space and control characters become one space, so that nothing breaks out of its line and no words are glued.</summary>
    public static string OneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                if (line is not ([] or [.., ' ']))
                {
                    line.Append(' ');
                }
            }
            else if (!TurnsDirection(rune.Value) && !IsNoncharacter(rune.Value))
            {
                line.Append(rune.ToString());
            }
        }

        return line.ToString().TrimEnd().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Joins two lines of captions: with a space, except between characters of a script that is written without any.</summary>
    public static string Join(string before, string after) =>
        before.Length == 0 ? after
        : after.Length == 0 ? before
        : IsSpaceless(before[^1]) && IsSpaceless(after[0]) ? before + after
        : $"{before} {after}";

    // Embeddings, overrides and isolates would lay out the rest of the page as well; U+200E and U+200F are harmless and needed.
    private static bool TurnsDirection(int value) => value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF;

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    private static bool IsSpaceless(char letter) =>
        letter is (>= '\u3000' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFF60');
}
