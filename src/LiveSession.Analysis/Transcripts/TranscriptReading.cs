using LiveSession.Analysis.KeyPhrases;
using LiveSession.Analysis.Languages;

namespace LiveSession.Analysis.Transcripts;

/// <summary>Reads a whole transcript with whichever analyzer is there.</summary>
/// <param name="analyzer">The analyzer.</param>
public sealed class TranscriptReading(ITextAnalyzer analyzer)
{
    /// <summary>Shown with every result.</summary>
    public const string Label = "Automatically generated; not part of the record.";

    // An interjection of two words is in no language that could be told, and says nothing of its channel.
    private const double SureOfLanguage = 0.99;
    private const int LettersToTell = 40;

    private const string Whole = "whole";

    /// <summary>Reads it.</summary>
    /// <param name="interventions">What was said, in order.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<TranscriptAnalysis> ReadAsync(ImmutableArray<Intervention> interventions, CancellationToken cancellationToken = default)
    {
        ImmutableArray<Passage> passages = [.. interventions.Select(said => new Passage(Id(said.Number), said.Text, said.Language))];
        // In one language: that of most of the words.
        var main = interventions.GroupBy(said => said.Language ?? LanguageIdentifier.Identify(said.Text).Code)
            .MaxBy(group => group.Sum(said => said.Text.Length))?.Key;
        var all = new Passage(Whole, string.Join('\n', interventions.Where(said => said.Language is null || said.Language == main).Select(said => said.Text)), main);

        var languages = await analyzer.AnalyzeAsync(AnalysisKind.Language, passages, cancellationToken);
        var phrases = await analyzer.AnalyzeAsync(AnalysisKind.KeyPhrases, [all, .. passages], cancellationToken);
        var entities = await analyzer.AnalyzeAsync(AnalysisKind.Entities, passages, cancellationToken);
        var personal = await analyzer.AnalyzeAsync(AnalysisKind.PersonalData, passages, cancellationToken);
        var summary = await analyzer.AnalyzeAsync(AnalysisKind.ExtractiveSummary, [all], cancellationToken);

        var readings = interventions.Select((said, i) => ReadingOf(said, languages[i], phrases[i + 1], entities[i], personal[i])).ToImmutableArray();
        return new TranscriptAnalysis(
            Label,
            [.. languages.Concat(phrases).Concat(entities).Concat(personal).Concat(summary).Select(result => $"{result.Provider} {result.ModelVersion}").Distinct().Order(StringComparer.Ordinal)],
            phrases[0].KeyPhrases,
            [.. summary[0].Summary.Select(sentence => sentence.Text)],
            NamedIn(readings),
            readings);
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

    private static string Id(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
