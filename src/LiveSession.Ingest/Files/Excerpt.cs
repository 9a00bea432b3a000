namespace LiveSession.Ingest.Files;

/// <summary>A piece of somebody's text short enough to stand in a message.</summary>
internal static class Excerpt
{
    private const int Most = 60;

    /// <summary>Its words.</summary>
    public static string Of(string text) => Shortened(Words.Clean(text));

    /// <summary>The text as it is, and no more than its beginning.</summary>
    public static string Shortened(string text) =>
        text.Length <= Most ? text : string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[Most - 2]) ? Most - 2 : Most - 1), "…");
}
