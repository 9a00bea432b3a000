using System.Text;
using System.Text.Json;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>
/// Webhooks of captioning software. Web Captioner's: <c>{"transcript":"…","sequence":0}</c>. lcyt's generic target:
/// <c>{"source":…,"sequence":3,"captions":[{"text":"…","captionLang":"fr"}]}</c>. Read by content, whatever the type says.
/// </summary>
internal sealed class WebhookPosts : IPostReader
{
    public LineCut Cut => LineCut.AtSentences;

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

            var edits = EditsOf(json.RootElement, before).ToImmutableArray();
            return new(edits, Heartbeat: edits.IsEmpty, Number: JsonPosts.NumberOf(json.RootElement, "sequence"));
        }
        catch (JsonException)
        {
            return PostReading.Unreadable("it is not JSON");
        }
    }

    private static IEnumerable<SourceEdit> EditsOf(JsonElement post, Rune? before)
    {
        if (JsonPosts.TextOf(post, "transcript") is { Length: > 0 } transcript)
        {
            // Phrases as they are recognised: one space apart.
            return StreamEdits.Of(Seam.Before(before, transcript) + transcript);
        }

        return post.TryGetProperty("captions", out var captions) && captions.ValueKind is JsonValueKind.Array
            ? captions.EnumerateArray().SelectMany(LineOf)
            : [];
    }

    private static IEnumerable<SourceEdit> LineOf(JsonElement caption)
    {
        if (JsonPosts.TextOf(caption, "text") is not { Length: > 0 } text)
        {
            yield break;
        }

        if (LanguageTag.Normalize(JsonPosts.TextOf(caption, "captionLang")) is { } language)
        {
            yield return new SourceEdit.Language(language);
        }

        foreach (var typed in StreamEdits.Of(text))
        {
            yield return typed;
        }

        yield return new SourceEdit.NewLine();
    }
}
