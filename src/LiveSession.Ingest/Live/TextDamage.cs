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

    /// <summary>Letters are written the way web pages, addresses or programs write them: &amp;eacute;, %C3%A9, \u00e9, &lt;i&gt;.</summary>
    Escaped = 32,

    /// <summary>Marks that turn the direction of writing are among the words.</summary>
    Directions = 64,

    /// <summary>The end was cut off in the middle of a letter: the software counts characters where bytes are meant.</summary>
    Cut = 128,
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
            | (Escapes().IsMatch(text) ? TextDamages.Escaped : 0)
            | LeftOutOf(text);
    }

    /// <summary>What is wrong with text as it came, of that which is taken out of it on the way.</summary>
    public static TextDamages LeftOutOf(string text) =>
        (Controls().IsMatch(text) ? TextDamages.ControlCharacters : 0) | (Directions().IsMatch(text) ? TextDamages.Directions : 0);

    // The first byte of two in UTF-8 and a second one, read as Latin-1 or Windows-1252: Ã©, Ã‰, Â«, Ð¿, Ø§, â€™; but not what may follow a capital, such as
    // a quotation mark. Then the same read as Windows-1251, Рћ, and as Windows-1256, ط§; and three bytes of it, twice: è¯·æ±‚.
    [GeneratedRegex(
        "[ÃÂÐÑØÙ][\u0080-\u009F\u00A1-\u00BF€‚ƒ„†‡ˆ‰Š‹ŒŽ•˜™šœžŸ]|â€"
        + "|(?:[РС][\u00A4-\u00BBЂЃѓЉЊЌЋЏђљњќћџЎўЈҐЁЄЇІіґёєјЅѕї‚„…†‡€‰‹‘’“”•–—™›№]){2}"
        + "|(?:[طظ][\u00A2-\u00BEپچژڈگکٹھڑں؛؟،€‚ƒ„…†‡ˆ‰‹Œ‘’“”•–—™›œ\u200C\u200D]){2}"
        + "|(?:[à-ï][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}){2}")]
    private static partial Regex Twice();

    [GeneratedRegex(
        "&(?:amp|lt|gt|quot|apos|nbsp|[a-z](?:acute|grave|circ|uml|tilde|cedil)|[lr](?:[sd]|a)quo|[nm]dash|hellip|euro|szlig|[ao]elig|#\\d{2,6}|#x[0-9a-f]{2,6});"
        + "|%(?:20|0a|2c|c3%[89ab][0-9a-f]|d[0189]%[89ab][0-9a-f]|e2%80)|\\\\u[0-9a-f]{4}|</?(?:br|i|b|u|p|span|font|div)(?: [^<>]*)?/?>",
        RegexOptions.IgnoreCase)]
    private static partial Regex Escapes();

    // What they turn might be somebody else's words.
    [GeneratedRegex("[\u202A-\u202E\u2066-\u2069]")]
    private static partial Regex Directions();

    // C1 is what Windows-1252 becomes when it is taken for Latin-1. What ends lines and deletes is no damage.
    [GeneratedRegex("[\u0000-\u0007\u000B\u000E-\u001F\u007F-\u009F]")]
    private static partial Regex Controls();
}
