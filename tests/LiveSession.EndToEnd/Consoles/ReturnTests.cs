using System.Diagnostics;
using System.Net.Http.Json;
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
        // The circuit is slow to come: the page stands there without its editor.
        await captioner.Page.RouteAsync("**/_blazor/negotiate*", async route =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            await route.ContinueAsync();
        });
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

    private static Task OpenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(meeting, 1, new OpenSession());

    private static async Task<ILocator> BeginToWriteAsync(Visitor captioner, SeededMeeting meeting)
    {
        await captioner.OpenLinkAsync(meeting.CaptionerLink);
        var line = captioner.Page.Locator("#caption-text");
        await Expect(captioner.Page.Locator("[data-part=live]")).ToContainTextAsync("You are live in English");
        await captioner.TabToAsync(line);
        return line;
    }
}
