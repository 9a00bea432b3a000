using System.Globalization;
using System.Text;
using System.Text.Json;
using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>
/// Webhooks of captioning software. Web Captioner's: <c>{"transcript":"…","sequence":0}</c>. lcyt's generic target:
/// <c>{"source":…,"sequence":3,"captions":[{"text":"…","captionLang":"fr"}]}</c>. Read by content, whatever the type says.
/// Other people's software sends members of its own beside these, and they are passed over; a post that has other members and neither of the two
/// that hold words is refused by the name of what it has, and so is a caption without its text: it may be words, misspelt.
/// </summary>
internal sealed class WebhookPosts : IPostReader
{
    private static readonly string[] SayNothing = ["sequence", "source"];

    public LineCut Cut => LineCut.AtSentences;

    public bool IsStructured => true;

    public PostReading Read(string text, Rune? before) => JsonMembers.Read(text, post => Read(post, before));

    private static PostReading Read(JsonElement post, Rune? before)
    {
        var members = new JsonMembers();
        if (!post.TryGetProperty("transcript", out _) && !post.TryGetProperty("captions", out _)
            && post.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !SayNothing.Contains(name, StringComparer.Ordinal)) is { } unknown)
        {
            members.Refuse(Excerpt.Shortened(unknown), "transcript or captions, where the words are");
        }

        var edits = EditsOf(post, before, members).ToImmutableArray();
        var number = members.Number(post, "", "sequence", IPostReader.LargestNumber);
        return members.Fault is { } fault ? PostReading.Unreadable(fault) : new(edits, Heartbeat: edits.IsEmpty, Number: number);
    }

    private static IEnumerable<SourceEdit> EditsOf(JsonElement post, Rune? before, JsonMembers members)
    {
        if (members.Text(post, "", "transcript") is { Length: > 0 } transcript)
        {
            // Phrases as they are recognised: one space apart.
            return [new SourceEdit.Language(null), .. StreamEdits.Of(Seam.Before(before, transcript) + transcript)];
        }

        return members.List(post, "", "captions") is { } captions ? captions.SelectMany((caption, index) => LineOf(caption, index, members)) : [];
    }

    private static IEnumerable<SourceEdit> LineOf(JsonElement caption, int index, JsonMembers members)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"captions[{index}]");
        if (caption.ValueKind is not JsonValueKind.Object)
        {
            members.Refuse(path, "an object");
            yield break;
        }

        if (!caption.TryGetProperty("text", out _))
        {
            members.Refuse(path + ".text", "there");
            yield break;
        }

        if (members.Text(caption, path + ".", "text") is not { Length: > 0 } text)
        {
            yield break;
        }

        // Software names languages as it likes: one that is none is no reason to lose words.
        // That of one caption is not that of the next.
        yield return new SourceEdit.Language(
            caption.TryGetProperty("captionLang", out var tag) && tag.ValueKind is JsonValueKind.String ? LanguageTag.Normalize(tag.GetString()) : null);

        foreach (var typed in StreamEdits.Of(text))
        {
            yield return typed;
        }

        yield return new SourceEdit.NewLine();
    }
}
