using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Sessions;

public sealed class JourneyTests(Chromium chromium)
{
    private const string Name = "Amina Diallo";
    private const string Affiliation = "Lake Keepers";
    private static readonly LocatorAssertionsToContainTextOptions WithinAHeartbeat = new() { Timeout = 5_000 };

    [Fact]
    public async Task Three_people_hold_a_session_from_the_gavel_to_the_transcript()
    {
        await using var hosted = await HostedMeeting.StartAsync();
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await using var chair = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await chromium.DeskAsync(hosted.Server);

        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Page.GetByText("Not open yet")).ToBeVisibleAsync();
        await chair.OpenLinkAsync(hosted.Meeting.ChairLink);
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);

        await OpenSessionAsync(chair, observer);
        await AskForTheFloorAsync(observer);
        await GiveTheFloorAsync(chair, observer);
        await WriteAsync(captioner, observer);
        await CorrectAsync(captioner, observer);
        await CloseSessionAsync(chair, observer);
        await ReadTheTranscriptAsync(observer);

        observer.Faults.ShouldBeEmpty();
        chair.Faults.ShouldBeEmpty();
        captioner.Faults.ShouldBeEmpty();
    }

    private static async Task OpenSessionAsync(Visitor chair, Visitor observer)
    {
        await Expect(chair.Button("Open the session")).ToBeVisibleAsync();
        await chair.PhotographAsync("journey-1-chair-before");
        await chair.Page.Keyboard.PressAsync("s");
        await Expect(observer.Page.Locator("[data-panel=status]")).ToContainTextAsync("In session");
        await Expect(chair.Button("Take up item 1")).ToBeVisibleAsync();
        await chair.Page.Keyboard.PressAsync("i");
        await Expect(observer.Region("The floor")).ToContainTextAsync("Adoption of the agenda");
    }

    private static async Task AskForTheFloorAsync(Visitor observer)
    {
        // By keyboard alone, as whoever holds no telephone.
        await observer.WriteAsync(observer.Page.GetByLabel("Your name"), Name);
        await observer.WriteAsync(observer.Page.GetByLabel("You speak for"), Affiliation);
        await observer.PhotographAsync("journey-2-observer-asks");
        await observer.PressAsync(observer.Button("Ask for the floor"));
        await Expect(observer.Page.GetByText("You are next.")).ToBeVisibleAsync();
    }

    private static async Task GiveTheFloorAsync(Visitor chair, Visitor observer)
    {
        await Expect(chair.Button($"Give the floor to {Name}")).ToBeVisibleAsync();
        await chair.PhotographAsync("journey-3-chair-queue");
        await chair.Page.Keyboard.PressAsync("n");
        await Expect(observer.Page.GetByText("You have the floor.").First).ToBeVisibleAsync();
        await Expect(observer.Region("The floor")).ToContainTextAsync($"{Name} has the floor");
    }

    private static async Task WriteAsync(Visitor captioner, Visitor observer)
    {
        await captioner.TabToAsync(captioner.Page.GetByLabel("Your line", new() { Exact = true }));
        await captioner.Page.Keyboard.TypeAsync("Thank you, Chair. The lower bas");
        await Expect(observer.Region("Captions")).ToContainTextAsync("Thank you, Chair. The lower bas", WithinAHeartbeat);
        await Expect(observer.Lines).ToHaveCountAsync(0);
        await observer.PhotographAsync("journey-4-observer-draft");

        await captioner.Page.Keyboard.TypeAsync("in is rising.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(observer.Lines).ToContainTextAsync(["Thank you, Chair. The lower basin is rising."], new() { Timeout = 5_000 });
        await Expect(observer.Lines.First).ToContainTextAsync(Name);
        await captioner.PhotographAsync("journey-5-captioner");
    }

    private static async Task CorrectAsync(Visitor captioner, Visitor observer)
    {
        await Expect(captioner.Page.GetByText("In the record").First).ToBeVisibleAsync();
        await captioner.Page.Keyboard.PressAsync("ArrowUp");
        await Expect(captioner.Page.GetByLabel("Correcting line")).ToHaveValueAsync("Thank you, Chair. The lower basin is rising.");
        await captioner.Page.Keyboard.PressAsync("End");
        await captioner.Page.Keyboard.TypeAsync(" Twice a year.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(observer.Lines.First).ToContainTextAsync("The lower basin is rising. Twice a year.", WithinAHeartbeat);
        await Expect(observer.Lines.First).ToContainTextAsync("corrected");
        await observer.PhotographAsync("journey-6-observer-corrected");
    }

    private static async Task CloseSessionAsync(Visitor chair, Visitor observer)
    {
        await chair.Page.Keyboard.PressAsync("e");
        await Expect(observer.Region("The floor")).ToContainTextAsync("The floor is with the chair");
        await chair.Page.Keyboard.PressAsync("c");
        await Expect(chair.Button("Keep it open")).ToBeFocusedAsync();
        await chair.Page.Keyboard.PressAsync("Tab");
        await chair.Page.Keyboard.PressAsync("Enter");
        await Expect(observer.Page.Locator("[data-panel=status]")).ToContainTextAsync("Closed");
    }

    private static async Task ReadTheTranscriptAsync(Visitor observer)
    {
        await observer.Link("Read the transcript").TapAsync();
        var said = observer.Page.Locator("section", new() { Has = observer.Heading(Name) });
        await Expect(said).ToContainTextAsync(Affiliation);
        await Expect(said).ToContainTextAsync("Thank you, Chair. The lower basin is rising. Twice a year.");
        await Expect(observer.Heading("Adoption of the agenda")).ToBeVisibleAsync();
        await observer.PhotographAsync("journey-7-transcript");
    }
}
