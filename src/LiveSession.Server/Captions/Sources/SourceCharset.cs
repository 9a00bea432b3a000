using System.Text;
using Microsoft.Net.Http.Headers;

namespace LiveSession.Server.Captions.Sources;

/// <summary>
/// The encoding that a post says it is written in. Much software says ISO-8859-1 because its library does, and writes UTF-8: letters that are
/// UTF-8 are none of another encoding by chance, so those are taken for what they are.
/// </summary>
internal static class SourceCharset
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What the post says; null where it says nothing.</summary>
    public static string? NameOf(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && HeaderUtilities.RemoveQuotes(type.Charset) is { Length: > 0 } name ? name.ToString() : null;

    /// <summary>The body in UTF-8; null where it is written in an encoding nobody here knows.</summary>
    public static byte[]? ToUtf8(HttpRequest request, byte[] body)
    {
        if (NameOf(request) is not { } name || name.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || name.Equals("utf8", StringComparison.OrdinalIgnoreCase))
        {
            return body;
        }

        var said = Find(name);
        return said is not { IsSingleByte: false } && IsUtf8(body) ? body
            : said is null ? null
            : Encoding.UTF8.GetBytes(said.GetString(body));
    }

    private static Encoding? Find(string name)
    {
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static bool IsUtf8(byte[] body)
    {
        try
        {
            return Strict.GetCharCount(body) >= 0;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
