using LiveSession.Ingest.Files;

namespace LiveSession.Cli.Replay;

/// <summary>What the script of a text tells about it.</summary>
internal static class Script
{
    /// <summary>Whether a character belongs to a script that is written without spaces between words.</summary>
    public static bool IsSpaceless(char letter) => letter is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF') or (>= '\uF900' and <= '\uFAFF');

    /// <summary>The language a file is most likely in, as far as its script tells: Chinese, Arabic, Russian, else English.</summary>
    public static string LikelyLanguage(IEnumerable<LineStep> lines)
    {
        var letters = lines.SelectMany(line => line.Text).Where(char.IsLetter).Take(20_000).ToArray();
        return Share(IsSpaceless) > 0.3 ? "zh"
            : Share(letter => letter is >= '\u0600' and <= '\u06FF') > 0.5 ? "ar"
            : Share(letter => letter is >= '\u0400' and <= '\u04FF') > 0.5 ? "ru"
            : "en";

        double Share(Func<char, bool> belongs) => letters.Length == 0 ? 0 : (double)letters.Count(belongs) / letters.Length;
    }
}
