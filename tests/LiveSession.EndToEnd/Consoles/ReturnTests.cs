using System.Diagnostics;
using System.Net.Http.Json;
using System.Text;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Consoles;

/// <summary>Consoles whose server was killed: they come back by themselves, with what was being written and filled in.</summary>
public sealed class ReturnTests(Chromium chromium)
{
    [Fact]
    public async Task A_captioner_writes_through_a_killed_server_and_every_word_is_recorded_once_and_every_button_works_again()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        var line = await BeginToWriteAsync(captioner, hosted.Meeting);
        var lamp = captioner.Page.Locator("[data-part=live]");
        await captioner.Page.Keyboard.TypeAsync("Before the fall.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await captioner.Page.Keyboard.TypeAsync("A sentence in the mid");
        await captioner.Page.EvaluateAsync("() => window.same = true");

        await hosted.Server.KillAsync();
        await Expect(captioner.Page.GetByText("Reconnecting; your text is safe.")).ToBeVisibleAsync();
        await captioner.Page.Keyboard.TypeAsync("dle of everything.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await captioner.Page.Keyboard.TypeAsync("Unfinished");
        await captioner.PhotographAsync("return-captioner-away");
        await hosted.Server.StartAsync();
        var since = Stopwatch.StartNew();

        await captioner.Page.WaitForFunctionAsync("() => window.same === undefined");
        await Expect(captioner.Button("Offer it to a colleague")).ToBeVisibleAsync();
        TestContext.Current.SendDiagnosticMessage($"the captioner's console was back {since.ElapsedMilliseconds} ms after the server");
        await Expect(line).ToBeFocusedAsync();
        await Expect(line).ToHaveValueAsync("Unfinished");
        await captioner.Page.Keyboard.TypeAsync(" no more.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await captioner.Page.Keyboard.PressAsync("F4");
        await Expect(lamp).ToContainTextAsync("You are live, and offer the pen");
        await Expect(captioner.Page.Locator("#caption-outbox")).ToContainTextAsync("In the record");
        (await hosted.Server.Http.GetFromJsonAsync<CaptionLineView[]>(
            new Uri($"/api/sessions/{hosted.Meeting.Session()}/lines", UriKind.Relative), ProtocolJson.Options, TestContext.Current.CancellationToken))!
            .Select(one => one.Text).ShouldBe(["Before the fall.", "A sentence in the middle of everything.", "Unfinished no more."]);
    }

    [Fact]
    public async Task Whoever_writes_on_without_a_pause_is_not_interrupted_for_the_buttons()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        var line = await BeginToWriteAsync(captioner, hosted.Meeting);
        await captioner.Page.EvaluateAsync("() => window.same = true");
        await hosted.Server.KillAsync();
        await Expect(captioner.Page.GetByText("Reconnecting; your text is safe.")).ToBeVisibleAsync();

        var coming = hosted.Server.StartAsync();
        var back = captioner.Page.GetByText("The server is back. The buttons of this page come back when you pause");
        while (!await back.IsVisibleAsync())
        {
            await captioner.Page.Keyboard.TypeAsync("abcde ", new() { Delay = 60 });
        }

        await coming;
        await captioner.Page.Keyboard.TypeAsync("abcde", new() { Delay = 60 });
        (await captioner.Page.EvaluateAsync<bool>("() => window.same === true")).ShouldBeTrue();
        var written = await line.InputValueAsync();
        await captioner.Page.WaitForFunctionAsync("() => window.same === undefined");

        await Expect(line).ToHaveValueAsync(written);
    }

    [Fact]
    public async Task Keys_pressed_while_the_page_is_loaded_anew_reach_the_line()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        var line = await BeginToWriteAsync(captioner, hosted.Meeting);
        await captioner.Page.Keyboard.TypeAsync("Before ");
        await hosted.Server.KillAsync();
        await Expect(captioner.Page.GetByText("Reconnecting; your text is safe.")).ToBeVisibleAsync();
        await SlowCircuitAsync(captioner.Page);
        await hosted.Server.StartAsync();
        await Expect(captioner.Page.Locator("p.console-opening").First).ToBeVisibleAsync();

        await captioner.Page.Keyboard.TypeAsync("and meanwhilee");
        await captioner.Page.Keyboard.PressAsync("Backspace");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await captioner.Page.Keyboard.TypeAsync("Next");

        await Expect(line).ToHaveValueAsync("Next");
        await captioner.Page.Keyboard.TypeAsync(" line.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(captioner.Lines).ToHaveTextAsync(["Before and meanwhile", "Next line."]);
    }

    [Fact]
    public async Task Whoever_types_on_at_any_moment_of_the_return_loses_no_letter()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        var line = await BeginToWriteAsync(captioner, hosted.Meeting);
        var typist = new Typist(captioner.Page);
        await captioner.Page.EvaluateAsync("() => window.same = true");
        var killing = hosted.Server.KillAsync();
        await typist.TypeUntilAsync(() => captioner.Page.GetByText("Reconnecting; your text is safe.").IsVisibleAsync());
        await killing;
        var coming = hosted.Server.StartAsync();
        await typist.TypeUntilAsync(() => captioner.Page.GetByText("The server is back. The buttons of this page come back when you pause").IsVisibleAsync());
        await coming;

        // The page asks whether the server answers, and meanwhile somebody begins to write.
        var page = await HoldAsync(captioner.Page, isNavigation: true);
        var answer = await HoldAsync(captioner.Page, isNavigation: false);
        await answer.Asked;
        await typist.TypeAsync(20);
        await answer.GoOnAsync();
        await typist.TypeAsync(20);
        page.Asked.IsCompleted.ShouldBeFalse("the page was left while somebody wrote");

        // Its successor is asked for, and meanwhile somebody begins to write.
        await page.Asked;
        await typist.TypeAsync(20);
        await page.GoOnAsync();
        await typist.TypeAsync(20);
        (await captioner.Page.EvaluateAsync<bool>("() => window.same === true")).ShouldBeTrue("the page was left while somebody wrote");

        // The successor is there, its editor is not; and so on until the console has everything again. What is pressed before the browser has
        // drawn a new page for the first time, the browser drops: no page hears of it.
        await captioner.Page.WaitForFunctionAsync("() => window.same === undefined && performance.getEntriesByType('paint').length > 0");
        await typist.TypeUntilAsync(() => captioner.Button("Offer it to a colleague").IsVisibleAsync());
        await typist.TypeAsync(40);
        await Expect(line).ToHaveValueAsync(typist.Typed);
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(captioner.Lines).ToHaveTextAsync([typist.Typed]);
    }

