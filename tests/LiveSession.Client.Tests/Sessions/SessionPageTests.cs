using LiveSession.Client.Sessions;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Sessions;

public sealed class SessionPageTests : ClientContext
{
    [Fact]
    public void The_page_names_session_and_meeting()
    {
        var page = Show(new(Open, [], false));

        page.Find("h1").TextContent.ShouldBe("Tuesday morning");
        page.Find("header a[href='m/wgec-5']").TextContent.ShouldBe("Working group, fifth meeting");
        page.Find("title").TextContent.ShouldBe("Tuesday morning · LiveSession");
    }

    [Fact]
    public void Every_panel_the_server_pushes_has_its_place() =>
        Show(new(Open, [], false)).FindAll("[data-panel]").Select(panel => panel.GetAttribute("data-panel"))
            .ShouldBe(["status", "floor", "queue", "agenda"]);

    [Fact]
    public void The_newest_lines_are_in_the_page() =>
        Show(new(Open, [.. Enumerable.Range(1, 20).Select(number => Line(number, $"Line {number}."))], false))
            .FindAll("p[id^=l]").Count.ShouldBe(20);

    [Fact]
    public void Without_script_the_page_asks_again_by_itself() => Refreshes(Show(new(Open, [], false))).ShouldBeTrue();

    [Fact]
    public void While_somebody_writes_it_does_not() => Refreshes(Show(new(Open, [], false), "/m/wgec-5/2?hold=1")).ShouldBeFalse();

    [Fact]
    public void After_a_refusal_it_does_not() => Refreshes(Show(new(Open, [], false, Notice: Rejections.NameNeeded))).ShouldBeFalse();

    [Fact]
    public void Once_the_session_is_closed_it_does_not() =>
        Refreshes(Show(new(Open with { Phase = SessionPhase.Closed }, [], false))).ShouldBeFalse();

    [Fact]
    public void The_reader_is_known_to_the_script() =>
        Show(new(Open, [], false, Entry(Bo))).Find("[data-me]").GetAttribute("data-me").ShouldBe(Bo.Id.ToString());

    [Fact]
    public void Reading_aloud_is_a_log_of_its_own_and_off() =>
        Show(new(Open, [], false)).Find("[role=log]").GetAttribute("aria-live").ShouldBe("off");

    [Fact]
    public void Channels_are_offered_where_there_are_several()
    {
        var links = Show(new(Open, [], false, Track: "fr", Tracks: ["floor", "en", "fr"])).FindAll("nav[aria-label='Caption channels'] a");

        links.Select(link => link.TextContent).ShouldBe(["As spoken", "English", "Français"]);
        links.Select(link => link.GetAttribute("href")).ShouldBe(["m/wgec-5/2?track=floor", "m/wgec-5/2?track=en", "m/wgec-5/2?track=fr"]);
        links.Single(link => link.GetAttribute("aria-current") == "true").TextContent.ShouldBe("Français");
    }

    [Fact]
    public void One_channel_is_no_choice() =>
        Show(new(Open, [], false, Tracks: ["floor"])).FindAll("nav[aria-label='Caption channels']").ShouldBeEmpty();

    private IRenderedComponent<SessionPage> Show(SessionPageView view, string address = "/m/wgec-5/2") =>
        Page<SessionPage>(p => p.Add(page => page.View, view), address);

    private static bool Refreshes(IRenderedComponent<SessionPage> page) =>
        page.Markup.Contains("""<noscript><meta http-equiv="refresh" content="15"></noscript>""", StringComparison.Ordinal);
}
