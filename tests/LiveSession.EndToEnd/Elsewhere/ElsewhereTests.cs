using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Elsewhere;

public sealed class ElsewhereTests(Chromium chromium)
{
    private const string Transparent = "rgba(0, 0, 0, 0)";

    private static readonly LocatorAssertionsToContainTextOptions WithinAHeartbeat = new() { Timeout = 5_000 };

    [Fact]
    public async Task The_overlay_rolls_up_on_nothing_and_comes_back_without_a_word()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var stream = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await stream.GoAsync($"{hosted.Meeting.SessionPage()}/overlay?lines=2&size=56&hide=0");
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
        await captioner.TabToAsync(captioner.Page.GetByLabel("Your line", new() { Exact = true }));

        await captioner.Page.Keyboard.TypeAsync("Thank you. The gauges at the upper lake were read again this morning, and the level has fallen by");
        await Expect(stream.Page.Locator(".draft")).ToContainTextAsync("fallen by", WithinAHeartbeat);
        await stream.PhotographAsync("overlay-writing");
        await captioner.Page.Keyboard.TypeAsync(" four centimetres.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(stream.Lines.Last).ToContainTextAsync("four centimetres.", WithinAHeartbeat);

        (await stream.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor + getComputedStyle(document.body).backgroundColor"))
            .ShouldBe(Transparent + Transparent);
        (await ShownLinesAsync(stream)).ShouldBe(2);
        (await EndIsShownAsync(stream)).ShouldBeTrue();
        await stream.PhotographAsync("overlay");

        // The one circuit is the captioner's.
        (await hosted.Server.MetricAsync("livesession_circuits")).ShouldBe(1);
        var before = await stream.Page.InnerTextAsync("main");
        await hosted.Server.KillAsync();
        await captioner.Page.Keyboard.TypeAsync("Said while nobody heard.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        (await stream.Page.InnerTextAsync("main")).ShouldBe(before);
        await hosted.Server.StartAsync();

        await Expect(stream.Lines.Last).ToContainTextAsync("Said while nobody heard.", new() { Timeout = 60_000 });
        (await EndIsShownAsync(stream)).ShouldBeTrue();
        (await stream.Context.CookiesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_overlay_clears_the_picture_when_nobody_speaks_and_looks_as_its_address_says()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var stream = await chromium.DeskAsync(hosted.Server);
        await stream.GoAsync($"{hosted.Meeting.SessionPage()}/overlay?hide=1&position=top&color=ffff00&background=000000c0&names=off&lines=3&width=60&font=DejaVu%20Serif");
        await Expect(stream.Page.Locator("main")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("still"));

        await using var captioner = await SitDownAsync(hosted);
        (await captioner.SendAsync("Back again.")).Result.Accepted.ShouldBeTrue();

        await Expect(stream.Page.Locator("main")).Not.ToHaveClassAsync(new System.Text.RegularExpressions.Regex("still"));
        await Expect(stream.Lines.Last).ToHaveCSSAsync("color", "rgb(255, 255, 0)");
        await stream.PhotographAsync("overlay-top");
        await Expect(stream.Page.Locator("main")).ToHaveClassAsync(new System.Text.RegularExpressions.Regex("still"));
    }

    [Fact]
    public async Task The_overlay_shows_nothing_of_what_is_said_off_the_record()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var stream = await chromium.DeskAsync(hosted.Server);
        await using var reader = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        (await captioner.SendAsync("Before.")).Result.Accepted.ShouldBeTrue();
        await stream.GoAsync($"{hosted.Meeting.SessionPage()}/overlay");
        await reader.GoAsync(hosted.Meeting.SessionPage());
        await Expect(stream.Lines.Last).ToBeVisibleAsync();
        await using var chair = (await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.ChairLink)).Hub("/hubs/floor");
        await chair.StartAsync(TestContext.Current.CancellationToken);

        await GoAsync(nameof(IFloorHub.GoOffTheRecord));
        captioner.Draft("Between us");
        await Expect(reader.Page.Locator(".draft")).ToHaveTextAsync("Between us");
        await Expect(stream.Page.Locator(".captions")).ToBeHiddenAsync();
        await stream.Page.ReloadAsync();
        await Expect(stream.Page.Locator(".draft")).ToHaveTextAsync("Between us");
        await Expect(stream.Page.Locator(".captions")).ToBeHiddenAsync();
        await GoAsync(nameof(IFloorHub.GoOnTheRecord));

        await Expect(stream.Page.Locator(".captions")).ToBeVisibleAsync();
        await Expect(stream.Page.Locator(".draft")).ToHaveCountAsync(0);

        async Task GoAsync(string where) =>
            (await chair.InvokeAsync<CommandResult>(where, hosted.Meeting.Session(), CommandId.New(), TestContext.Current.CancellationToken)).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task In_the_overlay_no_letter_of_Arabic_is_cut_and_none_of_a_row_that_has_gone_stays()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var stream = await chromium.DeskAsync(hosted.Server);
        await stream.GoAsync($"{hosted.Meeting.SessionPage()}/overlay?lines=3&size=40&outline=white");
        await using var captioner = await SitDownAsync(hosted);
        // Marks far below and far above the line, in rows that fill the screen and go.
        (await captioner.SendAsync(string.Concat(Enumerable.Repeat("\u0648\u064A\u0628\u0642\u0649 \u0641\u064A \u0627\u0644\u0631\u0626\u064A\u0633\u064A \u0625\u0644\u0649 \u0623\u062C\u0644 ", 12)), language: "ar")).Result.Accepted.ShouldBeTrue();
        await Expect(stream.Lines.Last).ToBeVisibleAsync();

        var box = (await stream.Page.Locator(".lines").BoundingBoxAsync())!;
        var picture = await stream.Page.ScreenshotAsync(new() { OmitBackground = true, Clip = new() { X = box.X, Y = box.Y, Width = box.Width, Height = box.Height } });
        var edges = await stream.Page.EvaluateAsync<int[]>("""
            async picture => {
              const image = new Image();
              image.src = `data:image/png;base64,${picture}`;
              await image.decode();
              const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
              canvas.drawImage(image, 0, 0);
              const ink = row => canvas.getImageData(0, row, image.width, 1).data.filter((value, index) => index % 4 === 3 && value > 0).length;
              return [ink(0), ink(image.height - 1)];
            }
            """, Convert.ToBase64String(picture));

        edges.ShouldBe([0, 0]);
    }

    [Fact]
    public async Task A_site_the_operator_named_shows_captions_in_its_page_and_no_other_does()
    {
        using var named = new OtherSite();
        using var other = new OtherSite();
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync, arguments: [$"--Embedding:Origins:0={named.Origin}"]);
        named.Page = other.Page = $"""
            <!doctype html><html lang="en"><title>Ministry of Water</title><body style="font:16px sans-serif;margin:2rem"><h1>Working Group on River Basins</h1>
            <iframe src="{hosted.Server.At($"{hosted.Meeting.SessionPage()}/embed")}" title="Live captions" width="100%" height="320" style="border:0"></iframe></body></html>
            """;
        await using var reader = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        await reader.Page.GotoAsync(named.Origin);
        var frame = reader.Page.FrameLocator("iframe");

        await Expect(frame.Locator("[data-connection]")).ToHaveTextAsync("Live");
        (await captioner.SendAsync("The level has fallen by four centimetres.")).Result.Accepted.ShouldBeTrue();
        await Expect(frame.Locator("[data-captions] p[id]").Last).ToContainTextAsync("four centimetres.", WithinAHeartbeat);
        await reader.PhotographAsync("embed");
        await reader.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await reader.PhotographAsync("embed-dark");
        (await reader.Context.CookiesAsync()).ShouldBeEmpty();
        reader.Faults.Where(fault => !fault.Contains("favicon", StringComparison.Ordinal)).ShouldBeEmpty();

        await reader.Page.GotoAsync(other.Origin);
        await Expect(reader.Page.Locator("h1")).ToBeVisibleAsync();
        await Expect(frame.Locator("[data-captions]")).ToHaveCountAsync(0);
        await Expect(reader.Page.Locator("h1")).ToBeVisibleAsync();
        reader.Faults.ShouldContain(fault => fault.Contains("frame-ancestors", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_relay_is_added_watched_and_stopped_by_keyboard()
    {
        using var zoom = new OtherSite();
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync, arguments: ["--Relays:AllowLoopback=true", "--Relays:TryAgainAfter=00:00:02"]);
        await using var desk = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        await desk.OpenLinkAsync(hosted.Meeting.SecretariatLink);
        await desk.GoAsync($"/desk/{hosted.Meeting.State.Slug}");
        await desk.PressAsync(desk.Link("Captions elsewhere").First);
        await desk.PressAsync(desk.Button("Add a relay"));
        await Expect(desk.Page.GetByLabel("Address for captions")).ToBeFocusedAsync();

        await desk.Page.Keyboard.InsertTextAsync("https://evil.example/closedcaption?id=1&ns=x");
        await desk.PressAsync(desk.Button("Add and start"));
        await Expect(desk.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Captions may not be relayed to evil.example.");
        await desk.PhotographAsync("relay-refused");
        await desk.WriteAsync(desk.Page.GetByLabel("Address for captions"), zoom.CaptionAddress);
        await desk.PressAsync(desk.Button("Add and start"));
        await Expect(desk.Page.GetByText("Ready for Zoom")).ToBeVisibleAsync();

        (await captioner.SendAsync("Good morning.")).Result.Accepted.ShouldBeTrue();
        await Expect(desk.Page.GetByText("Relaying to Zoom")).ToBeVisibleAsync();
        await Expect(desk.Page.GetByText("1 line sent")).ToBeVisibleAsync();
        zoom.Taken.ShouldBe(["Jonas Lindqvist: Good morning.\n"]);
        await desk.PhotographAsync("relay-running");

        zoom.Started = false;
        (await captioner.SendAsync("Is anybody there?")).Result.Accepted.ShouldBeTrue();
        await Expect(desk.Page.GetByText("Zoom refuses: meeting not started (400)")).ToBeVisibleAsync();
        await Expect(desk.Page.GetByText("Trying again in")).ToBeVisibleAsync();
        await desk.PhotographAsync("relay-in-trouble");
        zoom.Started = true;
        await Expect(desk.Page.GetByText("2 lines sent")).ToBeVisibleAsync();

        await desk.PressAsync(desk.Button("Stop"), "Space");
        await Expect(desk.Page.GetByText("Zoom: stopped")).ToBeVisibleAsync();
        await desk.PressAsync(desk.Button("Send a test line"));
        await Expect(desk.Page.GetByText("Zoom took the test line.")).ToBeVisibleAsync();
        zoom.Taken.ShouldBe(["Jonas Lindqvist: Good morning.\n", "Is anybody there?\n", "This is a test of the captions.\n"]);
        (await desk.Page.ContentAsync()).ShouldNotContain("signature=abc");
        desk.Faults.ShouldBeEmpty();
    }

    private static async Task<CaptionerClient> SitDownAsync(HostedMeeting hosted) =>
        await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());

    private static Task<double> ShownLinesAsync(Visitor stream) => stream.Page.EvaluateAsync<double>(
        "() => { const lines = document.querySelector('.lines'); return Math.round(lines.clientHeight / parseFloat(getComputedStyle(lines).lineHeight)); }");

    // The last line's end stands within the window that rolls.
    private static Task<bool> EndIsShownAsync(Visitor stream) => stream.Page.EvaluateAsync<bool>("""
        () => {
          const pane = document.querySelector(".lines").getBoundingClientRect();
          const last = [...document.querySelectorAll(".lines p")].at(-1).getBoundingClientRect();
          return Math.abs(last.bottom - pane.bottom) < 2;
        }
        """);

    private static Task OpenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(
        meeting, 1,
        new OpenSession(), new AddCaptionLine("floor", "en", "Good morning. The meeting is called to order."),
        new RequestFloorFor(null, "Jonas Lindqvist", "Sweden", Place.Hall), new GiveFloorToNext(0));
}
