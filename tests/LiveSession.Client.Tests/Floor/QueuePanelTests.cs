using LiveSession.Client.Floor;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Floor;

public sealed class QueuePanelTests : ClientContext
{
    [Fact]
    public void Those_who_wait_stand_in_the_order_they_will_be_called()
    {
        var entries = Show(Open).FindAll("ol li");

        entries.Select(entry => entry.Words()).ShouldBe(["Bo Lindqvist Internet Society · remote", "ليلى حداد APC · remote On paragraph 4"]);
        entries.Select(entry => entry.GetAttribute("data-participant")).ShouldBe([Bo.Id.ToString(), Layla.Id.ToString()]);
    }

    [Fact]
    public void The_rules_in_force_stand_above_the_queue() =>
        Show(Open with { Procedure = new ProcedureView(Procedure.PublicForum, PlaceOrder.Alternating, Precedence.None, []) }).Nodes.Words()
            .ShouldStartWith("Speaking queue Rules: ICANN Public Forum · hall and remote in turn");

    [Fact]
    public void An_empty_queue_says_so() =>
        Show(Open with { Floor = EmptyFloor }).Nodes.Words().ShouldBe("Speaking queue Nobody is waiting to speak.");

    [Fact]
    public void The_reader_s_own_place_is_marked_in_words()
    {
        var mine = Show(Open, Layla.Id).FindAll("li[aria-current=true]").ShouldHaveSingleItem();

        mine.Words().ShouldStartWith("ليلى حداد (you)");
    }

    [Fact]
    public void The_panel_for_everybody_marks_nobody()
    {
        var panel = Show(Open);

        panel.FindAll("[aria-current]").ShouldBeEmpty();
        panel.FindAll("[data-you]").ShouldAllBe(mark => mark.HasAttribute("hidden"));
    }

    [Fact]
    public void What_is_kept_for_the_chair_stands_below_with_the_reason()
    {
        var panel = Show(Open with
        {
            Floor = EmptyFloor with { Aside = [new(Request(Bo), AsideReason.ListClosed), new(Request(Layla), AsideReason.LastWord)] },
        });

        panel.FindAll("li[data-aside]").Select(entry => entry.Words()).ShouldBe(
            ["Bo Lindqvist asked after the list was closed", "ليلى حداد waited when the last word was given"]);
        panel.FindAll("[data-participant]").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0, "Speakers can be added until 10:30")]
    [InlineData(30, "The list of speakers is closed.")]
    public void An_announced_closing_names_the_time_and_a_closed_list_says_so(int minute, string words)
    {
        Time.SetUtcNow(Ten.AddMinutes(minute));

        Show(Open with { Floor = EmptyFloor with { ListClosesAt = Ten.AddMinutes(30) } }).Find("p").Words().ShouldStartWith(words);
    }

    private IRenderedComponent<QueuePanel> Show(SessionView session, ParticipantId? me = null) =>
        Render<QueuePanel>(p => p.Add(panel => panel.Session, session).Add(panel => panel.Me, me));
}
