using LiveSession.Analysis.KeyPhrases;
using LiveSession.Analysis.Languages;
using LiveSession.Analysis.Layers;

namespace LiveSession.Analysis.Transcripts;

/// <summary>Reads a whole transcript with whichever analyzer is there.</summary>
/// <param name="analyzer">The analyzer.</param>
/// <param name="own">
/// The one on this machine, where they are two: it reads what is still growing, says what many interventions have in common (a service knows no rank
/// of phrases), and looks for personal data beside the other one.
/// </param>
public sealed class TranscriptReading(ITextAnalyzer analyzer, ITextAnalyzer? own = null)
{
    /// <summary>Shown with every result.</summary>
    public const string Label = "Automatically generated; not part of the record.";

    // An interjection of two words is in no language that could be told, and says nothing of its channel.
    private const double SureOfLanguage = 0.99;
    private const int LettersToTell = 40;

    // Two or three sentences need no summary.
    private const int LongIntervention = 600;
    private const int MostSentences = 3;

    // Part of the record: who spoke, for whom, when and how much. The service calls all of it personal.
    private static readonly string[] OfTheRecord = ["Person", "PersonType", "Organization", "DateTime", "Date", "Age", "URL", "Quantity", "Location"];

    private readonly ITextAnalyzer _own = own ?? analyzer;

    /// <summary>Reads it.</summary>
    /// <param name="interventions">What was said, in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TranscriptAnalysis> ReadAsync(ImmutableArray<Intervention> interventions, CancellationToken cancellationToken = default)
    {
        var seen = new List<PassageAnalysis>();
        var languages = await EachAsync(AnalysisKind.Language, interventions, seen, cancellationToken);
        var phrases = await EachAsync(AnalysisKind.KeyPhrases, interventions, seen, cancellationToken);
        var entities = await EachAsync(AnalysisKind.Entities, interventions, seen, cancellationToken);
        var personal = await PersonalAsync(interventions, seen, cancellationToken);
        ImmutableArray<Intervention> lengthy = [.. interventions.Where(said => said.Text.Length > LongIntervention)];
        var summaries = lengthy.Zip(await EachAsync(AnalysisKind.ExtractiveSummary, lengthy, seen, cancellationToken)).ToDictionary(pair => pair.First.Number, pair => pair.Second);

        var readings = interventions.Select((said, i) => ReadingOf(said, languages[i], phrases[i], entities[i], personal[i]) with
        {
            Summary = summaries.TryGetValue(said.Number, out var summary) ? [.. Best(summary).Select(sentence => sentence.Text)] : [],
        }).ToImmutableArray();
        var (wholePhrases, wholeSummary) = await SectionAsync(interventions, seen, cancellationToken);
        var items = ImmutableArray.CreateBuilder<ItemAnalysis>();
        foreach (var item in interventions.Where(said => said.Item is not null).GroupBy(said => said.Item!))
        {
            var (itemPhrases, itemSummary) = await SectionAsync([.. item], seen, cancellationToken);
            items.Add(new ItemAnalysis(item.Key, itemPhrases, itemSummary));
        }

        return new TranscriptAnalysis(Label, ProvidersOf(seen), wholePhrases, wholeSummary, NamedIn(readings), readings)
        {
            Items = items.ToImmutable(),
            Provisional = seen.Exists(FallbackAnalyzer.IsProvisional),
        };
    }

    /// <summary>What several interventions have in common, by the analyzer on this machine.</summary>
    /// <param name="interventions">What was said, in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<ImmutableArray<string>> KeyPhrasesAsync(ImmutableArray<Intervention> interventions, CancellationToken cancellationToken = default) =>
        (await _own.AnalyzeAsync(AnalysisKind.KeyPhrases, [InOneLanguage(interventions).All], cancellationToken)).Single().KeyPhrases;

    // That of most of the words: of two at once, the small words of one would be telling in the other.
    private static (Intervention[] Spoken, Passage All) InOneLanguage(ImmutableArray<Intervention> interventions)
    {
        var main = interventions.GroupBy(said => said.Language ?? LanguageIdentifier.Identify(said.Text).Code).MaxBy(group => group.Sum(said => said.Text.Length))?.Key;
        Intervention[] spoken = [.. interventions.Where(said => said.Language is null || said.Language == main)];
        return (spoken, new Passage("", string.Join('\n', spoken.Select(said => said.Text)), main));
    }

    private static ImmutableArray<string> ProvidersOf(IEnumerable<PassageAnalysis> results) =>
        [.. results.Where(result => result.ModelVersion.Length > 0).Select(result => $"{result.Provider} {result.ModelVersion}").Distinct().Order(StringComparer.Ordinal)];

