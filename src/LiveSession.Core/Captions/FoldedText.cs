using System.Globalization;
using System.Text;

namespace LiveSession.Core.Captions;

/// <summary>Texts as they are compared by somebody who searches: case and accents do not matter. The reader's script folds in the same way (Scripts/folding.ts).</summary>
public static class FoldedText
{
    /// <summary>A text without its accents, in small letters.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
            {
                folded.Append(Rune.ToLowerInvariant(rune).ToString());
            }
        }

        return folded.ToString();
    }
}
