using LiveSession.Client.Transcript;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Client.Tests.Consoles;

public sealed class SecretariatConsoleTests : ConsoleContext
{
    private readonly FakeAnalysisDesk _desk = new();

    [Fact]
    public void Topics_and_documents_of_the_last_minutes_are_there_and_follow()
    {
        var console = Show();
        console.Find("[aria-labelledby=recent-title] [role=status]").Words().ShouldStartWith("Nothing telling was said");

        _desk.Recent = new(["submarine cables"], [new("A/RES/70/125", "https://undocs.org/A/RES/70/125", 7, SampleSession.Ten), new("the Tunis Agenda", null, 8, SampleSession.Ten)]);
        Time.Advance(TimeSpan.FromSeconds(5));

        console.WaitForAssertion(() => console.Find(".phrases").Words().ShouldBe("submarine cables"));
        console.FindAll(".documents a").Select(link => link.GetAttribute("href")).ShouldBe(
            ["https://undocs.org/A/RES/70/125", "m/wgec-5/2/transcript#l7", "m/wgec-5/2/transcript#l8"]);
    }

    [Fact]
    public void Personal_data_is_shown_in_its_sentence_and_decided_on_with_one_key()
    {
        _desk.Personal = [new(7, 3, 8, "PhoneNumber", "917 1234", null) { Before = "on ", After = ".", Speaker = "Ana" }, new(9, 0, 4, "Email", "a@bc", PublicationChoice.Keep)];
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Secretariat);
        var console = Show(store);

        console.Find("[aria-labelledby=personal-title] [role=status]").Words().ShouldBe("1 place to decide on");
        console.Find("[data-row] mark").TextContent.ShouldBe("917 1234");
        console.Find("[data-row] [data-row-key=m]").Click();

        store.Commands.ShouldBe([new DecidePersonalData(7, 3, 8, "PhoneNumber", PublicationChoice.Mask)]);
        // What was decided stays, and may be decided otherwise.
        console.FindAll("[data-row]")[1].QuerySelector("[data-row-key=p]")!.HasAttribute("disabled").ShouldBeTrue();
        console.FindAll("[data-row]")[1].QuerySelector("[data-row-key=m]")!.HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public void A_refusal_is_said_and_a_service_in_trouble_too()
    {
        _desk.Personal = [new(7, 3, 8, "PhoneNumber", "917 1234", null)];
        _desk.Trouble = "The language service at x refuses our key.";
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Secretariat);
        var console = Show(store);
        store.Refusing = Rejections.NoSuchPlace;

        console.Find("[data-row] [data-row-key=p]").Click();

        console.Find(".note.trouble").Words().ShouldContain("Those words are not in the line");
        console.Find(".note.warn").Words().ShouldContain("refuses our key");
    }

    private IRenderedComponent<SecretariatConsole> Show(FakeSessionStore? store = null)
    {
        Services.AddSingleton<IAnalysisDesk>(_desk);
        return Session<SecretariatConsole>(store ?? FakeSessionStore.Of(SampleSession.Open, Role.Secretariat));
    }

    private sealed class FakeAnalysisDesk : IAnalysisDesk
    {
        public RecentView? Recent { get; set; }

        public ImmutableArray<PersonalDataView>? Personal { get; set; } = [];

        public string? Trouble { get; set; }

        public Task<RecentView?> RecentAsync(SessionId session) => Task.FromResult(Recent);

        public Task<ImmutableArray<PersonalDataView>?> PersonalDataAsync(SessionId session) => Task.FromResult(Personal);
    }
}
