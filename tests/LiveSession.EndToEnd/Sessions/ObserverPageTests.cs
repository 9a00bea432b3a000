using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Sessions;

public sealed class ObserverPageTests(Chromium chromium)
{
    private const int MostBytes = 60_000;
    private const string Circuits = "livesession_circuits";

    [Fact]
    public async Task Reading_opens_no_circuit_and_sets_no_cookie()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: WithCaptionsAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await using var chair = await chromium.DeskAsync(hosted.Server);

        foreach (var page in new[] { "/", hosted.Meeting.Page, hosted.Meeting.SessionPage(), $"{hosted.Meeting.SessionPage()}/transcript", hosted.Meeting.SessionPage() })
        {
            await observer.GoAsync(page);
        }

        await Expect(observer.Connection).ToHaveTextAsync("Live");
        (await hosted.Server.MetricAsync("livesession_followers")).ShouldBe(1);
        (await hosted.Server.MetricAsync(Circuits)).ShouldBe(0);
        (await observer.Context.CookiesAsync()).ShouldBeEmpty();
        observer.Faults.ShouldBeEmpty();

        // The counter counts: a console is a circuit.
        await chair.OpenLinkAsync(hosted.Meeting.ChairLink);
        await Expect(chair.Button("End the turn")).ToBeVisibleAsync();
        (await hosted.Server.MetricAsync(Circuits)).ShouldBe(1);
    }

    [Fact]
    public async Task The_page_weighs_at_most_60_kilobytes_until_it_is_live()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: WithCaptionsAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        var wire = await observer.Page.Context.NewCDPSessionAsync(observer.Page);
        var (loaded, pushed) = (0.0, 0.0);
        wire.Event("Network.loadingFinished").OnEvent += (_, e) => loaded += e!.Value.GetProperty("encodedDataLength").GetDouble();
        wire.Event("Network.webSocketFrameReceived").OnEvent += (_, e) =>
            pushed += System.Text.Encoding.UTF8.GetByteCount(e!.Value.GetProperty("response").GetProperty("payloadData").GetString()!);
        await wire.SendAsync("Network.enable");

        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Lines.Last).ToBeVisibleAsync();
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await observer.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);

        TestContext.Current.TestOutputHelper?.WriteLine($"{loaded:0} bytes of page, style and script, {pushed:0} bytes pushed");
        loaded.ShouldBeGreaterThan(5_000);
        pushed.ShouldBeGreaterThan(0);
        (loaded + pushed).ShouldBeLessThanOrEqualTo(MostBytes);
    }

    [Fact]
    public async Task Without_script_the_captions_stand_and_the_floor_can_be_asked_for()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: WithCaptionsAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server, script: false);

        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Lines).ToHaveCountAsync(WithCaptions.Length);
        await Expect(observer.Lines.Last).ToContainTextAsync(WithCaptions[^1]);
        await observer.Link("Pause refreshing (to write)").ClickAsync();
        await observer.Page.GetByLabel("Your name").FillAsync("Noor Haddad");
        await observer.Page.GetByLabel("You speak for").FillAsync("in my own name");
        await observer.Button("Ask for the floor").ClickAsync();

        await Expect(observer.Page.GetByText("You are next.")).ToBeVisibleAsync();
        await Expect(observer.Region("Speaking queue")).ToContainTextAsync("Noor Haddad");
        await observer.PhotographAsync("without-script");
        await observer.Button("Withdraw my request").ClickAsync();
        await Expect(observer.Region("Speaking queue")).ToContainTextAsync("Nobody is waiting to speak.");
    }

    private static readonly string[] WithCaptions =
        [.. Enumerable.Range(1, 30).Select(number => $"Line {number}: the gauges at the upper lake were read again this morning.")];

    private static Task WithCaptionsAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(
        meeting, 1, [new OpenSession(), .. WithCaptions.Select(text => new AddCaptionLine("floor", "en", text))]);
}
