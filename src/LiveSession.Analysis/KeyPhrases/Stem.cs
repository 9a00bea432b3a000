using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.KeyPhrases;

/// <summary>Light stems: enough to see that <c>petitions</c> and <c>petition</c>, <c>décisions</c> and <c>décision</c> are one word. Never shown.</summary>
internal static class Stem
{
    private const int Shortest = 4;

    private static readonly ImmutableDictionary<string, string[]> Endings = new Dictionary<string, string[]>
    {
        ["en"] = ["'s", "ies", "es", "s"],
        ["fr"] = ["aux", "ales", "ale", "es", "s", "e"],
        ["es"] = ["es", "as", "os", "s", "a", "o"],
        ["ru"] = ["иями", "ями", "ами", "иях", "ого", "его", "ому", "ему", "ыми", "ими", "ией", "ях", "ах", "ой", "ей", "ом", "ем", "ам", "ям", "ов", "ев", "ые", "ие", "ый", "ий", "ая", "яя", "ую", "юю", "ых", "их", "ия", "ии", "ию", "а", "я", "о", "е", "ы", "и", "у", "ю", "ь"],
        ["ar"] = ["ات", "ون", "ين", "ان", "ها", "هم", "ية", "ة", "ه", "ي"],
    }.ToImmutableDictionary();

    private static readonly string[] ArabicOpenings = ["وبال", "وال", "بال", "كال", "فال", "لل", "ال", "و"];

    public static string Of(string folded, string language)
    {
        // l'assemblée, d'accord, qu'on: what is elided says nothing.
        var apostrophe = language is "fr" ? folded.IndexOf('\'', StringComparison.Ordinal) : -1;
        var word = apostrophe is > 0 and < 4 ? folded[(apostrophe + 1)..] : folded;
        if (language is "ar")
        {
            word = ArabicOpenings.Where(opening => word.StartsWith(opening, StringComparison.Ordinal) && word.Length - opening.Length >= 3)
                .Select(opening => word[opening.Length..]).FirstOrDefault(word);
        }

        foreach (var ending in Endings.GetValueOrDefault(language, []))
        {
            if (word.EndsWith(ending, StringComparison.Ordinal) && word.Length - ending.Length >= Shortest - 1)
            {
                return ending is "ies" ? word[..^3] + "y" : word[..^ending.Length];
            }
        }

        return word;
    }

    /// <summary>The stems of a phrase, as one text.</summary>
    public static string OfPhrase(IEnumerable<Token> words, string language) => string.Join(' ', words.Select(word => Of(word.Folded, language)));
}
