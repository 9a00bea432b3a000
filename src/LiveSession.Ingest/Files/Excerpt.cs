namespace LiveSession.Ingest.Files;

/// <summary>A piece of somebody's text short enough to stand in a message.</summary>
internal static class Excerpt
{
    private const int Most = 60;

    public static string Of(string text)
    {
        var line = Words.Clean(text);
        return line.Length <= Most ? line : string.Concat(line.AsSpan(0, char.IsHighSurrogate(line[Most - 2]) ? Most - 2 : Most - 1), "…");
    }
}
