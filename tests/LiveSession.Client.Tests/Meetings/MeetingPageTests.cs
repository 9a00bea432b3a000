using LiveSession.Client.Meetings;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Meetings;

public sealed class MeetingPageTests : ClientContext
{
    private static readonly MeetingView Meeting = new(
        MeetingId.New(), "wgec-5", "Working group, fifth meeting", "Europe/Zurich", true,
        [Summary("Monday", SessionPhase.Closed, 900, -20), Summary("Tuesday", SessionPhase.Open)],
        [First, Second],
        [Entry(Bo, group: StakeholderGroup.TechnicalCommunity), Entry(Ana, Role.Chair), Entry(Layla, group: StakeholderGroup.Unspecified)],
        []);

    [Fact]
    public void The_programme_leads_to_each_session()
    {
        var page = Show(Meeting);

        page.Find("h1").TextContent.ShouldBe("Working group, fifth meeting");
        page.FindAll("section[aria-labelledby=programme] h3").Select(heading => heading.TextContent).ShouldBe(["Monday", "Tuesday"]);
    }

    [Fact]
    public void The_agenda_stands_in_order() =>
        Show(Meeting).FindAll("section[aria-labelledby=agenda] li").Select(item => item.Words()).ShouldBe(["1 Adoption of the agenda", "2 Guiding question 1"]);

    [Fact]
    public void Participants_are_grouped_by_whom_they_speak_for_and_the_chair_is_named()
    {
        var roster = Show(Meeting).Find("section[aria-labelledby=roster]");

        roster.QuerySelectorAll("h3").Select(heading => heading.TextContent).ShouldBe(["Governments", "Technical and academic community", "Others"]);
        roster.QuerySelector("li")!.Words().ShouldBe("Ana Souza, chair Brazil");
    }

    [Fact]
    public void Addresses_of_people_never_show()
    {
        var page = Show(Meeting with { Roster = [Entry(Ana) with { Email = "ana@example.org" }] });

        page.Markup.ShouldNotContain("example.org");
    }

    [Fact]
    public void A_meeting_still_being_prepared_says_so()
    {
        var words = Show(Meeting with { Sessions = [], Agenda = [], Roster = [] }).Find("main").Words();

        words.ShouldContain("No session is planned yet.");
        words.ShouldContain("No agenda has been set.");
        words.ShouldContain("The list of participants will be here.");
    }

    [Fact]
    public void A_meeting_by_invitation_says_so() =>
        Show(Meeting with { Public = false }).Find("main").Words().ShouldContain("This meeting is open to those invited.");

    private IRenderedComponent<MeetingPage> Show(MeetingView view) => Page<MeetingPage>(p => p.Add(page => page.View, view), "/m/wgec-5");
}
