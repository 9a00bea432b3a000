using System.Text.RegularExpressions;

namespace LiveSession.Ingest.Live;

/// <summary>What captioning software did to letters before they came here; they cannot be told from what was meant, so the captioner is.</summary>
[Flags]
public enum TextDamages
{
    /// <summary>Nothing is wrong.</summary>
    None = 0,

    /// <summary>Replacement characters stand where letters were: �.</summary>
    Replaced = 1,

    /// <summary>UTF-8 was taken for another encoding and encoded again: é has become Ã©.</summary>
    TwiceEncoded = 2,

    /// <summary>Question marks stand where letters of a script other than Latin were.</summary>
    QuestionMarks = 4,

    /// <summary>Control characters are among the words.</summary>
    ControlCharacters = 8,

    /// <summary>The bytes are of another encoding than UTF-8.</summary>
    OtherEncoding = 16,
}

/// <summary>Finds what captioning software did to letters.</summary>
public static partial class TextDamage
{
    private static readonly ImmutableHashSet<string> OtherScripts = ["ar", "zh", "ru", "ja", "ko", "he", "fa", "ur", "hi", "bn", "th", "el", "uk", "bg", "sr", "ka", "hy", "am"];

    /// <summary>What is wrong with words of a language.</summary>
    public static TextDamages In(string text, string language)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(language);
        return (text.Contains('\uFFFD', StringComparison.Ordinal) ? TextDamages.Replaced : 0)
            | (Twice().IsMatch(text) ? TextDamages.TwiceEncoded : 0)
            | (OtherScripts.Contains(language.Split('-')[0].ToLowerInvariant()) && text.Contains("???", StringComparison.Ordinal) ? TextDamages.QuestionMarks : 0)
            | (Controls().IsMatch(text) ? TextDamages.ControlCharacters : 0);
    }

    // The first byte of two in UTF-8, read as Latin-1 or Windows-1252, and a second one: Ã©, Â«, Ð¿, Ø§, â€™.
    [GeneratedRegex("[ÃÂÐÑØÙ][\u0080-\u009F\u00A1-\u00BF]|â€")]
    private static partial Regex Twice();

    // C1 is what Windows-1252 becomes when it is taken for Latin-1. What ends lines and deletes is no damage.
    [GeneratedRegex("[\u0000-\u0007\u000B\u000E-\u001F\u007F-\u009F]")]
    private static partial Regex Controls();
}
