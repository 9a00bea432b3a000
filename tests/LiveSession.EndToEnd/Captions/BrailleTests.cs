using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

public sealed class BrailleTests(Chromium chromium)
{
    private const int Spoken = 30;

    [Fact]
    public async Task Every_row_is_read_by_keyboard_at_the_readers_own_pace_while_more_is_said()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=20");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await Expect(row).ToHaveTextAsync("Good morning.");
        await Expect(row).ToBeFocusedAsync();

        for (var number = 1; number <= Spoken; number++)
        {
            await captioner.SendAsync(Sentence(number));
        }

        await Expect(observer.Page.Locator("[data-unread]")).ToHaveTextAsync($"{Spoken * 4} rows unread");
        await Expect(row).ToHaveTextAsync("Good morning.");
        await Expect(row).ToBeFocusedAsync();
        await observer.PhotographAsync("braille-desktop");
        var read = new List<string>();
        await observer.Page.Keyboard.PressAsync("Enter");
        for (var text = await row.TextContentAsync(); text != "(nothing more yet)"; text = await row.TextContentAsync())
        {
            text!.Length.ShouldBeLessThanOrEqualTo(20);
            read.Add(text);
            if (read.Count == Spoken)
            {
                await observer.Page.ReloadAsync();
                await Expect(observer.Connection).ToHaveTextAsync("Live");
                await Expect(row).ToHaveTextAsync(text);
                await Expect(observer.Page.Locator("[data-unread]")).ToHaveTextAsync($"{(Spoken * 4) - read.Count} rows unread");
            }

            await observer.Page.Keyboard.PressAsync("PageDown");
        }

