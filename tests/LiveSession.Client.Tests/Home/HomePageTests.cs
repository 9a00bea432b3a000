using LiveSession.Client.Home;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Home;

public sealed class HomePageTests : ClientContext
{
    [Fact]
    public void Sessions_stand_under_what_is_on_what_comes_and_what_was()
    {
        var page = Show(new(
            [Summary("Tuesday morning", SessionPhase.Open, 12)],
            [Summary("Tuesday afternoon", SessionPhase.Scheduled, 0, 6)],
            [Summary("Monday", SessionPhase.Closed, 900, -20)]));

        page.FindAll("section h2").Select(heading => heading.TextContent).ShouldBe(["In session now", "Coming", "Past"]);
        page.FindAll("section h3").Select(heading => heading.TextContent).ShouldBe(["Tuesday morning", "Tuesday afternoon", "Monday"]);
        page.FindAll("h3 a").ShouldAllBe(link => link.GetAttribute("href") == "m/wgec-5/2");
    }

    [Fact]
    public void Only_sessions_with_words_link_to_a_transcript() =>
        Show(new([Summary("Tuesday morning", SessionPhase.Open, 12)], [Summary("Tuesday afternoon", SessionPhase.Scheduled)], []))
            .FindAll("a[href$='/transcript']").Count.ShouldBe(1);

    [Fact]
    public void An_empty_house_says_what_will_be_where()
    {
        var words = Show(new([], [], [])).Find("main").Words();

        words.ShouldContain("No session is open at the moment.");
        words.ShouldContain("No session is planned yet.");
        words.ShouldContain("Transcripts will be here once a session has been held.");
    }

    [Fact]
    public void French_is_French_throughout()
    {
        Speak("fr");

        Show(new([Summary("Mardi", SessionPhase.Open)], [], [])).Find("main").Words().ShouldStartWith("Réunions Lisez ce qui se dit");
    }

    private IRenderedComponent<HomePage> Show(HomeView view) => Page<HomePage>(p => p.Add(page => page.View, view));
}
