using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LiveSession.Client.Layout;

/// <summary>
/// How somebody likes to read: kept in one small cookie so that the first HTML already looks right, and accepted as parameters of
/// any address: they hold for that page, and what is kept stays as it is. No cookie is set before somebody chooses.
/// </summary>
public sealed class ReaderSettings
{
    /// <summary>The cookie's name. Its value is a query string, such as <c>size=200&amp;theme=dark&amp;lang=fr</c>.</summary>
    public const string Cookie = "ls-view";

    /// <summary>The parameter by which our own forms and links say that what they ask for is chosen, to be kept.</summary>
    public const string Chosen = "keep";

    private static readonly ImmutableArray<ReaderChoice> Choices = [.. ReaderChoice.All, ReaderChoice.Text, ReaderChoice.Background, ReaderChoice.Cells, ReaderChoice.Language];

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
        _chosen.Where(one => one.Key != ReaderChoice.Language.Name).Select(one => KeyValuePair.Create($"data-{one.Key}", (object)one.Value))
            .Concat(OwnColours is { } own ? [KeyValuePair.Create("style", (object)own)] : [])
            .ToDictionary();

    /// <summary>How well the reader's own letters stand out from what is behind them, 1 to 21.</summary>
    public double Contrast => Colours.Contrast(this[ReaderChoice.Text], this[ReaderChoice.Background]);

    // As Scripts/fetched/colours.ts sets it.
    private string? OwnColours => _chosen.GetValueOrDefault("theme") == ReaderChoice.OwnColours
        ? $"--own-text:#{this[ReaderChoice.Text]};--own-ground:#{this[ReaderChoice.Background]};--own-scheme:{(Colours.IsDark(this[ReaderChoice.Background]) ? "dark" : "light")}"
        : null;

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

    /// <summary>
    /// Keeps what somebody chose without script. The answer is the query of the address to go on to: the same settings, to be read and copied,
    /// which choose nothing. Null where nothing was chosen.
    /// </summary>
    public static string? Keep(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var query = context.Request.Query;
        if (!query.ContainsKey(Chosen) || !Choices.Any(choice => choice.Understand(query[choice.Name]) is not null))
        {
            return null;
        }

        context.Response.Cookies.Append(Cookie, Of(context.Request).ToString(), new CookieOptions
        {
            Path = "/",
            MaxAge = TimeSpan.FromDays(365),
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
        });
        return QueryString.Create(query.Where(parameter => parameter.Key != Chosen)).Value;
    }

    /// <summary>The cookie's value, and the query of an address that asks for the same.</summary>
    public override string ToString() => string.Join('&', _chosen.Select(one => $"{one.Key}={one.Value}"));
}
