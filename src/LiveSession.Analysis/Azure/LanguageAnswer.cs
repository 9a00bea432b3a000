using System.Text.Json;

namespace LiveSession.Analysis.Azure;

/// <summary>Reads what the service answers. What it adds in later versions is passed over; what is missing is empty.</summary>
internal static class LanguageAnswer
{
    /// <summary>The results of one request or one task: <c>{"documents":[…],"errors":[…],"modelVersion":"…"}</c>.</summary>
    public static ImmutableArray<PassageAnalysis> Read(AnalysisKind kind, JsonElement results)
    {
        var version = Text(results, "modelVersion") ?? "";
        return [.. Items(results, "documents").Select(document => ReadDocument(kind, document, version)),
            .. Items(results, "errors").Select(error => ReadError(kind, error, version))];
    }

    /// <summary>An error of the service. The innermost code says what it is: <c>UnsupportedLanguageCode</c> and not <c>InvalidArgument</c>.</summary>
    public static AnalysisFault Fault(JsonElement error) =>
        error.ValueKind is JsonValueKind.Object && error.TryGetProperty("innererror", out var inner) && inner.ValueKind is JsonValueKind.Object && Text(inner, "code") is not null
            ? Fault(inner)
            : new AnalysisFault(Text(error, "code") ?? "Unknown", Text(error, "message") ?? "");

    private static PassageAnalysis ReadError(AnalysisKind kind, JsonElement entry, string version)
    {
        var fault = Fault(entry.GetProperty("error"));
        return new PassageAnalysis(Text(entry, "id") ?? "", kind, AzureLanguageAnalyzer.ProviderName, version)
        {
            // A language the service does not know, or nothing to read: it will be the same tomorrow.
            Outcome = fault.Code is "UnsupportedLanguageCode" or "InvalidDocument" ? AnalysisOutcome.NotAnalysed : AnalysisOutcome.Failed,
            Fault = fault,
        };
    }

    private static PassageAnalysis ReadDocument(AnalysisKind kind, JsonElement document, string version)
    {
        var result = new PassageAnalysis(Text(document, "id") ?? "", kind, AzureLanguageAnalyzer.ProviderName, version)
        {
            Warnings = [.. Items(document, "warnings").Select(Fault)],
        };
        return kind switch
        {
            AnalysisKind.Language => result with { Language = ReadLanguage(document) },
            AnalysisKind.KeyPhrases => result with { KeyPhrases = [.. Items(document, "keyPhrases").Select(phrase => phrase.GetString() ?? "")] },
            AnalysisKind.Entities => result with { Entities = [.. Items(document, "entities").Select(ReadEntity)] },
            AnalysisKind.PersonalData => result with { Entities = [.. Items(document, "entities").Select(ReadEntity)], RedactedText = Text(document, "redactedText") },
            AnalysisKind.LinkedEntities => result with { Links = [.. Items(document, "entities").Select(ReadLink)] },
            AnalysisKind.Sentiment => result with { Sentiment = ReadSentiment(document) },
            AnalysisKind.ExtractiveSummary => result with
            {
                Summary = [.. Items(document, "sentences").Select(sentence => new SummarySentence(Text(sentence, "text") ?? "", [Span(sentence)], Number(sentence, "rankScore")))],
            },
            _ => result with
            {
                Summary = [.. Items(document, "summaries").Select(summary => new SummarySentence(Text(summary, "text") ?? "", [.. Items(summary, "contexts").Select(Span)]))],
            },
        };
    }

    private static DetectedLanguage? ReadLanguage(JsonElement document) =>
        document.TryGetProperty("detectedLanguage", out var found)
            ? new DetectedLanguage(Text(found, "iso6391Name") ?? "", Text(found, "name") ?? "", Number(found, "confidenceScore"))
            : null;

    private static NamedEntity ReadEntity(JsonElement entity) =>
        new(Text(entity, "text") ?? "", Text(entity, "category") ?? "", Span(entity).Offset, Span(entity).Length, Number(entity, "confidenceScore"))
        {
            Subcategory = Text(entity, "subcategory"),
        };

    private static LinkedEntity ReadLink(JsonElement entity) => new(
        Text(entity, "name") ?? "",
        Uri.TryCreate(Text(entity, "url"), UriKind.Absolute, out var link) ? link : null,
        Text(entity, "dataSource") ?? "",
        Text(entity, "language"),
        Text(entity, "id"),
        [.. Items(entity, "matches").Select(match => ReadEntity(match) with { Category = "Link" })]);

    private static Sentiment ReadSentiment(JsonElement document)
    {
        var (positive, neutral, negative) = Scores(document);
        return new Sentiment(Text(document, "sentiment") ?? "", positive, neutral, negative, [.. Items(document, "sentences").Select(ReadSentence)]);
    }

    private static SentenceSentiment ReadSentence(JsonElement sentence)
    {
        var (positive, neutral, negative) = Scores(sentence);
        return new SentenceSentiment(
            Text(sentence, "text") ?? "", Text(sentence, "sentiment") ?? "", positive, neutral, negative, Span(sentence).Offset, Span(sentence).Length);
    }

    private static (double Positive, double Neutral, double Negative) Scores(JsonElement of) =>
        of.TryGetProperty("confidenceScores", out var scores) ? (Number(scores, "positive"), Number(scores, "neutral"), Number(scores, "negative")) : default;

    private static TextSpan Span(JsonElement of) => new((int)Number(of, "offset"), (int)Number(of, "length"));

    public static IEnumerable<JsonElement> Items(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var items) && items.ValueKind is JsonValueKind.Array ? items.EnumerateArray() : [];

    public static string? Text(JsonElement of, string name) =>
        of.ValueKind is JsonValueKind.Object && of.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String ? text.GetString() : null;

    private static double Number(JsonElement of, string name) =>
        of.TryGetProperty(name, out var number) && number.ValueKind is JsonValueKind.Number ? number.GetDouble() : 0;
}