    private async Task<PassageAnalysis[]> EachAsync(
        AnalysisKind kind, ImmutableArray<Intervention> interventions, List<PassageAnalysis> seen, CancellationToken cancellationToken)
    {
        var done = await analyzer.AnalyzeAsync(kind, [.. interventions.Where(said => !said.Growing).Select(PassageOf)], cancellationToken);
        var growing = await _own.AnalyzeAsync(kind, [.. interventions.Where(said => said.Growing).Select(PassageOf)], cancellationToken);
        seen.AddRange(done);
        seen.AddRange(growing);
        var byId = done.Concat(growing).ToDictionary(result => result.Id);
        return [.. interventions.Select(said => byId[Id(said.Number)])];
    }

    // Check digits are surer than any model, and known in every language.
    private async Task<PassageAnalysis[]> PersonalAsync(ImmutableArray<Intervention> interventions, List<PassageAnalysis> seen, CancellationToken cancellationToken)
    {
        var results = await EachAsync(AnalysisKind.PersonalData, interventions, seen, cancellationToken);
        if (ReferenceEquals(_own, analyzer))
        {
            return results;
        }

        var ours = await _own.AnalyzeAsync(AnalysisKind.PersonalData, [.. interventions.Select(PassageOf)], cancellationToken);
        return [.. results.Zip(ours, (theirs, own) =>
        {
            var kept = theirs.Entities.RemoveAll(entity => OfTheRecord.Contains(entity.Category) || own.Entities.Any(other => Overlap(entity, other)));
            return theirs with { Entities = [.. kept.Concat(own.Entities).OrderBy(entity => entity.Offset)] };
        })];
    }

    private async Task<(ImmutableArray<string> KeyPhrases, ImmutableArray<Quote> Summary)> SectionAsync(
        ImmutableArray<Intervention> interventions, List<PassageAnalysis> seen, CancellationToken cancellationToken)
    {
        var (spoken, all) = InOneLanguage(interventions);
        var phrases = (await _own.AnalyzeAsync(AnalysisKind.KeyPhrases, [all], cancellationToken)).Single();
        var summary = (await (interventions.Any(said => said.Growing) ? _own : analyzer).AnalyzeAsync(AnalysisKind.ExtractiveSummary, [all], cancellationToken)).Single();
        seen.AddRange([phrases, summary]);
        return (phrases.KeyPhrases, [.. Best(summary).Select(sentence => new Quote(sentence.Text, Where(spoken, sentence)))]);
    }

    // The service gives some for each piece of a long text.
    private static IEnumerable<SummarySentence> Best(PassageAnalysis summary) =>
        summary.Summary.OrderByDescending(sentence => sentence.Rank ?? 0).Take(MostSentences).OrderBy(sentence => sentence.Sources.FirstOrDefault().Offset);

    private static int Where(Intervention[] spoken, SummarySentence sentence)
    {
        var (offset, at) = (sentence.Sources.FirstOrDefault().Offset, 0);
        foreach (var said in spoken)
        {
            at += said.Text.Length + 1;
            if (offset < at)
            {
                return said.Number;
            }
        }

        return spoken.LastOrDefault()?.Number ?? 0;
    }

    private static InterventionAnalysis ReadingOf(Intervention said, params ReadOnlySpan<PassageAnalysis> results)
    {
        var faults = ImmutableArray.CreateBuilder<AnalysisFault>();
        foreach (var result in results)
        {
            if (result.Fault is { } fault && !faults.Contains(fault))
            {
                faults.Add(fault);
            }
        }

        return new InterventionAnalysis(
            said.Number, said.Speaker, results[0].Language, Differs(said, results[0].Language), results[1].KeyPhrases, results[2].Entities, results[3].Entities, faults.ToImmutable());
    }

    private static bool Differs(Intervention said, DetectedLanguage? found) =>
        said.Language is { } channel && found is { Confidence: >= SureOfLanguage } && said.Text.Count(char.IsLetter) >= LettersToTell
        && StopWords.Primary(channel) != StopWords.Primary(found.Code);

    private static ImmutableArray<Mention> NamedIn(ImmutableArray<InterventionAnalysis> readings) =>
        [.. readings.SelectMany(reading => reading.Entities.Select(entity => (Entity: entity, reading.Number)))
            .GroupBy(named => (named.Entity.Category, Key: named.Entity.Key ?? named.Entity.Text))
            .OrderByDescending(group => group.Count()).ThenBy(group => group.Key.Key, StringComparer.Ordinal)
            .Select(group => new Mention(
                group.Key.Category, group.First().Entity.Name ?? group.First().Entity.Text, group.First().Entity.Link,
                [.. group.Select(named => named.Number).Distinct()]))];

    private static bool Overlap(NamedEntity one, NamedEntity other) => one.Offset < other.Offset + other.Length && other.Offset < one.Offset + one.Length;

    private static Passage PassageOf(Intervention said) => new(Id(said.Number), said.Text, said.Language);

    private static string Id(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
