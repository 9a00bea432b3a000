using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>
/// This product's own JSON: <c>{"seq":7,"edits":[{"text":"Merci"},{"erase":2},{"newLine":true},{"clear":true},{"speaker":"France"},{"language":"fr"}]}</c>,
/// or <c>{"text":"Merci.\n"}</c> for the simple case. Members of one edit are done in this order: language, speaker, clear, erase, text, newLine.
/// What is not as it must be is refused by its name, and so is a member of another name: it may be words, misspelt.
/// </summary>
internal sealed class JsonPosts(int longestName) : IPostReader
{
    private const int MostErased = 10_000;

    private static readonly string[] EditMembers = ["language", "speaker", "clear", "erase", "text", "newLine"];
    private static readonly string[] PostMembers = ["seq", "spokenAt", "controlToken", "edits", .. EditMembers];

    public LineCut Cut => LineCut.LongLines;

    public bool IsStructured => true;

    public PostReading Read(string text, Rune? before) => JsonMembers.Read(text, Read);

    private PostReading Read(JsonElement post)
    {
        var members = new JsonMembers();
        var edits = new List<SourceEdit>();
        members.Only(post, "", PostMembers);
        if (members.List(post, "", "edits") is { } list)
        {
            if (EditMembers.FirstOrDefault(name => post.TryGetProperty(name, out _)) is { } both)
            {
                members.Refuse(both, "in edits, where there are edits");
            }

            for (var index = 0; index < list.Count; index++)
            {
                var path = string.Create(CultureInfo.InvariantCulture, $"edits[{index}]");
                if (list[index].ValueKind is JsonValueKind.Object)
                {
                    members.Only(list[index], path + ".", EditMembers);
                    edits.AddRange(EditsOf(list[index], path + ".", members));
                }
                else
                {
                    members.Refuse(path, "an object");
                }
            }
        }
        else
        {
            edits.AddRange(EditsOf(post, "", members));
        }

        var reading = new PostReading(
            [.. edits], Heartbeat: edits.Count == 0, Number: members.Number(post, "", "seq", IPostReader.LargestNumber), SpokenAt: members.Time(post, "", "spokenAt"),
            ControlToken: members.Number(post, "", "controlToken", long.MaxValue));
        return members.Fault is { } fault ? PostReading.Unreadable(fault) : reading;
    }

    private IEnumerable<SourceEdit> EditsOf(JsonElement edit, string path, JsonMembers members)
    {
        if (members.Text(edit, path, "language") is { } language)
        {
            if (LanguageTag.Normalize(language) is { } tag)
            {
                yield return new SourceEdit.Language(tag);
            }
            else
            {
                members.Refuse(path + "language", "a BCP 47 tag, like fr or zh-Hant");
            }
        }

        // Null is whoever has the floor.
        if (edit.TryGetProperty("speaker", out _))
        {
            yield return new SourceEdit.Speaker(members.Text(edit, path, "speaker", longestName));
        }

        if (members.IsTrue(edit, path, "clear"))
        {
            yield return new SourceEdit.Clear();
        }

        if (members.Number(edit, path, "erase", MostErased) is { } count and > 0)
        {
            yield return new SourceEdit.Erase((int)count);
        }

        foreach (var typed in StreamEdits.Of(members.Text(edit, path, "text") ?? ""))
        {
            yield return typed;
        }

        if (members.IsTrue(edit, path, "newLine"))
        {
            yield return new SourceEdit.NewLine();
        }
    }
}
