using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Roster;

public sealed class SignOutTests(Chromium chromium)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_member_signs_out_from_the_session_page_by_keyboard_with_and_without_script(bool script)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var member = await chromium.PhoneAsync(hosted.Server, script);
        await member.OpenLinkAsync(hosted.Meeting.Links[MeetingPlan.Member]);
        await member.GoAsync(hosted.Meeting.SessionPage());
        await Expect(member.Page.GetByText("You ask as")).ToBeVisibleAsync();
        await member.PhotographAsync($"sign-out-{(script ? "with" : "without")}-script");

        await SignOutAsync(member);

        (await member.Context.CookiesAsync()).ShouldBeEmpty();
        await Expect(member.Page.GetByText("Sign out")).ToHaveCountAsync(0);
        await member.GoAsync(hosted.Meeting.SessionPage());
        await Expect(member.Page.GetByLabel("Your name")).ToBeVisibleAsync();
        await Expect(member.Page.GetByText("Sign out")).ToHaveCountAsync(0);
        member.Faults.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("chair")]
    [InlineData("captions")]
    [InlineData("secretariat")]
    public async Task Whoever_has_a_console_signs_out_there_by_keyboard(string console)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var visitor = await chromium.DeskAsync(hosted.Server);
        await visitor.OpenLinkAsync(console switch { "chair" => hosted.Meeting.ChairLink, "captions" => hosted.Meeting.CaptionerLink, _ => hosted.Meeting.SecretariatLink });
        await visitor.GoAsync($"{hosted.Meeting.SessionPage()}/{console}");
        await Expect(visitor.Page.Locator("main h1")).ToContainTextAsync("Opening");
        await visitor.PhotographAsync($"sign-out-{console}");

        await SignOutAsync(visitor);

        await visitor.GoAsync($"{hosted.Meeting.SessionPage()}/{console}");
        await Expect(visitor.Page.GetByText("Not open to you")).ToBeVisibleAsync();
    }

    private static async Task SignOutAsync(Visitor visitor)
    {
        await visitor.PressAsync(visitor.Page.GetByText("Sign out …"));
        await Expect(visitor.Page.GetByText("To come back you need a link.")).ToBeVisibleAsync();
        await visitor.PressAsync(visitor.Button("Sign out"));
        await Expect(visitor.Heading("You have signed out")).ToBeVisibleAsync();
    }

    private static Task OpenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(meeting, 1, [new OpenSession()]);
}
