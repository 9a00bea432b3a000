using LiveSession.Client.Captions;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Captions;

public sealed class CaptionPaneTests : ClientContext
{
    [Fact]
    public void Each_line_is_a_paragraph_in_its_own_language_and_direction_that_can_be_linked_to()
    {
        var line = Show(Open, Line(12, "شكراً السيد الرئيس.", "مصر", "ar")).Find("p[id]");

        line.Id.ShouldBe("l12");
        line.GetAttribute("lang").ShouldBe("ar");
        line.GetAttribute("dir").ShouldBe("auto");
        line.Words().ShouldBe("مصر شكراً السيد الرئيس.");
    }

    [Fact]
    public void The_speaker_is_named_on_a_change_only_and_words_of_nobody_named_are_not_left_to_the_one_before()
    {
        var lines = Show(Open, Line(1, "One.", "Ana"), Line(2, "Two.", "Ana"), Line(3, "Three.", "Bo"), Line(4, "Four."), Line(5, "Five.")).FindAll("p[id]");

        lines.Select(line => line.QuerySelector("bdi")?.TextContent).ShouldBe(["Ana", null, "Bo", "Speaker not named", null]);
    }

    [Fact]
    public void A_corrected_line_says_so_quietly() =>
        Show(Open, Line(1, "Thirty-seven.", corrected: true)).Find("p[id] small").TextContent.ShouldBe("corrected");

    [Fact]
    public void The_former_words_are_one_press_away_without_script()
    {
        var line = Show(Open, Line(7, "Thirty-seven.", corrected: true) with { Former = "Thirty-sven." }).Find("p[id]");

        line.QuerySelector("button")!.GetAttribute("popovertarget").ShouldBe("c7");
        var former = line.QuerySelector("#c7[popover]")!;
        former.Words().ShouldBe("Before: Thirty-sven.");
        former.QuerySelector("del").ShouldNotBeNull();
    }

    [Fact]
    public void The_script_takes_over_from_the_position_of_the_page()
    {
        var root = Show(Open, Line(1, "One.")).Find("[data-captions]");

        root.GetAttribute("data-session").ShouldBe(Open.Id.ToString());
        root.GetAttribute("data-epoch").ShouldBe(Open.Position!.Value.Epoch.ToString());
        root.GetAttribute("data-sequence").ShouldBe("40");
        root.GetAttribute("data-language").ShouldBe("en");
        root.HasAttribute("data-track").ShouldBeFalse();
    }

    [Fact]
    public void The_lines_can_be_scrolled_by_keyboard_and_are_no_live_region()
    {
        var region = Show(Open, Line(1, "One.")).Find("[role=region]");

        region.GetAttribute("tabindex").ShouldBe("0");
        region.GetAttribute("aria-label").ShouldBe("Captions");
        region.HasAttribute("aria-live").ShouldBeFalse();
    }

    [Theory]
    [InlineData(SessionPhase.Scheduled, "The captions will appear here by themselves when the session opens.")]
    [InlineData(SessionPhase.Open, "No captions yet. They will appear here by themselves.")]
    [InlineData(SessionPhase.Closed, "This session closed without captions.")]
    public void An_empty_pane_says_what_will_happen(SessionPhase phase, string expected) =>
        Show(Open with { Phase = phase }).Nodes.Words().ShouldBe(expected);

    [Fact]
    public void A_console_does_not_say_that_there_are_no_captions_before_it_has_read_any() =>
        Render<LiveCaptions>(p => p.Add(captions => captions.Session, Open)).Find("[data-waiting]").HasAttribute("hidden").ShouldBeTrue();

    [Fact]
    public void Words_that_look_like_markup_stay_words() =>
        Show(Open, Line(1, "<script>alert(1)</script>")).Find("p[id]").TextContent.ShouldBe("<script>alert(1)</script>");

    [Fact]
    public void Earlier_lines_are_a_link_to_the_transcript_until_the_script_fetches_them()
    {
        var link = Render<CaptionPane>(p => p.Add(pane => pane.Session, Open).Add(pane => pane.Lines, [Line(30, "Thirty.")]).Add(pane => pane.Earlier, true)).Find("[data-earlier]");

        link.GetAttribute("href").ShouldBe("m/wgec-5/2/transcript");
        link.ParentElement!.HasAttribute("hidden").ShouldBeFalse();
    }

    [Fact]
    public void A_console_that_renders_again_does_not_touch_what_the_script_wrote()
    {
        var pane = Show(Open, Line(1, "One."));
        var before = pane.Markup;

        pane.Render(p => p.Add(one => one.Session, Open with { Phase = SessionPhase.Closed }).Add(one => one.Lines, [Line(1, "One."), Line(2, "Two.")]));

        pane.Markup.ShouldBe(before);
    }

    private IRenderedComponent<CaptionPane> Show(SessionView session, params CaptionLineView[] lines) =>
        Render<CaptionPane>(p => p.Add(pane => pane.Session, session).Add(pane => pane.Lines, [.. lines]));
}
