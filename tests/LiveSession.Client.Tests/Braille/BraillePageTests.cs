using LiveSession.Client.Braille;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Braille;

public sealed class BraillePageTests : ClientContext
{
    [Fact]
    public void The_row_is_a_button_that_leads_to_the_next_without_script()
    {
        var page = Show();
        var form = page.Find("form:has([data-next])");

        form.GetAttribute("method").ShouldBe("get");
        form.GetAttribute("action").ShouldBe("m/wgec-5/2/braille");
        form.QuerySelectorAll("input").Select(field => $"{field.GetAttribute("name")}={field.GetAttribute("value")}").ShouldBe(["at=4", "row=1", "cells=32", "track=floor"]);
        var row = form.QuerySelector("button")!;
        row.TextContent.ShouldBe("شكراً السيد الرئيس.");
        row.GetAttribute("lang").ShouldBe("ar");
        row.GetAttribute("dir").ShouldBe("rtl");
        row.HasAttribute("autofocus").ShouldBeTrue();
    }

    [Fact]
    public void Who_just_came_has_the_row_under_their_fingers() => Show().Find("[data-next]").HasAttribute("autofocus").ShouldBeTrue();

    [Fact]
    public void The_page_says_who_speaks_and_how_much_is_unread()
    {
        var page = Show();

        page.Find("[data-speaker]").TextContent.ShouldBe("Speaker: مصر");
        page.Find("[data-speaker] bdi").TextContent.ShouldBe("مصر");
        page.Find("[data-unread]").TextContent.ShouldBe("1 row unread");
        page.FindAll("option").Where(option => option.ParentElement!.Id == "cells").Select(option => option.TextContent).ShouldBe(["18", "20", "32", "40", "80"]);
    }

    [Fact]
    public void Nothing_refreshes_by_itself_and_no_row_is_a_live_region()
    {
        var page = Show();

        page.Markup.ShouldNotContain("http-equiv");
        page.FindAll("[data-braille] [aria-live], [data-braille] [role=status], [data-braille] [role=log]").ShouldBeEmpty();
    }

    [Fact]
    public void The_floor_can_be_asked_for_and_the_answer_leads_back_here() =>
        Show().Find("form[method=post]").GetAttribute("action").ShouldBe("m/wgec-5/2/floor?from=braille&at=4&row=0&cells=32&track=floor#ask");

    private IRenderedComponent<BraillePage> Show()
    {
        CaptionLineView[] lines = [Line(3, "One.", "مصر"), Line(4, "شكراً السيد الرئيس.", "مصر", "ar"), Line(5, "Two.", "مصر")];
        var view = new BraillePageView(new(Open, [Column("floor")]), BrailleReading.At(lines, new(4, 0), 32, "Speaker not named"), "floor", 32);
        return Page<BraillePage>(p => p.Add(page => page.View, view), "/m/wgec-5/2/braille");
    }
}
