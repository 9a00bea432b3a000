using System.Globalization;
using LiveSession.Client.Agenda;
using LiveSession.Client.Floor;
using LiveSession.Client.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace LiveSession.Server.Broadcast;

/// <summary>Renders the panels of the session page: the same components that stand in the first page load and in the consoles.</summary>
internal sealed class PanelRenderer(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    private static readonly (string Name, Type Component)[] Panels =
    [
        ("status", typeof(StatusPanel)),
        ("floor", typeof(FloorPanel)),
        ("queue", typeof(QueuePanel)),
        ("agenda", typeof(AgendaPanel)),
    ];

    public async Task<ImmutableArray<PanelView>> RenderAsync(SessionView session, string language)
    {
        var parameters = ParameterView.FromDictionary(new Dictionary<string, object?> { ["Session"] = session });
        await using var scope = scopes.CreateAsyncScope();
        // A fresh renderer for each rendering: it keeps every component it ever rendered.
        await using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
            var rendered = ImmutableArray.CreateBuilder<PanelView>(Panels.Length);
            foreach (var (name, component) in Panels)
            {
                var root = await renderer.RenderComponentAsync(component, parameters);
                rendered.Add(new PanelView(name, root.ToHtmlString(), session.Position?.Sequence ?? 0));
            }

            return rendered.MoveToImmutable();
        });
    }
}
