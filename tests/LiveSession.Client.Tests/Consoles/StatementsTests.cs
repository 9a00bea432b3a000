using LiveSession.Client.Meetings;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Consoles;

/// <summary>Statements that were handed in, at the captioner's console and at the secretariat's desk.</summary>
public sealed class StatementsTests : ConsoleContext
{
    private static readonly StatementView OfLayla = new(Open.Id, Layla.Id, Layla.Name, Layla.Affiliation, "ar", "شكرا سيدي الرئيس.", Ten);
    private static readonly StatementView OfAna = new(Open.Id, Ana.Id, Ana.Name, Ana.Affiliation, "en", "Thank you, Chair.", Ten.AddMinutes(1));
    private static readonly StatementView OfBo = new(Open.Id, Bo.Id, Bo.Name, Bo.Affiliation, "fr", "Merci.", Ten);

    [Fact]
    public void Captioners_find_them_in_the_order_of_the_speakers()
    {
        var store = FakeSessionStore.Of(Open, Role.Captioner);
        store.Statements = [OfLayla, OfBo, OfBo with { Language = "en", Text = "Thank you." }, OfAna];

        var entries = Captioner(store).FindAll(".handed-in li");

        entries.Select(entry => entry.Words()).ShouldBe(
        [
            "Ana Souza Brazil · English · 3 words · 10:01 has the floor Line up Ana Souza, English",
            "Bo Lindqvist Internet Society · français · 1 word · 10:00 Line up Bo Lindqvist, français",
            "Bo Lindqvist Internet Society · English · 2 words · 10:00 Line up Bo Lindqvist, English",
            "ليلى حداد APC · العربية · 3 words · 10:00 Line up ليلى حداد, العربية",
        ]);
        entries[3].QuerySelector("textarea")!.GetAttribute("lang").ShouldBe("ar");
        entries[3].QuerySelector("textarea")!.GetAttribute("value").ShouldBe(OfLayla.Text);
    }

    [Fact]
    public void Where_nothing_was_handed_in_there_is_no_list() =>
        Captioner(FakeSessionStore.Of(Open, Role.Captioner)).FindAll(".handed-in").ShouldBeEmpty();

    [Fact]
    public void The_secretariat_hands_in_what_came_by_mail()
    {
        var desk = new FakeMeetingDesk();
        var page = Desk<MeetingDeskPage>(desk, parameters => parameters.Add(one => one.Slug, "wgec-5"));
        var person = FakeMeetingDesk.Sample.Roster[0];

        page.Find("#statement-speaker").Change(person.Id.ToString());
        page.Find("#statement-language").Change("fr");
        page.Find("#statement-text").Change("Merci.");
        page.Find("form[aria-label='Hand in for them']").Submit();

        var handedIn = desk.Commands.ShouldHaveSingleItem().ShouldBeOfType<HandInStatement>();
        (handedIn.Speaker, handedIn.Language, handedIn.Text).ShouldBe((person.Id, "fr", "Merci."));
        page.FindAll("[role=status]").Select(status => status.Words()).ShouldContain($"The text of {person.Name} is handed in.");
    }

    [Fact]
    public void The_secretariat_reads_them_and_takes_them_back()
    {
        var desk = new FakeMeetingDesk { Statements = [OfBo] };
        var page = Desk<MeetingDeskPage>(desk, parameters => parameters.Add(one => one.Slug, "wgec-5"));
        page.Find("blockquote.statement").Words().ShouldBe("Merci.");

        page.Button("Take back").Click();

        desk.Commands.ShouldHaveSingleItem().ShouldBe(new WithdrawStatement(Open.Id, "fr", Bo.Id));
    }
}