    [Fact]
    public async Task A_key_pressed_between_the_old_page_and_the_new_one_is_known_by_its_release()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        var line = await BeginToWriteAsync(captioner, hosted.Meeting);
        await SlowCircuitAsync(captioner.Page);
        await captioner.Page.Keyboard.DownAsync("x");
        await hosted.Server.KillAsync();
        await hosted.Server.StartAsync();
        await Expect(captioner.Page.Locator("p.console-opening").First).ToBeVisibleAsync();

        await captioner.Page.Keyboard.UpAsync("x");
        await captioner.Page.Keyboard.DownAsync("i");
        await captioner.Page.Keyboard.UpAsync("F");
        await captioner.Page.Keyboard.UpAsync("i");
        await captioner.Page.Keyboard.TypeAsync("ve");

        await Expect(line).ToHaveValueAsync("xFive");
    }

    [Fact]
    public async Task A_stop_pressed_while_the_page_is_loaded_anew_stops()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        var line = await BeginToWriteAsync(captioner, hosted.Meeting);
        await captioner.Page.Keyboard.TypeAsync("Not this");
        await SlowCircuitAsync(captioner.Page);
        await hosted.Server.KillAsync();
        await hosted.Server.StartAsync();
        await Expect(captioner.Page.Locator("p.console-opening").First).ToBeVisibleAsync();

        await captioner.Page.Keyboard.PressAsync("F9");

        await Expect(captioner.Page.Locator("[data-part=live]")).ToContainTextAsync("STOPPED");
        await Expect(line).ToHaveValueAsync("Not this");
    }

    [Fact]
    public async Task A_captioner_whose_sign_in_has_ended_is_told_what_to_do_and_keeps_the_page_and_the_words()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        var line = await BeginToWriteAsync(captioner, hosted.Meeting);
        var lamp = captioner.Page.Locator("[data-part=live]");
        await captioner.Page.EvaluateAsync("() => window.same = true");
        await hosted.Server.KillAsync();
        await Expect(lamp).ToContainTextAsync("No connection");
        await captioner.Page.Keyboard.TypeAsync("Kept.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await captioner.Page.Keyboard.TypeAsync("And this");
        await captioner.Context.ClearCookiesAsync();

        await hosted.Server.StartAsync();

        await Expect(lamp).ToContainTextAsync("Your sign-in has ended", new() { Timeout = 20_000 });
        await Expect(line).ToHaveValueAsync("And this");
        (await captioner.Page.EvaluateAsync<bool>("() => window.same === true")).ShouldBeTrue("the page with the words was left");
        await captioner.PhotographAsync("return-captioner-signed-out");

        var again = await captioner.Context.NewPageAsync();
        await again.GotoAsync(hosted.Meeting.CaptionerLink);
        await again.GetByRole(AriaRole.Button, new() { Name = "Enter as" }).PressAsync("Enter");
        await again.WaitForURLAsync(url => !url.Contains("/i/", StringComparison.Ordinal));
        await again.CloseAsync();
        await Expect(lamp).ToContainTextAsync("You are live in English", new() { Timeout = 20_000 });
        await Expect(line).ToHaveValueAsync("And this");
        await Expect(captioner.Lines).ToHaveTextAsync(["Kept."]);
    }

    [Fact]
    public async Task A_form_of_the_desk_that_is_half_filled_in_is_as_it_was_when_the_server_is_back()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var secretariat = await chromium.DeskAsync(server);
        await secretariat.GoAsync((await server.SecretariatLinkAsync()).AbsolutePath);
        await secretariat.PressAsync(secretariat.Button("Enter as Secretariat"));
        await secretariat.PressAsync(secretariat.Link("New meeting"));
        var title = secretariat.Page.GetByLabel("Title", new() { Exact = true });
        await secretariat.WriteAsync(title, "River Basins");
        await secretariat.WriteAsync(secretariat.Page.GetByLabel("Agenda, one item per line"), "1. Adoption of the agenda\n2. Water levels");
        await secretariat.Page.EvaluateAsync("() => window.same = true");

        await server.KillAsync();
        await Expect(secretariat.Page.GetByText("Reconnecting; your text is safe.")).ToBeVisibleAsync();
        await server.StartAsync();

        await secretariat.Page.WaitForFunctionAsync("() => window.same === undefined");
        await Expect(title).ToHaveValueAsync("River Basins");
        await Expect(secretariat.Page.GetByLabel("Agenda, one item per line")).ToBeFocusedAsync();
        await secretariat.PressAsync(secretariat.Button("Create the meeting"));
        await secretariat.Page.WaitForURLAsync("**/desk/river-basins");
        await Expect(secretariat.Page.GetByText("Water levels").First).ToBeVisibleAsync();
    }

    /// <summary>The page stands there without its editor for a while.</summary>
    private static async Task SlowCircuitAsync(IPage page) => await page.RouteAsync("**/_blazor/negotiate*", async route =>
    {
        await Task.Delay(TimeSpan.FromSeconds(2));
        await route.ContinueAsync();
    });

    /// <summary>Holds the first request for the console's page until it is let go.</summary>
    private static async Task<HeldRequest> HoldAsync(IPage page, bool isNavigation)
    {
        var held = new HeldRequest(isNavigation);
        await page.RouteAsync(page.Url, held.TakeAsync);
        return held;
    }

    private static Task OpenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(meeting, 1, new OpenSession());

    private static async Task<ILocator> BeginToWriteAsync(Visitor captioner, SeededMeeting meeting)
    {
        await captioner.OpenLinkAsync(meeting.CaptionerLink);
        var line = captioner.Page.Locator("#caption-text");
        await Expect(captioner.Page.Locator("[data-part=live]")).ToContainTextAsync("You are live in English");
        await captioner.TabToAsync(line);
        return line;
    }

    private sealed class HeldRequest(bool isNavigation)
    {
        private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IRoute? _route;

        public Task Asked => _asked.Task;

        public Task TakeAsync(IRoute route)
        {
            if (route.Request.IsNavigationRequest != isNavigation || Asked.IsCompleted)
            {
                return route.FallbackAsync();
            }

            _route = route;
            _asked.SetResult();
            return Task.CompletedTask;
        }

        public async Task GoOnAsync()
        {
            try
            {
                await _route!.ContinueAsync();
            }
            catch (PlaywrightException)
            {
                // Nobody waits for it any more.
            }
        }
    }

    /// <summary>Somebody who types steadily.</summary>
    private sealed class Typist(IPage page)
    {
        private static readonly KeyboardPressOptions Steadily = new() { Delay = 15 };

        private readonly StringBuilder _typed = new();

        public string Typed => _typed.ToString();

        public async Task TypeAsync(int letters)
        {
            for (var left = letters; left > 0; left--)
            {
                var letter = ((char)('a' + (_typed.Length % 26))).ToString();
                _typed.Append(letter);
                await page.Keyboard.PressAsync(letter, Steadily);
            }
        }

        public async Task TypeUntilAsync(Func<Task<bool>> seen)
        {
            while (!await seen())
            {
                await TypeAsync(5);
            }
        }
    }
}
