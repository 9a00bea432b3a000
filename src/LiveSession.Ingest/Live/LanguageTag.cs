using LiveSession.Core.Captions;

namespace LiveSession.Ingest.Live;

/// <summary>Languages as captioning software names them, set right.</summary>
public static class LanguageTag
{
    // Of a language itself; what is longer is its name, such as "english".
    private const int Longest = 3;

    /// <summary>Whether two tags are of one language, wherever it is spoken: <c>pt-BR</c> and <c>pt</c>.</summary>
    public static bool IsSame(string tag, string other)
    {
        ArgumentNullException.ThrowIfNull(tag);
        ArgumentNullException.ThrowIfNull(other);
        return tag.Split('-')[0].Equals(other.Split('-')[0], StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The tag meant; null where it is none. <c>jp-JP</c>, a misprint copied since, is Japanese.</summary>
    public static string? Normalize(string? tag)
    {
        tag = tag?.Trim().Replace('_', '-');
        if (string.IsNullOrEmpty(tag) || !CaptionDecider.IsLanguage(tag) || tag.Split('-')[0].Length > Longest)
        {
            return null;
        }

        return tag.Equals("jp", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("jp-", StringComparison.OrdinalIgnoreCase) ? "ja" + tag[2..] : tag;
    }
}
