using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using LiveSession.EndToEnd.Browser;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Sessions;

public sealed class AccessibilityTests(Chromium chromium, EveryPage pages) : IClassFixture<EveryPage>
{
    public static TheoryData<string> Pages => [.. EveryPage.All.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_no_violation_in_light_and_in_dark(string page)
    {
        await using var visitor = await chromium.DeskAsync(pages.Server);

        await StandOnAsync(visitor, page);

        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = colours });
            Violations(await visitor.Page.RunAxe()).ShouldBeEmpty($"in {colours}");
            await visitor.PhotographAsync($"{page.Replace(' ', '-')}-{colours}");
        }
    }

    [Theory]
    [InlineData("home")]
    [InlineData("meeting")]
    [InlineData("session open")]
    [InlineData("session of a member")]
    [InlineData("session in columns")]
    [InlineData("session in French")]
    [InlineData("session rolling")]
    [InlineData("session as a wall")]
    [InlineData("session at 500 %")]
    [InlineData("braille")]
    [InlineData("transcript")]
    [InlineData("captioner")]
    [InlineData("chair")]
    [InlineData("desk captions elsewhere")]
    [InlineData("embedded")]
    [InlineData("overlay")]
    public async Task Pages_fit_a_telephone_without_scrolling_sideways(string page)
    {
        await using var visitor = await chromium.PhoneAsync(pages.Server);

        await StandOnAsync(visitor, page);

        Violations(await visitor.Page.RunAxe()).ShouldBeEmpty();
        await visitor.PhotographAsync($"{page.Replace(' ', '-')}-phone");
        (await visitor.Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")).ShouldBeLessThanOrEqualTo(0);
    }

    [Theory]
    [InlineData("session open", true)]
    [InlineData("session not open", false)]
    [InlineData("session suspended", false)]
    public async Task In_forced_colours_the_mark_of_a_running_session_is_full_and_every_other_is_hollow(string page, bool full)
    {
        await using var visitor = await chromium.DeskAsync(pages.Server);
        await visitor.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await StandOnAsync(visitor, page);

        var mark = await visitor.Page.Locator("[data-panel=status] .state").First.EvaluateAsync<string[]>("""
            state => {
              const mark = getComputedStyle(state, "::before");
              return [mark.backgroundColor, mark.borderTopColor, getComputedStyle(document.body).color];
            }
            """);

        mark[0].ShouldBe(full ? mark[2] : "rgba(0, 0, 0, 0)");
        mark[1].ShouldBe(mark[2]);
    }

    [Theory]
    [InlineData("details[data-settings]")]
    [InlineData("details[data-channels]")]
    public async Task Open_panels_fit_their_page_and_break_no_rule(string panel)
    {
        await using var visitor = await chromium.PhoneAsync(pages.Server);
        await StandOnAsync(visitor, "session open");

        await visitor.Page.Locator($"{panel} summary").ClickAsync();

        await visitor.PhotographAsync($"{panel.Split('-')[1].TrimEnd(']')}-phone");
        Violations(await visitor.Page.RunAxe()).ShouldBeEmpty();
        var box = await visitor.Page.Locator($"{panel} > :last-child").BoundingBoxAsync();
        box!.X.ShouldBeGreaterThanOrEqualTo(0);
        (box.X + box.Width).ShouldBeLessThanOrEqualTo(360);
    }

    // It answers a form that was sent, so it has no address to go to.
    [Fact]
    public async Task The_page_of_who_signed_out_breaks_no_rule()
    {
        await using var visitor = await chromium.DeskAsync(pages.Server);
        await StandOnAsync(visitor, "session of a member");

        await visitor.Page.EvaluateAsync("() => { const form = document.createElement('form'); form.method = 'post'; form.action = '/sign-out'; document.body.append(form); form.submit(); }");

        await Expect(visitor.Heading("You have signed out")).ToBeVisibleAsync();
        foreach (var colours in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await visitor.Page.EmulateMediaAsync(new() { ColorScheme = colours });
            Violations(await visitor.Page.RunAxe()).ShouldBeEmpty($"in {colours}");
        }
    }

    [Fact]
    public async Task Axe_finds_what_is_wrong()
    {
        await using var visitor = await chromium.DeskAsync(pages.Server);
        await StandOnAsync(visitor, "home");

        await visitor.Page.EvaluateAsync("() => document.querySelector('main').append(document.createElement('button'))");

        Violations(await visitor.Page.RunAxe()).ShouldHaveSingleItem().ShouldStartWith("button-name");
    }

    private async Task StandOnAsync(Visitor visitor, string page)
    {
        var (link, path, text) = EveryPage.All[page];
        if (link(pages.Meeting) is { } first)
        {
            await visitor.OpenLinkAsync(first);
        }

        await visitor.GoAsync(path(pages.Meeting));
        await Expect(visitor.Page.GetByText(text).Filter(new() { Visible = true }).First).ToBeVisibleAsync();
        if (await visitor.Connection.CountAsync() > 0)
        {
            await Expect(visitor.Connection).Not.ToHaveTextAsync("Connecting");
        }
    }

    private static IEnumerable<string> Violations(AxeResult result) =>
        result.Violations.Select(violation =>
            $"{violation.Id}: {violation.Help}\n{string.Join('\n', violation.Nodes.Select(node => $"    {node.Html}\n    {string.Join("; ", node.Any.Select(reason => reason.Message))}"))}");
}
