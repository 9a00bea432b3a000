using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Consoles;

/// <summary>What was pressed may go away; the focus goes on to what comes next, and never falls back to the top of the page.</summary>
public sealed class FocusTests(Chromium chromium)
{
    [Fact]
    public async Task A_captioner_who_presses_the_pen_with_the_mouse_writes_on()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await using var colleague = await chromium.DeskAsync(hosted.Server);
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
        await colleague.OpenLinkAsync(hosted.Meeting.Links["Mateo Ruiz"]);

        await captioner.Button("Take the pen").ClickAsync();
        await Expect(captioner.Page.Locator("[data-part=live]")).ToContainTextAsync("You are live");
        await Expect(captioner.Page.Locator("#caption-text")).ToBeFocusedAsync();

        await colleague.Button("Take it anyway").ClickAsync();
        await Expect(colleague.Page.Locator(":focus")).ToContainTextAsync("Take the pen");
        await colleague.Page.Keyboard.PressAsync("Enter");
        await Expect(colleague.Page.Locator("[data-part=live]")).ToContainTextAsync("You are live");
        await Expect(colleague.Page.Locator("#caption-text")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task After_a_source_is_withdrawn_the_next_one_has_the_focus_and_after_the_last_the_form_for_another()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
        var panel = captioner.Page.Locator("details[data-panel=software]");
        await panel.Locator("> summary").ClickAsync();
        foreach (var name in new[] { "First", "Second" })
        {
            await panel.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
            await panel.Locator("button[type=submit]").ClickAsync();
            await Expect(panel.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name })).ToBeVisibleAsync();
            await Expect(panel.GetByRole(AriaRole.Button, new() { Name = "Copy the address" })).ToBeFocusedAsync();
            (await panel.GetByLabel("Name", new() { Exact = true }).EvaluateAsync<bool>("field => field.matches(':user-invalid')")).ShouldBeFalse();
            await captioner.PhotographAsync("software-issued");
            await panel.GetByRole(AriaRole.Button, new() { Name = "Done" }).ClickAsync();
            await IsInAsync(captioner, panel);
        }

        await RevokeAsync(captioner, panel, "First");
        await Expect(panel.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "Second" }).Locator(":focus")).ToHaveCountAsync(1);
        await RevokeAsync(captioner, panel, "Second");
        await Expect(panel.Locator("form :focus")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task After_an_import_the_focus_stays_with_the_roster()
    {
        await using var hosted = await HostedMeeting.StartAsync();
        await using var secretariat = await chromium.DeskAsync(hosted.Server);
        await secretariat.OpenLinkAsync(hosted.Meeting.SecretariatLink);
        await secretariat.GoAsync($"/desk/{hosted.Meeting.State.Slug}");
        await secretariat.Page.GetByLabel("Participants as CSV").FillAsync("name,affiliation,group,role,email\nAna Lopes,Brazil,government,member,");
        await secretariat.Button("Check the list").ClickAsync();
        await secretariat.Button("Import 1 person").ClickAsync();

        await Expect(secretariat.Page.GetByText("people are on the roster now").Or(secretariat.Page.GetByText("person is on the roster now")).First).ToBeVisibleAsync();
        await Expect(secretariat.Page.Locator("section:has(#roster-csv) :focus")).ToHaveCountAsync(1);
    }

    private static async Task RevokeAsync(Visitor captioner, ILocator panel, string name)
    {
        var source = panel.GetByRole(AriaRole.Listitem).Filter(new() { HasText = name });
        await source.GetByRole(AriaRole.Button, new() { Name = "Withdraw" }).ClickAsync();
        await source.GetByRole(AriaRole.Button, new() { Name = "Withdraw it" }).ClickAsync();
        await Expect(source).ToHaveCountAsync(0);
        await IsInAsync(captioner, panel);
    }

    private static Task IsInAsync(Visitor captioner, ILocator panel) => Expect(panel.Locator(":focus")).ToHaveCountAsync(1);
}
