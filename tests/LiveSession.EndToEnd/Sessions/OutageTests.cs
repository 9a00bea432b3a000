using System.Net.Http.Json;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Sessions;

public sealed class OutageTests(Chromium chromium)
{
    [Fact]
    public async Task A_killed_server_is_told_in_words_and_nothing_is_lost_or_doubled_when_it_is_back()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) =>
            seed.HappenAsync(meeting, 1, new OpenSession(), new AddCaptionLine("floor", "en", "One.")));
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
        await captioner.TabToAsync(captioner.Page.GetByLabel("Your line", new() { Exact = true }));
        await SayAsync(captioner, "Two.");
        await Expect(observer.Lines).ToHaveCountAsync(2);
        await Expect(captioner.Page.GetByText("In the record").First).ToBeVisibleAsync();

        await hosted.Server.KillAsync();
        await Expect(observer.Connection).ToHaveTextAsync("Reconnecting");
        await Expect(observer.Page.GetByText("last line")).ToBeVisibleAsync();
        await observer.PhotographAsync("outage-observer");
        await SayAsync(captioner, "Three, while nobody hears.");
        await SayAsync(captioner, "Four, as well.");
        await Expect(captioner.Page.GetByText("2 lines waiting on this device")).ToBeVisibleAsync();
        await captioner.PhotographAsync("outage-captioner");
        (await observer.ReadLinesAsync()).ShouldBe(["One.", "Two."]);
        await hosted.Server.StartAsync();

        await Expect(observer.Lines).ToHaveCountAsync(4, new() { Timeout = 60_000 });
        await Expect(observer.Connection).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("^Live"));
        await SayAsync(captioner, "Five.");
        await Expect(observer.Lines).ToHaveCountAsync(5);
        string[] said = ["One.", "Two.", "Three, while nobody hears.", "Four, as well.", "Five."];
        (await observer.ReadLinesAsync()).ShouldBe(said);
        (await RecordAsync(hosted)).ShouldBe(said);
    }

    private static async Task SayAsync(Visitor captioner, string text)
    {
        await captioner.Page.Keyboard.TypeAsync(text);
        await captioner.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task<IEnumerable<string>> RecordAsync(HostedMeeting hosted)
    {
        var lines = await hosted.Server.Http.GetFromJsonAsync<CaptionLineView[]>(
            new Uri($"/api/sessions/{hosted.Meeting.Session()}/lines", UriKind.Relative), ProtocolJson.Options);
        return lines!.Select(line => line.Text);
    }
}
