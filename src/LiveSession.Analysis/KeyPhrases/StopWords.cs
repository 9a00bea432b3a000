using System.Collections.Frozen;
using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.KeyPhrases;

/// <summary>Words that say nothing of the subject: those of the language, and those of every meeting (chair, thank, honourable, floor).</summary>
internal static class StopWords
{
    private static readonly FrozenDictionary<string, FrozenSet<string>> Lists =
        new[] { "ar", "en", "es", "fr", "ru", "zh" }.ToFrozenDictionary(language => language, Read);

    private static readonly FrozenSet<string> None = FrozenSet<string>.Empty;

    /// <summary>The list of a language; an empty one where there is none.</summary>
    public static FrozenSet<string> Of(string? language) => Lists.GetValueOrDefault(Primary(language), None);

    /// <summary>The language of a tag: <c>pt</c> of <c>pt-BR</c>.</summary>
    public static string Primary(string? language) => language?.Split('-', '_')[0].ToLowerInvariant() ?? "";

    private static FrozenSet<string> Read(string language) =>
        Resource.Words($"stopwords.{language}.txt").Concat(Resource.Words($"floorwords.{language}.txt")).Select(Tokens.Fold).ToFrozenSet();
}
