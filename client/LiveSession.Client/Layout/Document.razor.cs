using System.Globalization;
using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Layout;

/// <summary>The HTML document around every page: head, masthead, main, footer. Language and theme are in the first byte, so nothing flashes.</summary>
public sealed partial class Document
{
    /// <summary>What the page is; the product's name is added.</summary>
    [Parameter, EditorRequired]
    public required string Title { get; set; }

    /// <summary>One sentence for search engines and link previews.</summary>
    [Parameter]
    public string? Description { get; set; }

    /// <summary>The page's own address relative to the base, such as <c>m/wgec-5</c>; taken from the request when not given.</summary>
    [Parameter]
    public string? Path { get; set; }

    /// <summary>The entry script: <c>page</c> for most pages, <c>observer</c> for the session page; null for none.</summary>
    [Parameter]
    public string? Script { get; set; } = "page";

    /// <summary>An entry script that hears keys before anything is drawn; it waits for no style sheet. Null for none.</summary>
    [Parameter]
    public string? Early { get; set; }

    /// <summary>Classes of the body: <c>wide</c> for the whole width.</summary>
    [Parameter]
    public string? Class { get; set; }

    /// <summary>Whether the body is a console that brings its own landmarks.</summary>
    [Parameter]
    public bool Interactive { get; set; }

    /// <summary>More elements for the head.</summary>
    [Parameter]
    public RenderFragment? Head { get; set; }

    /// <summary>More scripts for the end of the body.</summary>
    [Parameter]
    public RenderFragment? Scripts { get; set; }

    /// <summary>The page.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private IAssets Files { get; set; } = null!;

    [Inject]
    private IStringLocalizer<Text> T { get; set; } = null!;

    private static CultureInfo Culture => CultureInfo.CurrentUICulture;

    private ReaderSettings Settings { get; set; } = ReaderSettings.None;

    private bool SignedIn => Http?.User.Identity?.IsAuthenticated is true;

    private string Base => $"{Http?.Request.PathBase}/";

    private string FullTitle => Title == T["Layout.Product"] ? Title : $"{Title} · {T["Layout.Product"]}";

    private static IEnumerable<CultureInfo> OtherLanguages =>
        ReaderSettings.Languages.Where(name => name != Culture.TwoLetterISOLanguageName).Select(CultureInfo.GetCultureInfo);

    // The channels that are read stay the same ones.
    private string Spoken(CultureInfo language) =>
        Path + QueryString.Create((Http?.Request.Query["track"] ?? []).Select(track => KeyValuePair.Create("track", track))).Add("lang", language.Name).Add(ReaderSettings.Chosen, "yes");

    private static string Named(CultureInfo language) => language.TextInfo.ToTitleCase(language.NativeName);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        Path ??= Http?.Request.Path.Value?.TrimStart('/') ?? "";
        Settings = Http is null ? ReaderSettings.None : ReaderSettings.Of(Http.Request);
    }
}
