using System.Globalization;
using System.Text;
using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.Languages;

/// <summary>
/// Tells the six official languages apart: first by script, and among those in Latin letters by how usual each three letters in a row are in each
/// (naive Bayes; the tables are this project's own counts, described in decision 0019).
/// </summary>
internal static class LanguageIdentifier
{
    /// <summary>What is said of a text that is none of them, or too short to tell.</summary>
    public static readonly DetectedLanguage Unknown = new("(Unknown)", "(Unknown)", 0);

    // What three letters that a table does not have cost, in tenths of a nat: a little more than the last one it has.
    private const int Unseen = 115;

    // Much more text than this changes nothing, and a passage can be a megabyte.
    private const int Enough = 2000;

    private static readonly ImmutableArray<(DetectedLanguage Language, Dictionary<string, int> Costs)> Latin =
        [Table("en", "English"), Table("fr", "French"), Table("es", "Spanish")];

    public static DetectedLanguage Identify(string text)
    {
        var (latin, cyrillic, arabic, han, other) = (0, 0, 0, 0, 0);
        var kana = false;
        foreach (var rune in text.EnumerateRunes().Where(Rune.IsLetter).Take(Enough))
        {
            switch (rune.Value)
            {
                case < 0x250:
                    latin++;
                    break;
                case >= 0x400 and < 0x530:
                    cyrillic++;
                    break;
                case (>= 0x600 and < 0x780) or (>= 0xFB50 and < 0xFF00):
                    arabic++;
                    break;
                case >= 0x3040 and < 0x3100:
                    kana = true;
                    break;
                default:
                    (han, other) = Tokens.IsIdeograph(rune) ? (han + 1, other) : (han, other + 1);
                    break;
            }
        }

        var most = Math.Max(Math.Max(latin, cyrillic), Math.Max(arabic, Math.Max(han * 2, other)));
        // A Chinese character says about as much as two letters: names in Latin letters do not make a Chinese sentence English.
        return most == 0 || most == other || (kana && most == han * 2) ? Unknown
            : most == han * 2 ? new DetectedLanguage("zh", "Chinese", Share(han * 2, latin + cyrillic + arabic + other))
            : most == cyrillic ? new DetectedLanguage("ru", "Russian", Share(cyrillic, latin + arabic + han + other))
            : most == arabic ? new DetectedLanguage("ar", "Arabic", Share(arabic, latin + cyrillic + han + other))
            : ByTrigrams(text);
    }

    private static double Share(int most, int rest) => Math.Round((double)most / (most + rest), 2);

    private static DetectedLanguage ByTrigrams(string text)
    {
        var letters = Normalise(text);
        var scores = Latin.Select(table => (table.Language, Cost: CostOf(letters, table.Costs))).OrderBy(score => score.Cost).ToArray();
        // How much likelier than the next, as a probability; a few letters never make certainty.
        var confidence = 1 / (1 + Math.Exp((scores[0].Cost - scores[1].Cost) / 10.0));
        return letters.Length < 5 ? Unknown : scores[0].Language with { Confidence = Math.Round(confidence, 2) };
    }

    private static int CostOf(string letters, Dictionary<string, int> costs)
    {
        var lookup = costs.GetAlternateLookup<ReadOnlySpan<char>>();
        var cost = 0;
        for (var at = 0; at + 3 <= letters.Length; at++)
        {
            cost += lookup.TryGetValue(letters.AsSpan(at, 3), out var known) ? known : Unseen;
        }

        return cost;
    }

    // Letters in lower case, one underscore for whatever stands between words.
    private static string Normalise(string text)
    {
        var letters = new StringBuilder("_");
        foreach (var c in Composed(text.Length > Enough ? text[..Enough] : text))
        {
            var letter = c is '\u2019' ? '\'' : char.IsLetter(c) || c is '\'' ? char.ToLowerInvariant(c) : '_';
            if (letter != '_' || letters[^1] != '_')
            {
                letters.Append(letter);
            }

            if (letters.Length >= Enough)
            {
                break;
            }
        }

        return letters[^1] == '_' ? letters.ToString() : letters.Append('_').ToString();
    }

    private static string Composed(string text)
    {
        try
        {
            return text.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half a character, where a text was cut: there is nothing to compose, and the other letters tell the language.
            return text;
        }
    }

    private static (DetectedLanguage, Dictionary<string, int>) Table(string code, string name) => (
        new DetectedLanguage(code, name, 1),
        Resource.Lines($"trigrams.{code}.txt").ToDictionary(line => line[..3], line => int.Parse(line.AsSpan(3), CultureInfo.InvariantCulture)));
}
