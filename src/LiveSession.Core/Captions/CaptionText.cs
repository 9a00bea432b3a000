using System.Globalization;
using System.Text;

namespace LiveSession.Core.Captions;

/// <summary>
/// Makes text from outside safe to show beside other people's text: no control characters, no direction overrides or embeddings that
/// could turn the rest of the page around, no unpaired surrogates, composed form (NFC), white space folded to single spaces within a line.
/// Joiners and the marks LRM, RLM and ALM stay: Arabic and Persian need them.
/// </summary>
public static class CaptionText
{
    /// <summary>The clean text and how many characters were taken out of it (line breaks and tabs become spaces and do not count).</summary>
    public static (string Text, int Removed) Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (clean, removed) = (new StringBuilder(text.Length), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune))
            {
                if (clean.Length > 0 && clean[^1] != ' ')
                {
                    clean.Append(' ');
                }
            }
            else if (IsUnsafe(rune))
            {
                removed++;
            }
            else
            {
                clean.Append(rune.ToString());
            }
        }

        return (clean.ToString().TrimEnd().Normalize(NormalizationForm.FormC), removed);
    }

    /// <summary>How many code points a text has: what one backspace of captioning software takes back each, and positions count where a protocol counts characters.</summary>
    public static int CodePoints(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    /// <summary>Takes back the last code point: what one backspace of captioning software does. Nothing where there is none.</summary>
    public static void EraseLast(StringBuilder text)
    {
        ArgumentNullException.ThrowIfNull(text);
        text.Length -= text.Length > 1 && char.IsSurrogatePair(text[^2], text[^1]) ? 2 : Math.Min(1, text.Length);
    }

    /// <summary>The text without the characters that turn its direction around, and that of what stands beside it.</summary>
    public static string WithoutTurns(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Any(IsTurn) ? string.Concat(text.Where(letter => !IsTurn(letter))) : text;
    }

    // LRE, RLE, PDF, LRO, RLO; LRI, RLI, FSI, PDI.
    private static bool IsTurn(char letter) => letter is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static bool IsUnsafe(Rune rune) => rune.Value switch
    {
        _ when rune.IsBmp && IsTurn((char)rune.Value) => true,
        0xFEFF or 0xFFFE or 0xFFFF => true, // byte order mark inside text, non-characters
        0xFFFD => false, // what an unpaired surrogate became: a loss the reader should see
        _ => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned,
    };
}
