using System.Text;

namespace LiveSession.Ingest.Files;

/// <summary>Brings the text of a caption to one clean line.</summary>
internal static class Words
{
    /// <summary>
    /// All white space, no-break spaces and the two spaces after a full stop included, becomes one space; U+2011 a hyphen, so
    /// that its pairs are the dash that stenographers mean; <c>[ Laughter ]</c> becomes <c>[Laughter]</c>. Line and page breaks never glue words.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                AppendSpace(clean);
            }
            else if (rune.Value == ']' && clean is [.., ' '])
            {
                clean[^1] = ']';
            }
            else if (rune.Value != 0xFEFF)
            {
                clean.Append(rune.Value == 0x2011 ? "-" : rune.ToString());
            }
        }

        return clean.ToString().TrimEnd();
    }

    /// <summary>Joins two pieces of a caption: with a space, except between characters of a script that is written without any.</summary>
    public static string Join(string before, string after) =>
        before.Length == 0 ? after
        : after.Length == 0 ? before
        : IsSpaceless(before[^1]) && IsSpaceless(after[0]) ? before + after
        : $"{before} {after}";

    /// <summary>Whether a character belongs to Chinese or Japanese writing, its punctuation included.</summary>
    public static bool IsSpaceless(char letter) =>
        letter is (>= '\u3000' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF') or (>= '\uFF00' and <= '\uFF60');

    private static void AppendSpace(StringBuilder clean)
    {
        if (clean is not ([] or [.., ' '] or [.., '[']))
        {
            clean.Append(' ');
        }
    }
}
