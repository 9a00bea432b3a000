namespace LiveSession.Protocol;

/// <summary>Languages that are written from right to left.</summary>
public static class RightToLeft
{
    /// <summary>Whether a language is written so.</summary>
    /// <param name="language">Its BCP 47 tag.</param>
    public static bool IsWritten(string language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return language.Split('-')[0] is "ar" or "dv" or "fa" or "he" or "ps" or "sd" or "ug" or "ur" or "yi";
    }
}
