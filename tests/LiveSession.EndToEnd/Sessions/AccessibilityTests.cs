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
    [MemberData(nameof(Pages))]
    public async Task Tab_reaches_everything_that_can_be_used_and_the_focus_is_seen(string page)
    {
        await using var visitor = await chromium.DeskAsync(pages.Server);
        await StandOnAsync(visitor, page);
        await visitor.Page.EvaluateAsync(Controls);
        var (missed, hidden) = (new HashSet<string>(), new HashSet<string>());

        // Twice around, since nobody knows where it begins.
        var wanted = await visitor.Page.EvaluateAsync<int>("() => controls().length");
        for (var press = 0; press < (2 * wanted) + 10; press++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            if (await visitor.Page.EvaluateAsync<string?>("() => look()") is { } unseen)
            {
                hidden.Add(unseen);
            }

            missed = [.. await visitor.Page.EvaluateAsync<string[]>("() => missed()")];
            if (missed.Count == 0 && press >= wanted)
            {
                break;
            }
        }

        missed.ShouldBeEmpty();
        hidden.ShouldBeEmpty();
    }

    [Fact]
    public async Task Tab_finds_what_it_cannot_reach_and_what_hides_the_focus()
    {
        await using var visitor = await chromium.DeskAsync(pages.Server);
        await StandOnAsync(visitor, "home");
        await visitor.Page.EvaluateAsync(Controls);
        await visitor.Page.EvaluateAsync("""
            () => {
              const main = document.querySelector("main");
              const trap = Object.assign(document.createElement("button"), { textContent: "trap" });
              trap.style.outline = "none";
              trap.onkeydown = event => event.preventDefault();
              main.prepend(trap);
              trap.focus();
            }
            """);

        await visitor.Page.Keyboard.PressAsync("Tab");

        (await visitor.Page.EvaluateAsync<string?>("() => look()")).ShouldNotBeNull().ShouldContain("trap");
        (await visitor.Page.EvaluateAsync<string[]>("() => missed()")).ShouldNotBeEmpty();
    }

    // Of radio buttons of one name Tab reaches one, and arrows the others; what is hidden, disabled or folded away can be used by nobody.
    private const string Controls = """
        () => {
          const seen = new Set();
          const name = each => `${each.tagName.toLowerCase()} ${(each.getAttribute("aria-label") ?? each.textContent ?? "").trim().slice(0, 60)} ${each.id || each.name || each.className}`.trim();
          const group = each => each.type === "radio" ? `${each.form?.id ?? ""} ${each.name}` : each;
          window.controls = () => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, iframe, [tabindex]")]
            .filter(each => each.tabIndex >= 0 && !each.disabled && each.type !== "hidden" && !each.closest("[inert]")
              && each.checkVisibility({ visibilityProperty: true }) && each.getClientRects().length > 0);
          window.missed = () => controls().filter(each => !seen.has(group(each))).map(name);
          window.look = () => {
            const at = document.activeElement;
            if (!at || at === document.body) {
              return null;
            }
            seen.add(group(at));
            const shown = [at, at.closest("label"), at.parentElement].filter(each => each).some(each => {
              const style = getComputedStyle(each);
              return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
            });
            const box = at.getBoundingClientRect();
            const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            return shown && inSight ? null : `${name(at)}: ${shown ? "out of sight" : "no mark of the focus"}`;
          };
        }
        """;

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

        await visitor.PressAsync(visitor.Page.GetByText("Sign out …"));
        await visitor.PressAsync(visitor.Button("Sign out"));

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
