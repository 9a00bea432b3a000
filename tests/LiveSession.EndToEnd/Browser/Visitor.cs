using System.Collections.Concurrent;
using LiveSession.Testing.Installation;
using Microsoft.Playwright;

namespace LiveSession.EndToEnd.Browser;

/// <summary>One person with one browser.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private static readonly bool Photographs = Environment.GetEnvironmentVariable("LIVESESSION_SCREENS") == "1";

    private readonly ConcurrentQueue<string> _faults = new();

    public Visitor(IBrowserContext context, IPage page)
    {
        (Context, Page) = (context, page);
        page.PageError += (_, fault) => _faults.Enqueue($"{page.Url}: {fault}");
        page.Console += (_, said) =>
        {
            if (said.Type == "error")
            {
                _faults.Enqueue($"{page.Url}: {said.Text}");
            }
        };
    }

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    /// <summary>What the browser complained about: script errors, refused content, answers that are errors.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>The caption lines on the page, drafts left out.</summary>
    public ILocator Lines => Page.Locator("[data-captions] p[id]");

    /// <summary>The words about the connection on a reader's page.</summary>
    public ILocator Connection => Page.Locator("[data-connection]");

    public Task<IResponse?> GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Opens an invitation link and presses its button.</summary>
    public async Task OpenLinkAsync(string link)
    {
        await Page.GotoAsync(link);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Enter as" }).PressAsync("Enter");
        await Page.WaitForURLAsync(url => !url.Contains("/i/", StringComparison.Ordinal));
    }

    public ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name });

    public ILocator Link(string name) => Page.GetByRole(AriaRole.Link, new() { Name = name });

    public ILocator Heading(string name) => Page.GetByRole(AriaRole.Heading, new() { Name = name });

    public ILocator Region(string name) => Page.GetByRole(AriaRole.Region, new() { Name = name, Exact = true });

    /// <summary>Moves on with the Tab key until something has the focus.</summary>
    public async Task TabToAsync(ILocator target)
    {
        const int Most = 80;
        await Assertions.Expect(target).ToBeEnabledAsync();
        for (var pressed = 0; pressed < Most; pressed++)
        {
            if (await target.EvaluateAsync<bool>("element => element === document.activeElement"))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{Most} times Tab and {target} still has no focus.");
    }

    /// <summary>Moves to a field by Tab and writes, over what is there.</summary>
    public async Task WriteAsync(ILocator field, string text)
    {
        await TabToAsync(field);
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.InsertTextAsync(text);
    }

    /// <summary>Moves to something by Tab and presses it.</summary>
    public async Task PressAsync(ILocator target, string key = "Enter")
    {
        await TabToAsync(target);
        await Page.Keyboard.PressAsync(key);
    }

    /// <summary>The words of the caption lines, without the speaker's name and the mark of a correction.</summary>
    public Task<string[]> ReadLinesAsync() => Page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll("[data-captions] p[id]")].map(line =>
          [...line.childNodes].filter(node => node.nodeType === Node.TEXT_NODE).map(node => node.data).join("").trim())
        """);

    /// <summary>Keeps a picture of the page when LIVESESSION_SCREENS=1.</summary>
    public async Task PhotographAsync(string name)
    {
        if (Photographs)
        {
            await Page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "artifacts", "screens", $"{name}.png") });
        }
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
