using System.Text;
using System.Text.Json;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>
/// This product's own JSON: <c>{"seq":7,"edits":[{"text":"Merci"},{"erase":2},{"newLine":true},{"clear":true},{"speaker":"France"},{"language":"fr"}]}</c>,
/// or <c>{"text":"Merci.\n"}</c> for the simple case. Members of one edit are done in this order: language, speaker, clear, erase, text, newLine.
/// </summary>
internal sealed class JsonPosts : IPostReader
{
    private const int MostErased = 10_000;

    public LineCut Cut => LineCut.LongLines;

    public PostReading Read(string text, Rune? before)
    {
        if (text.Length == 0)
        {
            return new([], Heartbeat: true);
        }

        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
            if (json.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return PostReading.Unreadable("it is not a JSON object");
            }

            var edits = json.RootElement.TryGetProperty("edits", out var list) && list.ValueKind is JsonValueKind.Array
                ? list.EnumerateArray().SelectMany(EditsOf).ToImmutableArray()
                : [.. EditsOf(json.RootElement)];
            return new(
                edits, Heartbeat: edits.IsEmpty, Number: NumberOf(json.RootElement, "seq"), SpokenAt: TimeOf(json.RootElement),
                ControlToken: NumberOf(json.RootElement, "controlToken"));
        }
        catch (JsonException)
        {
            return PostReading.Unreadable("it is not JSON");
        }
    }

    internal static long? NumberOf(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) ? number : null;

    internal static string? TextOf(JsonElement from, string name) =>
        from.ValueKind is JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String ? Written(value) : null;

    private static IEnumerable<SourceEdit> EditsOf(JsonElement edit)
    {
        if (edit.ValueKind is not JsonValueKind.Object)
        {
            yield break;
        }

        if (LanguageTag.Normalize(TextOf(edit, "language")) is { } language)
        {
            yield return new SourceEdit.Language(language);
        }

        if (edit.TryGetProperty("speaker", out var speaker) && speaker.ValueKind is JsonValueKind.String or JsonValueKind.Null)
        {
            yield return new SourceEdit.Speaker(TextOf(edit, "speaker"));
        }

        if (IsTrue(edit, "clear"))
        {
            yield return new SourceEdit.Clear();
        }

        if (NumberOf(edit, "erase") is { } count and > 0)
        {
            yield return new SourceEdit.Erase((int)Math.Min(count, MostErased));
        }

        foreach (var typed in StreamEdits.Of(TextOf(edit, "text") ?? ""))
        {
            yield return typed;
        }

        if (IsTrue(edit, "newLine"))
        {
            yield return new SourceEdit.NewLine();
        }
    }

    private static DateTimeOffset? TimeOf(JsonElement from) =>
        from.TryGetProperty("spokenAt", out var at) && at.ValueKind is JsonValueKind.String && at.TryGetDateTimeOffset(out var time) ? time : null;

    private static bool IsTrue(JsonElement edit, string name) => edit.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True;

    // A lone half of a surrogate pair can be written in JSON, and is no text.
    private static string Written(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "\uFFFD";
        }
    }
}
