using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LiveSession.Client.Layout;

/// <summary>
/// How somebody likes to read: kept in one small cookie so that the first HTML already looks right, and accepted as parameters of
/// any address. No cookie is set before somebody chooses.
/// </summary>
/// <param name="Size">The size of captions in CSS pixels; null for the default.</param>
/// <param name="Theme">The palette; null to follow the device.</param>
/// <param name="Language">The language of the pages; null to follow the browser.</param>
public sealed record ReaderSettings(int? Size = null, string? Theme = null, string? Language = null)
{
    /// <summary>The cookie's name. Its value is a query string, such as <c>size=24&amp;theme=dark&amp;lang=fr</c>.</summary>
    public const string Cookie = "ls-view";

    /// <summary>The size captions have when nobody chose another.</summary>
    public const int DefaultSize = 20;

    /// <summary>The sizes on offer.</summary>
    public static ImmutableArray<int> Sizes { get; } = [12, 14, 16, 18, 20, 24, 28, 32, 40, 48, 64];

    /// <summary>The palettes on offer besides the device's own.</summary>
    public static ImmutableArray<string> Themes { get; } = ["light", "dark", "contrast", "night"];

    /// <summary>The languages of the pages.</summary>
    public static ImmutableArray<string> Languages { get; } = ["en", "fr"];

    private static ImmutableArray<string> Parameters { get; } = ["size", "theme", "lang"];

    /// <summary>What a request asks for: its address before its cookie. Anything unknown is passed over.</summary>
    public static ReaderSettings Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = QueryHelpers.ParseQuery(request.Cookies[Cookie]);
        return new(
            Known(Sizes, Asked("size"), size => size.ToString(CultureInfo.InvariantCulture)) is var size and > 0 ? size : null,
            Known(Themes, Asked("theme"), theme => theme),
            Known(Languages, Asked("lang"), language => language));

        string? Asked(string name) =>
            request.Query.TryGetValue(name, out var asked) ? asked.ToString() : kept.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    /// <summary>Keeps what an address asked for, so that it holds without script too. Does nothing when the address asks for nothing.</summary>
    public static void Keep(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!Parameters.Any(context.Request.Query.ContainsKey))
        {
            return;
        }

        context.Response.Cookies.Append(Cookie, Of(context.Request).ToString(), new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
    }

    /// <summary>The cookie's value.</summary>
    public override string ToString() => string.Join('&', new[]
    {
        Size is { } size ? string.Create(CultureInfo.InvariantCulture, $"size={size}") : null,
        Theme is null ? null : $"theme={Theme}",
        Language is null ? null : $"lang={Language}",
    }.Where(part => part is not null));

    private static T? Known<T>(ImmutableArray<T> offered, string? asked, Func<T, string> name) =>
        offered.FirstOrDefault(one => name(one) == asked);
}
