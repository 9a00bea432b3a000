using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Consoles;

/// <summary>With keys alone: no mouse, and no focus but where the keys bring it.</summary>
public sealed class KeyboardJourneyTests(Chromium chromium)
{
    [Fact]
    public async Task The_secretariat_opens_the_session_and_decides_on_personal_data_until_the_transcript_shows_it()
    {
        await using var hosted = await HostedMeeting.StartAsync();
        await using var secretariat = await chromium.DeskAsync(hosted.Server);
        await secretariat.GoAsync(hosted.Meeting.SecretariatLink);
        await secretariat.PressAsync(secretariat.Button("Enter as"));
        await secretariat.PressAsync(secretariat.Link(hosted.Meeting.State.Title));
        await secretariat.PressAsync(secretariat.Link("Chair’s console").First);
        await Expect(secretariat.Button("Open the session")).ToBeVisibleAsync();
        await secretariat.PressAsync(secretariat.Button("Open the session"));
        await Expect(secretariat.Button("Close the session")).ToBeVisibleAsync();
        await IsSomewhereAsync(secretariat);
        await SayAsync(hosted, "Write to ana.duarte@example.org.", "Or to bo.larsson@example.net, please.", "Kofi is at kofi.mensah@example.com.");

        await secretariat.GoAsync($"/desk/{hosted.Meeting.State.Slug}");
        await secretariat.PressAsync(secretariat.Link("Secretariat’s panel").First);
        var rows = secretariat.Page.Locator("[data-row]");
        await Expect(rows).ToHaveCountAsync(3, new() { Timeout = 60_000 });
        await secretariat.PhotographAsync("keys-secretariat");
        await secretariat.Page.Keyboard.PressAsync("j");
        await Expect(rows.Nth(0).Locator(":focus")).ToHaveCountAsync(1);
        await secretariat.Page.Keyboard.PressAsync("p");
        await Expect(rows.Nth(0)).ToContainTextAsync("Published as said");
        await Expect(rows.Nth(0).Locator(":focus")).ToHaveCountAsync(1);
        await secretariat.Page.Keyboard.PressAsync("j");
        await secretariat.Page.Keyboard.PressAsync("m");
        await Expect(rows.Nth(1).Locator(".state")).ToHaveTextAsync("Masked");
        await Expect(rows.Nth(1).Locator(":focus")).ToHaveCountAsync(1);
        await secretariat.Page.Keyboard.PressAsync("j");
        await secretariat.Page.Keyboard.PressAsync("r");

        var why = secretariat.Page.GetByLabel("Why");
        await Expect(why).ToBeFocusedAsync();
        await secretariat.Page.Keyboard.TypeAsync("A private address.");
        await secretariat.PressAsync(secretariat.Button("Redact for good"));
        await Expect(rows).ToHaveCountAsync(2);
        await Expect(secretariat.Page.Locator("main h1")).ToBeFocusedAsync();

        await secretariat.PressAsync(secretariat.Link("Transcript").First);
        var record = secretariat.Region("Captions");
        await Expect(record).ToContainTextAsync("Write to ana.duarte@example.org.");
        await Expect(record).ToContainTextAsync("Or to ██");
        await Expect(record).ToContainTextAsync("A private address.");
        (await record.TextContentAsync())!.ShouldNotContain("kofi.mensah");
        secretariat.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Some_words_of_a_passage_are_redacted_from_the_transcript_and_what_is_refused_keeps_what_was_written()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1,
            new OpenSession(), new AddCaptionLine("floor", "en", "The key is under the mat, and the mat is blue.")));
        await using var secretariat = await chromium.PhoneAsync(hosted.Server, script: false);
        await secretariat.GoAsync(hosted.Meeting.SecretariatLink);
        await secretariat.PressAsync(secretariat.Button("Enter as"));
        await secretariat.Page.WaitForURLAsync("**/desk");
        await secretariat.GoAsync($"{hosted.Meeting.SessionPage()}/transcript");
        await secretariat.PressAsync(secretariat.Link("Redact…"));
        var (marked, only) = (secretariat.Page.Locator("mark"), secretariat.Page.GetByLabel("Other words of the passage"));
        await Expect(marked).ToHaveTextAsync("The key is under the mat, and the mat is blue.");

        await secretariat.WriteAsync(only, "below the mat");
        await secretariat.Page.Keyboard.PressAsync("Enter");
        await Expect(secretariat.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Those words are not in the line");
        await secretariat.WriteAsync(only, "under the mat");
        await secretariat.PressAsync(secretariat.Button("Mark these words"));
        await Expect(marked).ToHaveTextAsync("under the mat");
        new Uri(secretariat.Page.Url).Query.ShouldBe("", "the words stand in no address");
        await secretariat.PhotographAsync("keys-redaction");

        await secretariat.WriteAsync(secretariat.Page.GetByLabel("Why"), "Says: under the mat");
        await secretariat.Page.Keyboard.PressAsync("Enter");
        await Expect(secretariat.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Expect(secretariat.Page.GetByLabel("Why")).ToHaveValueAsync("Says: under the mat");
        await secretariat.WriteAsync(secretariat.Page.GetByLabel("Why"), "Not for everybody.");
        await secretariat.Page.Keyboard.PressAsync("Enter");

        await secretariat.Page.WaitForURLAsync("**/transcript*");
        var line = secretariat.Page.Locator("p[id^=l]");
        await Expect(line).ToContainTextAsync("The key is █");
        await Expect(line).ToContainTextAsync(", and the mat is blue.");
        await Expect(secretariat.Page.GetByText("Not for everybody.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task The_embedded_captions_are_read_back_come_to_their_end_and_lead_out_of_their_frame()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1,
        [
            new OpenSession(),
            .. Enumerable.Range(1, 40).Select(number => new AddCaptionLine("floor", "en", $"Line {number}: the gauges at the upper lake were read again.")),
            new CorrectCaptionLine(41, "Line 39: the gauges at the lower lake were read again."),
        ]));
        await using var reader = await chromium.PhoneAsync(hosted.Server);
        await reader.GoAsync($"{hosted.Meeting.SessionPage()}/embed");
        await Expect(reader.Connection).ToHaveTextAsync("Live");
        var words = reader.Region("Captions");

        await reader.Page.Keyboard.PressAsync("Tab");
        await Expect(reader.Link("Opening")).ToBeFocusedAsync();
        await reader.TabToAsync(words);
        await reader.Page.Keyboard.PressAsync("Tab");
        var mark = words.GetByRole(AriaRole.Button, new() { Name = "corrected" });
        await Expect(mark).ToBeFocusedAsync();
        await reader.Page.Keyboard.PressAsync("Enter");
        await Expect(reader.Page.GetByText("Before: Line 39: the gauges at the upper lake")).ToBeVisibleAsync();
        await reader.PhotographAsync("keys-embed");
        await reader.Page.Keyboard.PressAsync("Escape");
        await Expect(mark).ToBeFocusedAsync();

        await reader.Page.Keyboard.PressAsync("Shift+Tab");
        await Expect(words).ToBeFocusedAsync();
        await reader.Page.Keyboard.PressAsync("Home");
        await Expect(reader.Lines.First).ToBeInViewportAsync();
        await Expect(reader.Button("Jump to live")).ToBeVisibleAsync();
        await using (var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session()))
        {
            await captioner.SendAsync("The last one.");
        }

        await reader.PressAsync(reader.Button("1 new line"));
        await Expect(reader.Page.GetByText("The last one.")).ToBeInViewportAsync();
        await Expect(words).ToBeFocusedAsync();
        await reader.Page.Keyboard.PressAsync("PageUp");
        await Expect(reader.Button("Jump to live")).ToBeVisibleAsync();
        await reader.Page.Keyboard.PressAsync("End");
        await Expect(reader.Button("Jump to live")).ToBeHiddenAsync();
        await Expect(reader.Page.GetByText("The last one.")).ToBeInViewportAsync();

        await reader.Page.Keyboard.PressAsync("Shift+Tab");
        await Expect(reader.Link("Opening")).ToBeFocusedAsync();
        var opened = await reader.Context.RunAndWaitForPageAsync(() => reader.Page.Keyboard.PressAsync("Enter"));
        await opened.WaitForURLAsync($"**{hosted.Meeting.SessionPage()}");
        reader.Faults.ShouldBeEmpty();
    }

    /// <summary>The focus fell back to nothing nowhere.</summary>
    private static Task IsSomewhereAsync(Visitor visitor) => Expect(visitor.Page.Locator("main :focus")).ToHaveCountAsync(1);

    private static async Task SayAsync(HostedMeeting hosted, params IEnumerable<string> lines)
    {
        await using var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());
        foreach (var line in lines)
        {
            (await captioner.SendAsync(line)).Result.Accepted.ShouldBeTrue();
        }
    }
}
