using LiveSession.Client.Captions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace LiveSession.Client.Tests.Captions;

public sealed class OverlayTests : ClientContext
{
    [Fact]
    public void Everything_is_set_by_the_address() =>
        Of("lines=3&size=60&font=Comic Sans MS, Verdana&color=FFFF00&outline=navy&background=00000080&position=top&width=80&names=off&hide=0").ShouldBe(
            new OverlaySettings(3, 60, "Comic Sans MS, Verdana", "#FFFF00", "navy", "#00000080", "top", 80, Names: false, 0));

    [Theory]
    [InlineData("")]
    [InlineData("lines=0&size=9&width=101&hide=-1")]
    [InlineData("lines=two&size=1e2&position=left")]
    [InlineData("font=x;}&color=url(//evil)&outline=%3Bx&background=rgb(0,0,0)")]
    public void What_cannot_be_set_stays_as_usual(string query) => Of(query).ShouldBe(new OverlaySettings());

    [Fact]
    public void The_style_sheet_is_told_by_properties() =>
        Of("font=Comic Sans MS, Verdana").Style.ShouldBe(
            "--lines:2;--size:48px;--colour:white;--outline:black;--background:transparent;--width:90%;--font:\"Comic Sans MS\",\"Verdana\"");

    [Fact]
    public void The_overlay_is_the_words_and_nothing_to_press()
    {
        var page = Page<OverlayPage>(builder => builder
            .Add(view => view.Session, SampleSession.Open)
            .Add(view => view.Lines, [new CaptionLineView(7, "floor", "ar", "شكرا", "Ana Souza", SampleSession.Ten)]), "/m/wgec-5/2/overlay?lines=3");

        page.Find("p").GetAttribute("lang").ShouldBe("ar");
        page.Find("p").GetAttribute("dir").ShouldBe("auto");
        page.Find("[data-captions]").GetAttribute("data-session").ShouldBe(SampleSession.Open.Id.ToString());
        page.FindAll("a, button, input, nav, footer").ShouldBeEmpty();
        page.Find("html").GetAttribute("style")!.ShouldStartWith("--lines:3;");
    }

    [Fact]
    public void The_embeddable_page_leads_out_of_its_frame()
    {
        var page = Page<EmbedPage>(builder => builder.Add(view => view.Session, SampleSession.Open), "/m/wgec-5/2/embed");

        page.Find("base").GetAttribute("target").ShouldBe("_blank");
        page.Find("h1 a").GetAttribute("href").ShouldBe("m/wgec-5/2");
        page.FindAll("nav, footer, form").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("floor", true)]
    [InlineData("fr", false)]
    public void The_embeddable_page_says_so_when_captions_are_missing_on_its_channel(string silent, bool told)
    {
        var page = Page<EmbedPage>(
            builder => builder.Add(view => view.Session, SampleSession.Open with { SilentTracks = [new(silent, SampleSession.Ten)] }).Add(view => view.Track, "floor"),
            "/m/wgec-5/2/embed");

        page.Find("[role=status] [data-silence]").HasAttribute("hidden").ShouldBe(!told);
    }

    private static OverlaySettings Of(string query) => OverlaySettings.Of(new QueryCollection(QueryHelpers.ParseQuery(query)));
}
