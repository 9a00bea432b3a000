using LiveSession.Client.Floor;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Floor;

public sealed class FloorPanelTests : ClientContext
{
    [Fact]
    public void Who_speaks_since_when_who_is_next_and_on_what_are_said_in_words() =>
        Show(Open).Nodes.Words().ShouldBe(
            "The floor Ana Souza has the floor Brazil · in the hall · since 10:12, Zurich time (UTC+1) · 3:00 allowed Next: Bo Lindqvist, ليلى حداد Item 2: Guiding question 1");

    [Fact]
    public void The_script_can_make_the_clock_tick()
    {
        var clock = Show(Open).Find("[data-since]");

        clock.GetAttribute("data-since").ShouldBe("2026-03-03T09:12:00Z");
        clock.GetAttribute("data-limit").ShouldBe("180");
    }

    [Fact]
    public void Without_a_limit_none_is_mentioned()
    {
        var panel = Show(Open with { Floor = Open.Floor with { Speaking = Open.Floor.Speaking! with { Limit = null } } });

        panel.Find("[data-since]").HasAttribute("data-limit").ShouldBeFalse();
        panel.Nodes.Words().ShouldNotContain("allowed");
    }

    [Fact]
    public void With_nobody_speaking_the_floor_is_with_the_chair() =>
        Show(Open with { Floor = EmptyFloor, CurrentItem = null }).Nodes.Words().ShouldBe("The floor The floor is with the chair");

    [Fact]
    public void Before_the_session_nothing_is_said_of_the_floor() =>
        Show(Scheduled).FindAll("p").ShouldBeEmpty();

    [Fact]
    public void A_name_is_not_said_twice_where_it_is_the_affiliation() =>
        Show(Open with { Floor = new(1, new(1, Ana with { Name = "Brazil" }, Ten), [], null), CurrentItem = null })
            .Nodes.Words().ShouldBe("The floor Brazil has the floor in the hall · since 10:00, Zurich time (UTC+1)");

    [Fact]
    public void Names_are_set_apart_from_the_direction_of_the_sentence() =>
        Show(Open with { Floor = new(1, new(1, Layla, Ten), [], null) }).Find("p bdi").TextContent.ShouldBe("ليلى حداد");

    [Fact]
    public void French_says_who_has_la_parole()
    {
        Speak("fr");

        Show(Open).Nodes.Words().ShouldContain("Ana Souza a la parole");
    }

    private IRenderedComponent<FloorPanel> Show(SessionView session) => Render<FloorPanel>(p => p.Add(panel => panel.Session, session));
}
