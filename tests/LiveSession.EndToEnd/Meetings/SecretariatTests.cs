using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Installation;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Meetings;

public sealed class SecretariatTests(Chromium chromium)
{
    private const string Roster = """
        name,affiliation,group,role,email
        Ana Duarte,Portugal,government,chair,ana@example.org
        Clara Weiss,,,captioner,
        "Mensah, Kofi",Ghana,government,member,
        """;

    [Fact]
    public async Task From_the_printed_link_to_a_meeting_with_roster_and_links_by_keyboard_alone()
    {
        await using var server = await ServerProcess.StartAsync();
        await using var secretariat = await chromium.DeskAsync(server);
        await secretariat.GoAsync((await server.SecretariatLinkAsync()).AbsolutePath);
        await secretariat.PressAsync(secretariat.Button("Enter as Secretariat"));

        await FoundMeetingAsync(secretariat);
        await ImportRosterAsync(secretariat);
        var link = await IssueLinksAsync(secretariat);

        await using var chair = await chromium.DeskAsync(server);
        await chair.OpenLinkAsync(new Uri(link).AbsolutePath);
        await Expect(chair.Button("Open the session")).ToBeVisibleAsync();
        chair.Page.Url.ShouldEndWith("/m/river-basins/1/chair");
        secretariat.Faults.ShouldBeEmpty();
    }

    private static async Task FoundMeetingAsync(Visitor secretariat)
    {
        await secretariat.PressAsync(secretariat.Link("New meeting"));
        await secretariat.WriteAsync(secretariat.Page.GetByLabel("Title", new() { Exact = true }), "River Basins");
        await secretariat.PhotographAsync("desk-1-new-meeting");
        await secretariat.PressAsync(secretariat.Button("Add a session"));
        await Expect(secretariat.Page.GetByRole(AriaRole.Group, new() { Name = "Session 2" })).ToBeVisibleAsync();
        await secretariat.WriteAsync(secretariat.Page.GetByLabel("Agenda, one item per line"), "1. Adoption of the agenda\n2. Water levels");
        await secretariat.PressAsync(secretariat.Button("Create the meeting"));
        await secretariat.Page.WaitForURLAsync("**/desk/river-basins");
        await Expect(secretariat.Heading("River Basins")).ToBeVisibleAsync();
        await Expect(secretariat.Page.GetByText("Water levels").First).ToBeVisibleAsync();
    }

    private static async Task ImportRosterAsync(Visitor secretariat)
    {
        await secretariat.WriteAsync(secretariat.Page.GetByLabel("Participants as CSV"), Roster);
        await secretariat.PressAsync(secretariat.Button("Check the list"));
        await Expect(secretariat.Page.GetByText("3 people can be imported")).ToBeVisibleAsync();
        await secretariat.PressAsync(secretariat.Button("Import 3 people"));
        await Expect(secretariat.Page.GetByText("3 people are on the roster now")).ToBeVisibleAsync();
        await secretariat.PhotographAsync("desk-2-roster");
    }

    private static async Task<string> IssueLinksAsync(Visitor secretariat)
    {
        await secretariat.PressAsync(secretariat.Button("The chair"));
        await secretariat.PressAsync(secretariat.Button("All captioners"));
        await secretariat.PressAsync(secretariat.Button("Issue 2 links"));
        await Expect(secretariat.Page.GetByText("2 links were issued")).ToBeVisibleAsync();
        await secretariat.PhotographAsync("desk-3-links");
        return await secretariat.Page.GetByRole(AriaRole.Textbox, new() { Name = "Link of Ana Duarte" }).InputValueAsync();
    }
}
