using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LiveSession.Client.Layout;

/// <summary>
/// How somebody likes to read: kept in one small cookie so that the first HTML already looks right, and accepted as parameters of
/// any address. No cookie is set before somebody chooses.
/// </summary>
public sealed class ReaderSettings
{
    /// <summary>The cookie's name. Its value is a query string, such as <c>size=200&amp;theme=dark&amp;lang=fr</c>.</summary>
    public const string Cookie = "ls-view";

    private static readonly ImmutableArray<ReaderChoice> Choices = [.. ReaderChoice.All, ReaderChoice.Cells, ReaderChoice.Language];

    private readonly ImmutableSortedDictionary<string, string> _chosen;

    private ReaderSettings(IEnumerable<KeyValuePair<string, string>> chosen) =>
        _chosen = chosen.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Nothing chosen.</summary>
    public static ReaderSettings None { get; } = new([]);

    /// <summary>The languages of the pages.</summary>
    public static ImmutableArray<string> Languages { get; } = [.. ReaderChoice.Language.Values.Where(language => language.Length > 0)];

    /// <summary>The language of the pages; null to follow the browser.</summary>
    public string? Language => _chosen.GetValueOrDefault(ReaderChoice.Language.Name);

    /// <summary>The cells of the reader's braille display.</summary>
    public int Cells => int.Parse(this[ReaderChoice.Cells], CultureInfo.InvariantCulture);

    /// <summary>What was chosen, as attributes of the document's element: style sheet and scripts read them there.</summary>
    public IReadOnlyDictionary<string, object> Attributes =>
        _chosen.Where(one => one.Key != ReaderChoice.Language.Name).ToDictionary(one => $"data-{one.Key}", one => (object)one.Value);

    /// <summary>What holds of a choice.</summary>
    public string this[ReaderChoice choice] => _chosen.GetValueOrDefault(choice.Name, choice.Default);

    /// <summary>What a request asks for: its address before its cookie. What cannot be understood is passed over, in favour of what is kept.</summary>
    public static ReaderSettings Of(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = QueryHelpers.ParseQuery(request.Cookies[Cookie]);
        return new(
            from choice in Choices
            let asked = choice.Understand(request.Query[choice.Name]) ?? (kept.TryGetValue(choice.Name, out var before) ? choice.Understand(before) : null)
            where asked is not null && asked != choice.Default
            select KeyValuePair.Create(choice.Name, asked));
    }

    /// <summary>Keeps what an address asked for, so that it holds without script too. Does nothing when the address asks for nothing that can be understood.</summary>
    public static void Keep(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (!Choices.Any(choice => choice.Understand(context.Request.Query[choice.Name]) is not null))
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

    /// <summary>The cookie's value, and the query of an address that asks for the same.</summary>
    public override string ToString() => string.Join('&', _chosen.Select(one => $"{one.Key}={one.Value}"));
}
