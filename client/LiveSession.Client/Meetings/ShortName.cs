using System.Globalization;
using System.Text;

namespace LiveSession.Client.Meetings;

/// <summary>Suggests a meeting's short name from its title.</summary>
public static class ShortName
{
    private const int Longest = 60;

    /// <summary>Lower-case letters, digits and single hyphens; empty when the title has none of them, as in Arabic or Chinese.</summary>
    public static string From(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        var name = new StringBuilder();
        foreach (var character in title.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character))
            {
                name.Append(character);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(character) is not UnicodeCategory.NonSpacingMark
                && character is not ('\'' or '’') && name.Length > 0 && name[^1] != '-')
            {
                name.Append('-');
            }
        }

        return Shorten(name.ToString().Trim('-'));
    }

    // Cut between words where that is possible.
    private static string Shorten(string name)
    {
        if (name.Length <= Longest)
        {
            return name;
        }

        var cut = name.LastIndexOf('-', Longest);
        return name[..(cut > 0 ? cut : Longest)];
    }
}
