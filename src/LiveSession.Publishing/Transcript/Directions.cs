using System.Globalization;
using System.Text;

namespace LiveSession.Publishing.Transcript;

/// <summary>Which way text runs. Word asks for it with every paragraph and every run; other forms leave it to the reader's own software.</summary>
internal static class Directions
{
    /// <summary>
    /// Whether a paragraph runs from right to left: it is in such a language, and be it that it begins with a foreign acronym; else what its first letter is.
    /// </summary>
    public static bool IsRightToLeft(string text, string? language) => language is not null && RightToLeft.IsWritten(language)
        ? text.EnumerateRunes().Any(rune => LetterRunsLeft(rune) is true)
        : text.EnumerateRunes().Select(LetterRunsLeft).FirstOrDefault(runs => runs is not null) is true;

    /// <summary>
    /// Cuts text where its direction changes. Digits and marks go with the letters before them; what stands between two directions goes with the
    /// paragraph's (as the Unicode Bidirectional Algorithm, UAX #9, has it for most text).
    /// </summary>
    public static IEnumerable<(string Text, bool RightToLeft)> Runs(string text, bool paragraph)
    {
        var (start, current, between, index) = (0, paragraph, -1, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            if (LetterRunsLeft(rune) is { } direction)
            {
                if (direction != current)
                {
                    var cut = current == paragraph || between < 0 ? index : between;
                    if (cut > start)
                    {
                        yield return (text[start..cut], current);
                    }

                    (start, current) = (cut, direction);
                }

                between = -1;
            }
            else if (GoesWithLetters(rune))
            {
                between = -1;
            }
            else if (between < 0)
            {
                between = index;
            }

            index += rune.Utf16SequenceLength;
        }

        var end = current == paragraph || between < 0 ? text.Length : between;
        if (end > start)
        {
            yield return (text[start..end], current);
        }

        if (text.Length > end)
        {
            yield return (text[end..], paragraph);
        }
    }

    // Null for what is no letter. U+200E and U+200F are letters of their direction that nobody sees.
    private static bool? LetterRunsLeft(Rune rune) => rune.Value switch
    {
        0x200E => false,
        0x200F => true,
        _ when !Rune.IsLetter(rune) => null,
        (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) or (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) => true,
        _ => false,
    };

    // A mark that were cut from its letter would be drawn beside it, and joiners would join nothing.
    private static bool GoesWithLetters(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.DecimalDigitNumber;
}
