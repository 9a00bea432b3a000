using LiveSession.Core.Captions;

namespace LiveSession.Ingest.Live;

/// <summary>Languages as captioning software names them, set right.</summary>
public static class LanguageTag
{
    /// <summary>The tag meant; null where it is none. <c>jp-JP</c>, a misprint copied since, is Japanese.</summary>
    public static string? Normalize(string? tag)
    {
        tag = tag?.Trim().Replace('_', '-');
        if (string.IsNullOrEmpty(tag) || !CaptionDecider.IsLanguage(tag))
        {
            return null;
        }

        return tag.Equals("jp", StringComparison.OrdinalIgnoreCase) || tag.StartsWith("jp-", StringComparison.OrdinalIgnoreCase) ? "ja" + tag[2..] : tag;
    }
}
