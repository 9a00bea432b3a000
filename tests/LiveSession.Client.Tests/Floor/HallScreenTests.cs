using LiveSession.Client.Floor;

namespace LiveSession.Client.Tests.Floor;

public sealed class HallScreenTests : ClientContext
{
    [Theory]
    [InlineData(HallView.Projector, "", false)]
    [InlineData(HallView.Projector, "?captions=on", true)]
    [InlineData(HallView.Confidence, "", true)]
    public void Captions_are_in_front_of_whoever_speaks_and_on_the_wall_where_they_are_wanted(HallView view, string query, bool shown) =>
        Of(view, query).Find("body").ClassList.Contains("captioned").ShouldBe(shown);

    [Fact]
    public void The_wall_leads_whoever_scans_it_to_the_session_as_somebody_in_the_hall_and_has_nothing_to_press()
    {
        var page = Of(HallView.Projector, "");

        page.Find("figcaption bdi").TextContent.ShouldEndWith("/m/wgec-5/2");
        page.FindAll("button:not([hidden]), input, nav, form").ShouldBeEmpty();
        page.Find("[data-panel=floor]");
        page.Find("[data-panel=queue]");
    }

    [Fact]
    public void Whoever_speaks_is_asked_to_conclude_and_the_wall_is_not()
    {
        Of(HallView.Confidence, "").Find("[data-clock]").GetAttribute("data-last").ShouldBe("Please conclude.");
        Of(HallView.Projector, "").Find("[data-clock]").HasAttribute("data-last").ShouldBeFalse();
    }

    private IRenderedComponent<HallScreen> Of(HallView view, string query) => Page<HallScreen>(
        builder => builder.Add(page => page.Session, SampleSession.Open).Add(page => page.Track, "floor").Add(page => page.View, view), $"/m/wgec-5/2/{view}{query}");
}