        string.Join(' ', read).ShouldBe(string.Join(' ', Enumerable.Range(1, Spoken).Select(Sentence)));
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_script_it_reads_row_by_row_and_takes_a_request_for_the_floor()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server, script: false);
        await using var captioner = await SitDownAsync(hosted);
        await captioner.SendAsync(Sentence(1));
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=20");
        var row = observer.Page.Locator("[data-next]");
        await Expect(row).ToHaveTextAsync("Sentence number");

        foreach (var text in new[] { "1 is long", "enough for", "several rows.", "(nothing more yet)" })
        {
            await row.PressAsync("Enter");
            await Expect(row).ToHaveTextAsync(text);
            await Expect(row).ToBeFocusedAsync();
        }

        await observer.PhotographAsync("braille-phone");
        await captioner.SendAsync(Sentence(2));
        await row.PressAsync("Enter");
        await Expect(row).ToHaveTextAsync("Sentence number");
        await observer.Button("Back one row").ClickAsync();
        await Expect(row).ToHaveTextAsync("several rows.");

        await observer.Page.GetByLabel("Your name").FillAsync("Noor Haddad");
        await observer.Page.GetByLabel("You speak for").FillAsync("in my own name");
        await observer.Button("Ask for the floor").ClickAsync();
        await observer.Page.WaitForURLAsync("**/braille?*#ask");
        await Expect(observer.Page.GetByText("You are next.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_asks_for_the_floor_comes_back_to_the_row_and_the_channel_they_were_reading()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await OpenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, new AddCaptionLine("fr", "fr", "Merci à tous. Nous commençons par le premier point."), new AddCaptionLine("fr", "fr", "La suite."));
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=20&track=fr");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await Expect(row).ToHaveTextAsync("La suite.");
        await observer.Page.Keyboard.PressAsync("Tab");
        await observer.TabToAsync(row);
        await observer.Page.Keyboard.PressAsync("Home");
        await observer.Page.Keyboard.PressAsync("PageDown");
        await Expect(row).ToHaveTextAsync("Nous");

        await observer.WriteAsync(observer.Page.GetByLabel("Your name"), "Noor Haddad");
        await observer.WriteAsync(observer.Page.GetByLabel("You speak for"), "in my own name");
        await observer.PressAsync(observer.Button("Ask for the floor"));

        await Expect(observer.Page.GetByText("You are next.")).ToBeVisibleAsync();
        await Expect(row).ToHaveTextAsync("Nous");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await observer.PressAsync(observer.Button("Withdraw my request"));
        await Expect(row).ToHaveTextAsync("Nous");
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task One_can_read_back_to_the_beginning_from_wherever_the_page_was_opened()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(
            meeting, 1, [new OpenSession(), .. Enumerable.Range(1, 250).Select(number => new AddCaptionLine("floor", "en", $"Line {number}."))]));
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=20");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await Expect(row).ToHaveTextAsync("Line 250.");
        await observer.TabToAsync(row);

        for (var number = 249; number >= 120; number--)
        {
            await observer.Page.Keyboard.PressAsync("PageUp");
            await Expect(row).ToHaveTextAsync($"Line {number}.");
        }

        await observer.PressAsync(observer.Button("To the beginning"));
        await Expect(row).ToHaveTextAsync("Line 1.");
        await Expect(observer.Button("Back one row")).ToBeDisabledAsync();
        await Expect(observer.Page.Locator("[data-unread]")).ToHaveTextAsync("249 rows unread");
        await observer.Page.ReloadAsync();
        await Expect(row).ToHaveTextAsync("Line 1.");
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_keys_work_wherever_the_focus_is_and_who_waits_learns_under_their_fingers_that_there_is_more()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=20");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await Expect(row).ToBeFocusedAsync();

        await observer.Page.EvaluateAsync("() => document.activeElement.blur()");
        await observer.Page.Keyboard.PressAsync("PageDown");
        await Expect(row).ToHaveTextAsync("(nothing more yet)");
        await captioner.SendAsync(Sentence(1));
        await Expect(row).ToHaveTextAsync("(more to read)");
        await Expect(observer.Page.Locator("[data-unread]")).ToHaveTextAsync("4 rows unread");
        await observer.Page.Keyboard.PressAsync("PageDown");

        await Expect(row).ToHaveTextAsync("Sentence number");
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_waits_off_the_record_learns_under_their_fingers_why_nothing_comes()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await OpenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, new GoOffTheRecord());
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await Expect(row).ToHaveTextAsync("Good morning.");

        await observer.Page.Keyboard.PressAsync("PageDown");

        await Expect(row).ToHaveTextAsync("(off the record)");
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_waits_learns_under_their_fingers_that_the_connection_is_lost_and_what_was_corrected_meanwhile()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=40");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await observer.Page.Keyboard.PressAsync("PageDown");
        await Expect(row).ToHaveTextAsync("(nothing more yet)");

        await hosted.Server.KillAsync();
        await Expect(row).ToHaveTextAsync("(connection lost)");
        // The journal of what was missed is gone with the server's memory: the page gets a snapshot.
        await hosted.Server.StartAsync();
        await using (var captioner = await SitDownAsync(hosted))
        {
            (await captioner.CorrectAsync(3, "Good evening.")).Rejection.ShouldBeNull();
        }

        await Expect(observer.Connection).ToHaveTextAsync("Live", new() { Timeout = 60_000 });
        await Expect(row).ToHaveTextAsync("(more to read)");
        var read = new List<string?>();
        for (var pressed = 0; pressed < 3; pressed++)
        {
            await observer.Page.Keyboard.PressAsync("PageDown");
            read.Add(await row.TextContentAsync());
        }

        read.ShouldBe(["Correction:", "evening, not morning", "Good evening."]);
        await observer.Page.ReloadAsync();
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await Expect(row).ToHaveTextAsync("Good evening.");
        await observer.Page.Keyboard.PressAsync("PageDown");
        await Expect(row).ToHaveTextAsync("(nothing more yet)");
    }

    [Fact]
    public async Task What_was_corrected_and_is_not_read_yet_is_read_after_a_reload_too_once()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=40");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await observer.Page.Keyboard.PressAsync("PageDown");
        await Expect(row).ToHaveTextAsync("(nothing more yet)");
        await using (var captioner = await SitDownAsync(hosted))
        {
            (await captioner.CorrectAsync(3, "Good evening.")).Rejection.ShouldBeNull();
        }

        await Expect(row).ToHaveTextAsync("(more to read)");
        await observer.Page.ReloadAsync();

        foreach (var expected in (string[])["(more to read)", "Correction:", "evening, not morning", "Good evening.", "(nothing more yet)"])
        {
            await Expect(row).ToHaveTextAsync(expected);
            await observer.Page.Keyboard.PressAsync("PageDown");
        }

        await observer.Page.ReloadAsync();
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await Expect(row).ToHaveTextAsync("(nothing more yet)");
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_waits_learns_under_their_fingers_that_captions_are_missing()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await OpenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, new RequestFloorFor(null, "Jonas Lindqvist", "Sweden", Place.Hall), new GiveFloorToNext(0));
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=40");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var row = observer.Page.Locator("[data-next]");
        await observer.Page.Keyboard.PressAsync("PageDown");

        await Expect(row).ToHaveTextAsync("(captions are missing)", new() { Timeout = 20_000 });
        observer.Faults.ShouldBeEmpty();
    }

    private static string Sentence(int number) => $"Sentence number {number} is long enough for several rows.";

    private static Task OpenAsync(ArchiveSeed seed, SeededMeeting meeting) =>
        seed.HappenAsync(meeting, 1, new OpenSession(), new AddCaptionLine("floor", "en", "Good morning."));

    private static async Task<CaptionerClient> SitDownAsync(HostedMeeting hosted) =>
        await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());
}
