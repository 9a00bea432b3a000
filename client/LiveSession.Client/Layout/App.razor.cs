using LiveSession.Client.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.Localization;

namespace LiveSession.Client.Layout;

/// <summary>The document around the consoles: captioner, chair and secretariat.</summary>
public sealed partial class App
{
    // Rendering twice would open every console's session twice.
    private static readonly InteractiveServerRenderMode Live = new(prerender: false);

    [Inject]
    private IStringLocalizer<Consoles> C { get; set; } = null!;

    [Inject]
    private IAssets Files { get; set; } = null!;

    private RenderFragment Head => builder =>
    {
        foreach (var sheet in (string[])["meetings.css", "consoles.css"])
        {
            builder.OpenElement(0, "link");
            builder.AddAttribute(1, "rel", "stylesheet");
            builder.AddAttribute(2, "href", Files.Url(sheet));
            builder.CloseElement();
        }

        builder.OpenComponent<HeadOutlet>(3);
        builder.AddComponentRenderMode(Live);
        builder.CloseComponent();
    };

    private static RenderFragment Circuit => builder =>
    {
        builder.OpenComponent<ConsoleWords>(0);
        builder.CloseComponent();
        builder.OpenElement(1, "script");
        builder.AddAttribute(2, "src", "_framework/blazor.web.js");
        // Scripts/reconnecting.ts starts it.
        builder.AddAttribute(3, "autostart", "false");
        builder.CloseElement();
    };
}
