using LiveSession.Client.Relays;
using LiveSession.Client.Tests.Consoles;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Client.Tests.Relays;

public sealed class ElsewherePageTests : ConsoleContext
{
    [Fact]
    public void Every_address_stands_there_to_be_copied()
    {
        var page = Elsewhere(new FakeMeetingDesk(), new FakeRelayDesk { EmbeddingOrigins = ["https://www.example.org"] });

        page.Field("Address of the overlay").GetAttribute("value").ShouldBe("https://live.example/m/wgec-5/2/overlay?track=floor");
        page.Field("For the wall: who has the floor, the time, who is next").GetAttribute("value").ShouldBe("https://live.example/m/wgec-5/2/projector");
        page.Field("For whoever speaks: the time that is left, and the captions").GetAttribute("value").ShouldBe("https://live.example/m/wgec-5/2/confidence");
        page.Field("HTML to paste into the page").GetAttribute("value").ShouldNotBeNull()
            .ShouldStartWith("""<iframe src="https://live.example/m/wgec-5/2/embed?track=floor" title="Live captions: Tuesday morning" """);
        page.Field("Address to subscribe to").GetAttribute("value").ShouldBe("wss://live.example/wgec-5_2.floor/subscribe");
        page.Field("Name of the event").GetAttribute("value").ShouldBe("wgec-5_2");
        page.Field("Text").GetAttribute("value").ShouldBe("https://live.example/captions?event=wgec-5_2&last=0");
        page.Markup.ShouldContain("https://www.example.org");
        page.FindAll("button[data-copy]").Count.ShouldBe(8);
    }

    [Fact]
    public void What_is_chosen_for_the_overlay_stands_in_its_address()
    {
        var page = Elsewhere(new FakeMeetingDesk(), new FakeRelayDesk());

        page.Field("Lines").Change("3");
        page.Field("Size").Change("60");
        page.Field("Place").Change("top");
        page.Field("Caption channel").Change("fr");
        page.Field("Colour").Change("#ffff00");

        page.Field("Address of the overlay").GetAttribute("value").ShouldBe("https://live.example/m/wgec-5/2/overlay?track=fr&lines=3&size=60&position=top&color=ffff00");
    }

    [Fact]
    public void The_channel_of_the_embedded_page_is_chosen_too()
    {
        var page = Elsewhere(new FakeMeetingDesk(), new FakeRelayDesk());

        page.Find("section[aria-labelledby=embed-title] select").Change("fr");

        page.Field("HTML to paste into the page").GetAttribute("value").ShouldNotBeNull().ShouldContain("/m/wgec-5/2/embed?track=fr\"");
        page.Field("Address of the overlay").GetAttribute("value").ShouldNotBeNull().ShouldEndWith("?track=floor");
    }

    [Fact]
    public void Where_nobody_may_embed_that_is_said() =>
        Elsewhere(new FakeMeetingDesk(), new FakeRelayDesk()).Markup.ShouldContain("No site may embed captions yet.");

    [Fact]
    public void A_private_meeting_is_not_offered_to_other_tools()
    {
        var page = Elsewhere(new FakeMeetingDesk { Meetings = [FakeMeetingDesk.Sample with { Public = false }] }, new FakeRelayDesk());

        page.Markup.ShouldContain("The meeting is not public");
        page.Markup.ShouldNotContain("captions?event=");
        page.Markup.ShouldNotContain("/subscribe");
    }

    [Fact]
    public void A_session_that_is_not_there_is_said_to_be_so() =>
        Elsewhere(new FakeMeetingDesk { Meetings = [] }, new FakeRelayDesk()).Find("[role=alert]").Words().ShouldBe("There is no such session.");

    private IRenderedComponent<ElsewherePage> Elsewhere(FakeMeetingDesk desk, FakeRelayDesk relays)
    {
        Services.AddSingleton<IRelayDesk>(relays);
        return Desk<ElsewherePage>(desk, builder => builder.Add(page => page.Slug, "wgec-5").Add(page => page.Number, FakeMeetingDesk.Sample.Sessions[0].Number));
    }
}
