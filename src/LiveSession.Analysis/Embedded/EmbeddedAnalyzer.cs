using LiveSession.Analysis.Entities;
using LiveSession.Analysis.KeyPhrases;
using LiveSession.Analysis.Languages;
using LiveSession.Analysis.PersonalData;
using LiveSession.Analysis.Summaries;

namespace LiveSession.Analysis.Embedded;

/// <summary>Reads passages by itself, with no network and no model to fetch. The default, and what is fallen back on.</summary>
/// <param name="gazetteer">What can be named.</param>
public sealed class EmbeddedAnalyzer(Gazetteer gazetteer) : ITextAnalyzer
{
    /// <summary>How results of this analyzer are marked.</summary>
    public const string ProviderName = "embedded";

    /// <summary>Changes whenever the same text may be read otherwise than before.</summary>
    public const string Version = "1";

    // A megabyte in one passage is no speech: its beginning is read, and the result says so.
    private const int LongestText = 200_000;
    private const int MostKeyPhrases = 10;
    private const int MostSummarySentences = 3;

    /// <inheritdoc/>
    public Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(
        AnalysisKind kind, ImmutableArray<Passage> passages, CancellationToken cancellationToken = default) =>
        Task.Run(() => passages.Select(passage => { cancellationToken.ThrowIfCancellationRequested(); return Analyze(kind, passage); }).ToImmutableArray(), cancellationToken);

    /// <summary>One passage, at once.</summary>
    /// <param name="kind">What to look for.</param>
    /// <param name="passage">Where.</param>
    public PassageAnalysis Analyze(AnalysisKind kind, Passage passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        var result = new PassageAnalysis(passage.Id, kind, ProviderName, Version);
        if (!passage.Text.Any(char.IsLetterOrDigit))
        {
            return result with { Outcome = AnalysisOutcome.NotAnalysed, Fault = new AnalysisFault("EmptyText", "There are no words in this passage.") };
        }

        var text = passage.Text.Length <= LongestText ? passage.Text : Cut(passage.Text);
        if (text.Length < passage.Text.Length)
        {
            result = result with { Warnings = [new AnalysisFault("TextCut", $"Only the first {text.Length} of {passage.Text.Length} characters were read.")] };
        }

        return kind switch
        {
            AnalysisKind.Language => result with { Language = LanguageIdentifier.Identify(text) },
            AnalysisKind.KeyPhrases => result with { KeyPhrases = Yake.Extract(text, LanguageOf(passage, text), MostKeyPhrases, gazetteer.IsNameOfPerson) },
            AnalysisKind.Entities => result with { Entities = EntitiesOf(text) },
            AnalysisKind.LinkedEntities => result with { Links = LinksOf(EntitiesOf(text)) },
            AnalysisKind.PersonalData => WithPersonalData(result, text, passage.Text),
            AnalysisKind.ExtractiveSummary => result with { Summary = TextRank.Summarise(text, LanguageOf(passage, text), MostSummarySentences) },
            _ => result with
            {
                Outcome = AnalysisOutcome.NotAnalysed,
                Fault = new AnalysisFault("NotOffered", "This is only done by the language service, which is not set up or not there."),
            },
        };
    }

    private ImmutableArray<NamedEntity> EntitiesOf(string text) =>
        [.. gazetteer.Find(text).Concat(DocumentSymbols.Find(text)).OrderBy(entity => entity.Offset).ThenByDescending(entity => entity.Length)];

    private static ImmutableArray<LinkedEntity> LinksOf(ImmutableArray<NamedEntity> entities) =>
        [.. entities.Where(entity => entity.Link is not null).GroupBy(entity => entity.Link)
            .Select(group => new LinkedEntity(group.First().Name ?? group.First().Text, group.Key, "United Nations", null, group.First().Key, [.. group]))];

    private static PassageAnalysis WithPersonalData(PassageAnalysis result, string text, string whole)
    {
        var found = PersonalDataFinder.Find(text);
        return result with { Entities = found, RedactedText = PersonalDataFinder.Mask(whole, found) };
    }

    private static string LanguageOf(Passage passage, string text) => StopWords.Primary(passage.Language ?? LanguageIdentifier.Identify(text).Code);

    // Not in the middle of a character.
    private static string Cut(string text) => text[..(char.IsHighSurrogate(text[LongestText - 1]) ? LongestText - 1 : LongestText)];
}
