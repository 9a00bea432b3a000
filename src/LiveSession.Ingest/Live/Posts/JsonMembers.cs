using System.Globalization;
using System.Text.Json;
using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Live.Posts;

/// <summary>
/// Reads the members of a JSON object and keeps the first one that is not what it must be: nothing of a post is passed over or made to fit.
/// A member that is null is not there.
/// </summary>
internal sealed class JsonMembers
{
    /// <summary>The first member that is wrong; null while none is.</summary>
    public FaultyField? Fault { get; private set; }

    /// <summary>Reads a body that must be one object; an empty one only says that somebody is there.</summary>
    public static PostReading Read(string text, Func<JsonElement, PostReading> read)
    {
        if (text.Length == 0)
        {
            return new([], Heartbeat: true);
        }

        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 8 });
            return json.RootElement.ValueKind is JsonValueKind.Object ? read(json.RootElement) : PostReading.Unreadable("it is not a JSON object");
        }
        catch (JsonException)
        {
            return PostReading.Unreadable("it is not JSON");
        }
        catch (InvalidOperationException)
        {
            // JSON takes half a surrogate pair also in a name, and no name can be compared with it.
            return PostReading.Unreadable("a name in it is not of whole Unicode characters");
        }
    }

    /// <summary>Refuses a member of another name than these, and one that is there twice: only one of the two would be read.</summary>
    public void Only(JsonElement from, string path, string[] names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in from.EnumerateObject())
        {
            var name = member.Name;
            if (!names.Contains(name, StringComparer.Ordinal))
            {
                Refuse(path + Excerpt.Shortened(name), $"one of {string.Join(", ", names)}");
                return;
            }

            if (!seen.Add(name))
            {
                Refuse(path + name, "there once");
                return;
            }
        }
    }

    /// <summary>A text; null where it is not there.</summary>
    public string? Text(JsonElement from, string path, string name, int? most = null)
    {
        var wanted = most is { } limit ? string.Create(CultureInfo.InvariantCulture, $"text of at most {limit} characters") : "text";
        if (Member(from, name) is not { } value || (value.ValueKind is not JsonValueKind.String && Refuse(path + name, wanted)))
        {
            return null;
        }

        try
        {
            var text = value.GetString()!;
            return text.Length > most && Refuse(path + name, wanted) ? null : text;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair can be written in JSON.
            Refuse(path + name, "text of whole Unicode characters");
            return null;
        }
    }

    /// <summary>A whole number; null where it is not there.</summary>
    public long? Number(JsonElement from, string path, string name, long most) =>
        Member(from, name) is not { } value ? null
        : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out var number) && number >= 0 && number <= most ? number
        : Refuse(path + name, string.Create(CultureInfo.InvariantCulture, $"a whole number from 0 to {most}")) ? null : null;

    /// <summary>Whether something is so; not where it is not there.</summary>
    public bool IsTrue(JsonElement from, string path, string name) =>
        Member(from, name) is { } value && (value.ValueKind is JsonValueKind.True
            || (value.ValueKind is not JsonValueKind.False && Refuse(path + name, "true or false") && false));

    /// <summary>A time; null where it is not there.</summary>
    public DateTimeOffset? Time(JsonElement from, string path, string name) =>
        Member(from, name) is not { } value ? null
        : value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? time
        : Refuse(path + name, "a time as of RFC 3339, like 2026-11-23T19:22:52.2Z") ? null : null;

    /// <summary>The things in a list; null where it is not there.</summary>
    public IReadOnlyList<JsonElement>? List(JsonElement from, string path, string name) =>
        Member(from, name) is not { } value || (value.ValueKind is not JsonValueKind.Array && Refuse(path + name, "a list")) ? null : [.. value.EnumerateArray()];

    /// <summary>Keeps what is wrong, unless something was before it.</summary>
    public bool Refuse(string field, string wanted)
    {
        Fault ??= new FaultyField(field, wanted);
        return true;
    }

    private static JsonElement? Member(JsonElement from, string name) =>
        from.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null ? value : null;
}

/// <summary>A member of a post that is not what it must be.</summary>
/// <param name="Name">Its name, with where it stands: <c>edits[2].speaker</c>.</param>
/// <param name="Wanted">What it must be.</param>
public sealed record FaultyField(string Name, string Wanted);
