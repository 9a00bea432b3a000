using LiveSession.Client.Sessions;
using AngleSharp.Dom;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Sessions;

public sealed class SessionPageTests : ClientContext
{
    [Fact]
    public void The_page_names_session_and_meeting()
    {
        var page = Show(new(Open, [Column()]));

        page.Find("h1").TextContent.ShouldBe("Tuesday morning");
        page.Find("header a[href='m/wgec-5']").TextContent.ShouldBe("Working group, fifth meeting");
        page.Find("title").TextContent.ShouldBe("Tuesday morning · LiveSession");
    }

    [Fact]
    public void Every_panel_the_server_pushes_has_its_place() =>
        Show(new(Open, [Column()])).FindAll("[data-panel]").Select(panel => panel.GetAttribute("data-panel"))
            .ShouldBe(["status", "floor", "queue", "agenda"]);

    [Fact]
    public void The_newest_lines_are_in_the_page() =>
        Show(new(Open, [Column(null, [.. Enumerable.Range(1, 20).Select(number => Line(number, $"Line {number}."))])]))
            .FindAll("p[id^=l]").Count.ShouldBe(20);

    [Fact]
    public void Without_script_the_page_asks_again_by_itself() => Refreshes(Show(new(Open, [Column()]))).ShouldBeTrue();

    [Fact]
    public void While_somebody_writes_it_does_not() => Refreshes(Show(new(Open, [Column()]), "/m/wgec-5/2?hold=1")).ShouldBeFalse();

    [Fact]
    public void After_a_refusal_it_does_not() => Refreshes(Show(new(Open, [Column()], Notice: Rejections.NameNeeded))).ShouldBeFalse();

    [Fact]
    public void Once_the_session_is_closed_it_does_not() =>
        Refreshes(Show(new(Open with { Phase = SessionPhase.Closed }, [Column()]))).ShouldBeFalse();

    [Fact]
    public void The_reader_is_known_to_the_script() =>
        Show(new(Open, [Column()], Entry(Bo))).Find("[data-me]").GetAttribute("data-me").ShouldBe(Bo.Id.ToString());

    [Fact]
    public void Reading_aloud_is_a_log_of_its_own_and_off() =>
        Show(new(Open, [Column()])).Find("[role=log]").GetAttribute("aria-live").ShouldBe("off");

    [Fact]
    public void Channels_are_offered_where_there_are_several_and_say_which_is_live()
    {
        var list = Channels(Show(new(Open, [Column("fr")], Channels: [Channel("floor", live: true), Channel("en"), Channel("fr", live: true)])));

        list.HasAttribute("hidden").ShouldBeFalse();
        list.QuerySelectorAll("li").Select(row => row.Words()).ShouldBe(
            ["As spoken live now Show beside", "English silent Show beside", "Français live now"]);
        list.QuerySelectorAll("li a:first-child").Select(link => link.GetAttribute("href")).ShouldBe(["m/wgec-5/2?track=floor", "m/wgec-5/2?track=en", "m/wgec-5/2?track=fr"]);
        list.QuerySelector("a.beside")!.GetAttribute("href").ShouldBe("m/wgec-5/2?track=fr&track=floor");
        list.QuerySelector("[aria-current=true]")!.TextContent.ShouldBe("Français");
    }

    [Fact]
    public void One_channel_is_no_choice() =>
        Channels(Show(new(Open, [Column()], Channels: [Channel("floor")]))).HasAttribute("hidden").ShouldBeTrue();

    [Fact]
    public void Channels_stand_beside_one_another_each_with_its_name_and_can_be_hidden_again()
    {
        var page = Show(new(Open, [Column("en"), Column("ar")], Channels: [Channel("ar"), Channel("en")]));

        page.FindAll("[data-captions]").Select(pane => pane.GetAttribute("data-track")).ShouldBe(["en", "ar"]);
        page.FindAll("[data-captions] h2").Select(name => name.TextContent).ShouldBe(["English", "العربية"]);
        page.FindAll("[data-captions] [role=region]").Select(region => region.GetAttribute("aria-label")).ShouldBe(["Captions: English", "Captions: العربية"]);
        Channels(page).QuerySelectorAll("a.beside").Select(link => link.GetAttribute("href")).ShouldBe(["m/wgec-5/2?track=en", "m/wgec-5/2?track=ar"]);
    }

    [Fact]
    public void A_silent_channel_offers_the_nearest_live_one()
    {
        var note = Show(new(Open, [Column("fr")], Channels: [Channel("floor", live: true, "en"), Channel("fr")])).Find("[data-silent]");

        note.Words().ShouldBe("Français is silent at the moment. Read As spoken, live now");
        note.QuerySelector("a")!.GetAttribute("href").ShouldBe("m/wgec-5/2?track=floor");
    }

    [Fact]
    public void What_stands_beside_is_not_offered_and_an_offer_keeps_it()
    {
        var nothing = Show(new(Open, [Column("floor"), Column("ar")], Channels: [Channel("floor"), Channel("ar", live: true)]));
        var offered = Show(new(Open, [Column("floor"), Column("ar")], Channels: [Channel("floor"), Channel("ar", live: true), Channel("fr", live: true)]));

        nothing.FindAll("[data-silent]:not([hidden])").ShouldBeEmpty();
        offered.Find("[data-silent] a").GetAttribute("href").ShouldBe("m/wgec-5/2?track=fr&track=ar");
    }

    [Fact]
    public void A_live_channel_offers_nothing_instead() =>
        Show(new(Open, [Column("fr")], Channels: [Channel("floor", live: true), Channel("fr", live: true)])).Find("[data-silent]").HasAttribute("hidden").ShouldBeTrue();

    private static IElement Channels(IRenderedComponent<SessionPage> page) => page.Find("[data-channels]");

    private IRenderedComponent<SessionPage> Show(SessionPageView view, string address = "/m/wgec-5/2") =>
        Page<SessionPage>(p => p.Add(page => page.View, view), address);

    private static bool Refreshes(IRenderedComponent<SessionPage> page) =>
        page.Markup.Contains("""<noscript><meta http-equiv="refresh" content="15"></noscript>""", StringComparison.Ordinal);
}
