using System.Buffers;
using System.Text.Json;

namespace LiveSession.Analysis.Azure;

/// <summary>Writes what the service is asked.</summary>
internal static class LanguageRequest
{
    // Two or three sentences, as the embedded analyzer gives.
    private const int SummarySentences = 3;

    public static ReadOnlyMemory<byte> Write(AnalysisKind kind, IEnumerable<Passage> documents, AzureLanguageOptions options)
    {
        var (what, body) = (LanguageKind.Of(kind), new ArrayBufferWriter<byte>());
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        WriteDocuments(json, kind, documents);
        if (what.IsJob)
        {
            json.WriteStartArray("tasks");
            json.WriteStartObject();
            json.WriteString("taskName", "0");
        }

        json.WriteString("kind", what.Name);
        WriteParameters(json, kind, what, options);
        if (what.IsJob)
        {
            json.WriteEndObject();
            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.Flush();
        return body.WrittenMemory;
    }

    private static void WriteDocuments(Utf8JsonWriter json, AnalysisKind kind, IEnumerable<Passage> documents)
    {
        json.WriteStartObject("analysisInput");
        json.WriteStartArray("documents");
        foreach (var document in documents)
        {
            json.WriteStartObject();
            json.WriteString("id", document.Id);
            json.WriteString("text", document.Text);
            if (kind is AnalysisKind.Language)
            {
                // No country is likelier than another in a meeting of all of them.
                json.WriteString("countryHint", "");
            }
            else if (document.Language is { } language)
            {
                json.WriteString("language", language);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteParameters(Utf8JsonWriter json, AnalysisKind kind, LanguageKind what, AzureLanguageOptions options)
    {
        json.WriteStartObject("parameters");
        json.WriteString("modelVersion", options.ModelVersion);
        json.WriteBoolean("loggingOptOut", options.LoggingOptOut);
        if (what.HasOffsets)
        {
            json.WriteString("stringIndexType", "Utf16CodeUnit");
        }

        if (what.IsJob)
        {
            json.WriteNumber("sentenceCount", SummarySentences);
        }

        if (kind is AnalysisKind.ExtractiveSummary)
        {
            json.WriteString("sortBy", "Offset");
        }

        json.WriteEndObject();
    }
}
