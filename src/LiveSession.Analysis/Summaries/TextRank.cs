using LiveSession.Analysis.KeyPhrases;
using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.Summaries;

/// <summary>
/// The most telling sentences of a text: those that share the most words with the others (TextRank: Mihalcea, Tarau, 2004; the likeness of two
/// sentences is the cosine of LexRank: Erkan, Radev, 2004). Courtesies have few words in common with the matter, so they stay out by themselves.
/// </summary>
internal static class TextRank
{
    private const double Damping = 0.85;
    private const int Rounds = 30;
    private const int FewestWords = 5;

    // The likeness of every pair is looked at: of a longer text, so many sentences are taken at even distances.
    private const int MostSentences = 400;

    /// <summary>At most so many sentences, in the order of the text.</summary>
    public static ImmutableArray<SummarySentence> Summarise(string text, string? language, int most)
    {
        var primary = StopWords.Primary(language);
        var sentences = Sentences.Of(text).Select(span => (Span: span, Words: WordsOf(text, span, primary))).ToList();
        var telling = sentences.Where(sentence => sentence.Words.Count >= FewestWords).ToList();
        var ranked = telling.Count > 0 ? telling : sentences.Where(sentence => sentence.Words.Count > 0).ToList();
        if (ranked.Count > MostSentences)
        {
            var step = (double)ranked.Count / MostSentences;
            ranked = [.. Enumerable.Range(0, MostSentences).Select(i => ranked[(int)(i * step)])];
        }

        var ranks = Rank(Likeness([.. ranked.Select(sentence => sentence.Words)]));
        var highest = ranks.Length == 0 ? 1 : ranks.Max();
        return [.. ranked.Select((sentence, i) => (sentence.Span, Rank: ranks[i] / highest))
            .OrderByDescending(sentence => sentence.Rank).Take(most).OrderBy(sentence => sentence.Span.Offset)
            .Select(sentence => new SummarySentence(
                text.Substring(sentence.Span.Offset, sentence.Span.Length), [sentence.Span], Math.Round(sentence.Rank, 2)))];
    }

    private static Dictionary<string, int> WordsOf(string text, TextSpan span, string language)
    {
        var stops = StopWords.Of(language);
        var tokens = language is "zh" or "ja" ? IdeographWords.Of(text, span, stops) : Tokens.Of(text, span);
        return tokens.Where(token => !stops.Contains(token.Folded) && token.Folded.Length > 1)
            .GroupBy(token => Stem.Of(token.Folded, language)).ToDictionary(group => group.Key, group => group.Count());
    }

    private static double[][] Likeness(Dictionary<string, int>[] sentences)
    {
        var spread = sentences.SelectMany(words => words.Keys).GroupBy(word => word).ToDictionary(group => group.Key, group => group.Count());
        var weights = sentences.Select(words => words.ToDictionary(word => word.Key, word => word.Value * Math.Log(1 + (double)sentences.Length / spread[word.Key]))).ToArray();
        var lengths = weights.Select(words => Math.Sqrt(words.Values.Sum(weight => weight * weight))).ToArray();
        var like = sentences.Select(_ => new double[sentences.Length]).ToArray();
        for (var i = 0; i < sentences.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var common = weights[i].Sum(word => word.Value * weights[j].GetValueOrDefault(word.Key));
                like[i][j] = like[j][i] = common / Math.Max(lengths[i] * lengths[j], 1e-9);
            }
        }

        return like;
    }

    private static double[] Rank(double[][] like)
    {
        var count = like.Length;
        var totals = like.Select(row => row.Sum()).ToArray();
        var ranks = Enumerable.Repeat(1.0, count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var next = new double[count];
            for (var i = 0; i < count; i++)
            {
                var given = 0.0;
                for (var j = 0; j < count; j++)
                {
                    given += totals[j] > 0 ? like[i][j] / totals[j] * ranks[j] : 0;
                }

                next[i] = 1 - Damping + Damping * given;
            }

            ranks = next;
        }

        return ranks;
    }
}
