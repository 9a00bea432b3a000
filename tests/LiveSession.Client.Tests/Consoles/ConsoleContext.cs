using AngleSharp.Dom;
using LiveSession.Client.Captions;
using LiveSession.Client.Floor;
using LiveSession.Client.Meetings;
using LiveSession.Client.Relays;
using LiveSession.Client.Sessions;
using LiveSession.Client.Tests.Relays;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Client.Tests.Consoles;

/// <summary>Sits somebody down at a console.</summary>
public abstract class ConsoleContext : ClientContext
{
    protected ConsoleContext()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddSingleton<ICaptionSourceDesk>(Software);
    }

    protected FakeSourceDesk Software { get; } = new();

    protected IRenderedComponent<ChairConsole> Chair(FakeSessionStore store) => Session<ChairConsole>(store);

    protected IRenderedComponent<CaptionerConsole> Captioner(FakeSessionStore store) => Session<CaptionerConsole>(store);

    protected IRenderedComponent<TPage> Desk<TPage>(FakeMeetingDesk desk, Action<ComponentParameterCollectionBuilder<TPage>>? parameters = null)
        where TPage : IComponent
    {
        Services.AddSingleton<IMeetingDesk>(desk);
        return Render<TPage>(builder => parameters?.Invoke(builder));
    }

    protected IRenderedComponent<TConsole> Session<TConsole>(FakeSessionStore store)
        where TConsole : SessionConsole
    {
        Services.AddSingleton<ISessionStore>(store);
        Services.AddSingleton<IRelayDesk>(new FakeRelayDesk());
        return Render<TConsole>(builder => builder.Add(page => page.Slug, "wgec-5").Add(page => page.Number, 2));
    }
}

/// <summary>Finds controls the way somebody does: by what is written on them.</summary>
public static class Controls
{
    /// <summary>The only button that says this, hidden words left out, keys not counted.</summary>
    public static IElement Button<T>(this IRenderedComponent<T> page, string words)
        where T : IComponent =>
        page.FindAll("button").Where(button => Says(button) == words).ToList() switch
        {
            [var only] => only,
            var several => throw new ShouldAssertException($"{several.Count} buttons say “{words}”; there are: {string.Join(", ", page.FindAll("button").Select(Says))}"),
        };

    /// <summary>Whether a button says this.</summary>
    public static bool HasButton<T>(this IRenderedComponent<T> page, string words)
        where T : IComponent =>
        page.FindAll("button").Any(button => Says(button) == words);

    /// <summary>The field with this label.</summary>
    public static IElement Field<T>(this IRenderedComponent<T> page, string label)
        where T : IComponent
    {
        var found = page.FindAll("label").First(one => Says(one).StartsWith(label, StringComparison.Ordinal));
        return found.GetAttribute("for") is { } id ? page.Find($"#{id}") : found.QuerySelector("input, select")!;
    }

    /// <summary>What stands on a control: without the key beside it and without what only screen readers are told.</summary>
    public static string Says(IElement element)
    {
        var copy = (IElement)element.Clone();
        copy.QuerySelectorAll("kbd, .unseen").ToList().ForEach(part => part.Remove());
        return copy.Words();
    }
}
