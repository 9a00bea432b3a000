using System.Globalization;
using LiveSession.Analysis.Text;

namespace LiveSession.Analysis.Azure;

/// <summary>A part of a passage that is small enough for the service.</summary>
/// <param name="Passage">Which passage, by its place among all.</param>
/// <param name="Offset">Where it begins there, in UTF-16 code units.</param>
/// <param name="Text">Its words. The pieces of a passage put together are the passage.</param>
internal readonly record struct Piece(int Passage, int Offset, string Text);

/// <summary>Cuts passages at the ends of sentences, and puts the results of the pieces together again.</summary>
internal static class PassagePieces
{
    /// <summary>What the service takes as one document: text elements, as people count characters.</summary>
    public const int MostElements = 5_120;

    // An element can be long without end: with ten such documents a request stays below the service's megabyte.
    private const int MostCodeUnits = 20_000;

    public static IEnumerable<Piece> Split(int passage, string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfPiece(text, start);
            yield return new Piece(passage, start, text[start..end]);
            start = end;
        }
    }

    /// <summary>What all pieces of a passage say, as one result.</summary>
    public static PassageAnalysis Merge(Passage passage, IReadOnlyList<(Piece Piece, PassageAnalysis Result)> parts)
    {
        var first = parts[0].Result with { Id = passage.Id };
        if (parts.Count == 1)
        {
            return first;
        }

        var failed = parts.FirstOrDefault(part => part.Result.Outcome is AnalysisOutcome.Failed).Result;
        var read = parts.Where(part => part.Result.Outcome is AnalysisOutcome.Analysed).ToList();
        return first with
        {
            Outcome = failed is not null ? AnalysisOutcome.Failed : read.Count > 0 ? AnalysisOutcome.Analysed : AnalysisOutcome.NotAnalysed,
            Fault = failed?.Fault ?? (read.Count > 0 ? null : first.Fault),
            ModelVersion = read.Count > 0 ? read[0].Result.ModelVersion : first.ModelVersion,
            Language = read.OrderByDescending(part => part.Piece.Text.Length).Select(part => part.Result.Language).FirstOrDefault(language => language is not null),
            KeyPhrases = [.. read.SelectMany(part => part.Result.KeyPhrases).Distinct(StringComparer.OrdinalIgnoreCase)],
            Entities = [.. read.SelectMany(part => part.Result.Entities.Select(entity => Moved(entity, part.Piece.Offset)))],
            Links = [.. read.SelectMany(part => part.Result.Links.Select(link => link with { Mentions = [.. link.Mentions.Select(mention => Moved(mention, part.Piece.Offset))] }))
                .GroupBy(link => (link.Name, link.Link)).Select(group => group.First() with { Mentions = [.. group.SelectMany(link => link.Mentions)] })],
            RedactedText = first.Kind is AnalysisKind.PersonalData && failed is null ? string.Concat(parts.Select(part => part.Result.RedactedText ?? part.Piece.Text)) : null,
            Sentiment = Merged(read),
            Summary = [.. read.SelectMany(part => part.Result.Summary.Select(sentence =>
                sentence with { Sources = [.. sentence.Sources.Select(span => span with { Offset = span.Offset + part.Piece.Offset })] }))],
            Warnings = [.. parts.SelectMany(part => part.Result.Warnings)],
        };
    }

    private static NamedEntity Moved(NamedEntity entity, int by) => entity with { Offset = entity.Offset + by };

    private static Sentiment? Merged(List<(Piece Piece, PassageAnalysis Result)> read)
    {
        var felt = read.Where(part => part.Result.Sentiment is not null).Select(part => (Weight: (double)part.Piece.Text.Length, part.Piece.Offset, Sentiment: part.Result.Sentiment!)).ToList();
        if (felt.Count == 0)
        {
            return null;
        }

        var whole = felt.Sum(part => part.Weight);
        var labels = felt.Select(part => part.Sentiment.Label).Distinct().ToList();
        return new Sentiment(
            labels.Count == 1 ? labels[0] : "mixed",
            felt.Sum(part => part.Sentiment.Positive * part.Weight) / whole,
            felt.Sum(part => part.Sentiment.Neutral * part.Weight) / whole,
            felt.Sum(part => part.Sentiment.Negative * part.Weight) / whole,
            [.. felt.SelectMany(part => part.Sentiment.Sentences.Select(sentence => sentence with { Offset = sentence.Offset + part.Offset }))]);
    }

    // The end of the last whole sentence that fits; of the last word, where there is none; of the last character, where there is not even that.
    private static int EndOfPiece(string text, int start)
    {
        var limit = EndOfElements(text, start);
        if (limit == text.Length)
        {
            return limit;
        }

        var sentences = Sentences.Of(text[start..limit]);
        if (sentences.Count > 1)
        {
            return start + sentences[^1].Offset;
        }

        var space = text.AsSpan(start, limit - start).LastIndexOfAny(' ', '\n', '\t');
        return space > 0 ? start + space + 1 : limit;
    }

    private static int EndOfElements(string text, int start)
    {
        var at = start;
        for (var elements = 0; elements < MostElements && at < text.Length; elements++)
        {
            var length = StringInfo.GetNextTextElementLength(text.AsSpan(at, Math.Min(text.Length - at, MostCodeUnits + 1)));
            if (at + length - start > MostCodeUnits)
            {
                // An element longer than a document is no text that anybody reads; cut it, but not within a surrogate pair.
                return at > start ? at : start + (char.IsHighSurrogate(text[start + MostCodeUnits - 1]) ? MostCodeUnits - 1 : MostCodeUnits);
            }

            at += length;
        }

        return at;
    }
}
