using System.Text.RegularExpressions;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Sessions;

/// <summary>The screens of the hall follow the session by themselves, and everything on them fits.</summary>
public sealed class HallScreenTests(Chromium chromium)
{
    private const string LongName = "The Permanent Representative of the Federated Republics of Upper and Lower Grand Fenwick";

    [Fact]
    public async Task The_wall_shows_who_speaks_for_how_long_and_who_is_next_and_the_speaker_sees_the_time_and_the_words()
    {
        await using var hosted = await HostedMeeting.StartAsync();
        await using var wall = await chromium.DeskAsync(hosted.Server);
        await using var confidence = await chromium.DeskAsync(hosted.Server);
        await using var chair = await chromium.DeskAsync(hosted.Server);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await wall.GoAsync($"{hosted.Meeting.SessionPage()}/projector");
        await confidence.GoAsync($"{hosted.Meeting.SessionPage()}/confidence");
        await Expect(wall.Page.GetByText("Not open yet")).ToBeVisibleAsync();
        await Expect(wall.Page.Locator("[data-clock]")).ToBeHiddenAsync();

        await chair.OpenLinkAsync(hosted.Meeting.ChairLink);
        await Expect(chair.Button("Open the session")).ToBeVisibleAsync();
        await chair.Page.Keyboard.PressAsync("s");
        await Expect(wall.Page.GetByText("In session")).ToBeVisibleAsync();
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await observer.WriteAsync(observer.Page.GetByLabel("Your name"), LongName);
        await observer.WriteAsync(observer.Page.GetByLabel("You speak for"), "Grand Fenwick");
        await observer.PressAsync(observer.Button("Ask for the floor"));
        await Expect(wall.Region("Speaking queue").GetByRole(AriaRole.Listitem)).ToContainTextAsync([LongName]);

        await Expect(chair.Button($"Give the floor to {LongName}")).ToBeVisibleAsync();
        await chair.Page.Keyboard.PressAsync("n");
        await Expect(wall.Region("The floor")).ToContainTextAsync($"{LongName} has the floor");
        await Expect(wall.Page.Locator("[data-clock] .figure")).ToHaveTextAsync(new Regex(@"^\d+:\d\d$"));
        await Expect(wall.Page.Locator("[data-captions]")).ToBeHiddenAsync();

        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
        await captioner.TabToAsync(captioner.Page.GetByLabel("Your line", new() { Exact = true }));
        await captioner.Page.Keyboard.TypeAsync("Thank you, Chair.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(confidence.Lines).ToContainTextAsync(["Thank you, Chair."]);
        await Expect(confidence.Page.Locator("[data-clock] .what")).ToHaveTextAsync(new Regex("^(left|speaking)$"));
        await wall.PhotographAsync("hall-wall");
        await confidence.PhotographAsync("hall-confidence");

        foreach (var screen in new[] { wall, confidence })
        {
            (await screen.Page.EvaluateAsync<bool>("() => { const main = document.querySelector('main'); return main.scrollHeight <= main.clientHeight && main.scrollWidth <= main.clientWidth }")).ShouldBeTrue();
            screen.Faults.ShouldBeEmpty();
        }
    }
}
