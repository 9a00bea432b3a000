using System.Diagnostics;
using System.Text.RegularExpressions;
using LiveSession.Analysis;
using LiveSession.Analysis.Embedded;
using LiveSession.Analysis.Entities;
using LiveSession.Testing.Analysis;

namespace LiveSession.Benchmarks.Analysis;

/// <summary>How good the embedded analyzer is, and how fast, on real texts that it was not made from.</summary>
internal static partial class AnalysisBenchmark
{
    private static readonly EmbeddedAnalyzer Analyzer = new(Gazetteer.Common);

    // The declaration in each language; what the tables of letters were counted in has none of it.
    private static readonly (string Code, string File)[] Declarations =
        [("ar", "arb"), ("en", "eng"), ("es", "spa"), ("fr", "fra"), ("ru", "rus"), ("zh", "cmn_hans")];

    public static IReadOnlyList<Figure> Measure() => [.. Languages(), .. TopicFigures(), .. PersonalDataFigures(), .. Times()];

    // Every window of so many characters that begins with a word, in every article.
    private static IEnumerable<Figure> Languages()
    {
        foreach (var (code, file) in Declarations)
        {
            var articles = RealTexts.Articles($"udhr_{file}.xml").ToList();
            foreach (var size in new[] { 20, 40, 80 })
            {
                var windows = articles.SelectMany(article => Windows(article, size, code is "zh")).ToList();
                var right = windows.Count(window => Found(AnalysisKind.Language, window).Language?.Code == code);
                yield return new Figure("analysis", $"language {code}", $"right at {size} characters of {windows.Count} windows", (double)right / windows.Count, "", AtLeast: size is 40 ? 0.99 : null);
            }
        }
    }

    private static IEnumerable<string> Windows(string text, int size, bool anywhere) =>
        Enumerable.Range(0, Math.Max(0, text.Length - size + 1))
            .Where(at => anywhere ? at % 4 == 0 : !char.IsWhiteSpace(text[at]) && (at == 0 || char.IsWhiteSpace(text[at - 1])))
            .Select(at => text.Substring(at, size));

    private static IEnumerable<Figure> TopicFigures()
    {
        var topics = RealTexts.Topics().ToList();
        var recalls = topics.Select(topic => Recall(topic.Title, new EmbeddedAnalyzer(Gazetteer.With(topic.Speakers)).Analyze(AnalysisKind.KeyPhrases, new Passage("", topic.Text, "en")).KeyPhrases)).ToList();
        yield return new Figure("analysis", "key phrases", $"recall of the title in the first 10, {topics.Count} topics of QMSum", recalls.Average(), "", AtLeast: 0.40);
        yield return new Figure("analysis", "key phrases", "topics of which a word was found", recalls.Average(recall => recall > 0 ? 1 : 0), "");
    }

    // Content words of the human title that stand, in whatever form, in one of the phrases.
    private static double Recall(string title, ImmutableArray<string> phrases)
    {
        var wanted = Stems(title).ToList();
        var found = phrases.SelectMany(Stems).ToHashSet();
        return wanted.Count == 0 ? 0 : wanted.Average(word => found.Contains(word) ? 1 : 0);
    }

    private static IEnumerable<string> Stems(string text) =>
        Word().Matches(text.ToLowerInvariant()).Select(match => match.Value).Where(word => word.Length > 2 && word is not ("the" or "and" or "for" or "with" or "from" or "about"))
            .Select(word => word.EndsWith("ies", StringComparison.Ordinal) ? word[..^3] + "y" : word.TrimEnd('s')).Distinct();

    private static IEnumerable<Figure> PersonalDataFigures()
    {
        var (expected, found, right) = (0, 0, 0);
        foreach (var (text, labels) in LabelledPersonalData.All)
        {
            var findings = Found(AnalysisKind.PersonalData, text).Entities;
            expected += labels.Count;
            found += findings.Length;
            right += findings.Count(finding => labels.Contains((finding.Category, finding.Offset, finding.Length)));
        }

        yield return new Figure("analysis", "personal data", $"precision, {found} findings", (double)right / found, "", AtLeast: 0.95);
        yield return new Figure("analysis", "personal data", $"recall, {expected} labels", (double)right / expected, "", AtLeast: 0.95);
    }

    private static IEnumerable<Figure> Times()
    {
        var words = RealTexts.Speech().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var passages = words.Chunk(500).Where(chunk => chunk.Length == 500).Select(chunk => string.Join(' ', chunk)).ToList();
        AnalysisKind[] kinds = [AnalysisKind.Language, AnalysisKind.KeyPhrases, AnalysisKind.Entities, AnalysisKind.PersonalData, AnalysisKind.ExtractiveSummary];
        foreach (var kind in kinds)
        {
            Found(kind, passages[0]);
        }

        var times = passages.Select(passage =>
        {
            var began = Stopwatch.GetTimestamp();
            foreach (var kind in kinds)
            {
                Found(kind, passage);
            }

            return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
        }).Order().ToList();
        yield return new Figure("analysis", "500 words, all kinds", $"median of {times.Count} passages", Percentiles.Of(times, 0.5), "ms");
        yield return new Figure("analysis", "500 words, all kinds", "95 of 100 passages", Percentiles.Of(times, 0.95), "ms", AtMost: 50);
    }

    private static PassageAnalysis Found(AnalysisKind kind, string text) => Analyzer.Analyze(kind, new Passage("", text));

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex Word();
}
