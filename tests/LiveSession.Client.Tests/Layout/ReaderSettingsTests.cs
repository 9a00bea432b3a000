using LiveSession.Client.Layout;
using Microsoft.AspNetCore.Http;

namespace LiveSession.Client.Tests.Layout;

public sealed class ReaderSettingsTests
{
    [Fact]
    public void The_cookie_is_read() => Read(cookie: "size=200&theme=dark&lang=fr").ShouldBe("lang=fr&size=200&theme=dark");

    [Fact]
    public void The_address_comes_before_the_cookie() =>
        Read("?size=300&lang=en", "size=200&theme=dark&lang=fr").ShouldBe("lang=en&size=300&theme=dark");

    [Theory]
    [InlineData("size=999&theme=\"><script>&lang=xx")]
    [InlineData("%%%")]
    [InlineData("")]
    public void What_is_unknown_is_passed_over(string cookie) => Read(cookie: cookie).ShouldBe("");

    [Theory]
    [InlineData("?theme=own&text=FFFF00&background=000080", "background=000080&text=ffff00&theme=own")]
    [InlineData("?theme=own&text=%23ff0&background=%23000080", "background=000080&text=ffff00&theme=own")]
    [InlineData("?text=1d1b18&background=FAF8F3", "")]
    public void Any_two_colours_can_be_asked_for(string query, string read) => Read(query).ShouldBe(read);

    [Theory]
    [InlineData("?text=red")]
    [InlineData("?text=12345")]
    [InlineData("?text=1234567")]
    [InlineData("?text=ffffff;background:url(//example.org)")]
    [InlineData("?text=gggggg")]
    [InlineData("?text=%D9%A1%D9%A1%D9%A1")]
    public void What_is_no_colour_is_passed_over(string query) => Read(query, "text=ffff00&theme=own").ShouldBe("text=ffff00&theme=own");

    [Theory]
    [InlineData("theme=own&text=ffff00&background=000080", "--own-text:#ffff00;--own-ground:#000080;--own-scheme:dark")]
    [InlineData("theme=own&text=000000", "--own-text:#000000;--own-ground:#faf8f3;--own-scheme:light")]
    [InlineData("theme=dark&text=ffff00", null)]
    [InlineData("text=ffff00", null)]
    public void Ones_own_colours_hold_in_their_theme_only(string cookie, string? style) =>
        ReaderSettings.Of(Request(cookie: cookie)).Attributes.GetValueOrDefault("style").ShouldBe(style);

    [Theory]
    [InlineData("000000", "ffffff", 21)]
    [InlineData("ffffff", "000000", 21)]
    [InlineData("777777", "ffffff", 4.47)]
    [InlineData("123456", "123456", 1)]
    public void Contrast_is_what_the_guidelines_say(string text, string background, double contrast) =>
        ReaderSettings.Of(Request($"?text={text}&background={background}")).Contrast.ShouldBe(contrast, .01);

    [Theory]
    [InlineData("?theme=")]
    [InlineData("?theme=auto")]
    public void A_choice_of_the_default_is_not_kept(string query) => Read(query, "theme=dark").ShouldBe("");

    [Theory]
    [InlineData("?size=abc")]
    [InlineData("?size=9000")]
    [InlineData("?size=-100")]
    [InlineData("?theme=nonsense")]
    [InlineData("?lang=xx")]
    public void An_address_that_makes_no_sense_takes_nothing_away_that_is_kept(string query)
    {
        var http = Request(query + "&keep=yes", "lang=fr&size=300&theme=dark").HttpContext;

        ReaderSettings.Keep(http).ShouldBeNull();

        ReaderSettings.Of(http.Request).ToString().ShouldBe("lang=fr&size=300&theme=dark");
        http.Response.Headers.SetCookie.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("350", "400")]
    [InlineData("310", "300")]
    [InlineData("76", "75")]
    [InlineData("499", "500")]
    public void A_size_in_between_is_the_nearest_there_is(string asked, string size) => Read($"?size={asked}", "size=200").ShouldBe($"size={size}");

    [Fact]
    public void Everything_about_reading_can_be_asked_for_by_address()
    {
        foreach (var choice in ReaderChoice.All.Append(ReaderChoice.Cells))
        {
            foreach (var value in choice.Values)
            {
                ReaderSettings.Of(Request($"?{choice.Name}={value}"))[choice].ShouldBe(value);
            }
        }
    }

    [Fact]
    public void What_is_chosen_is_kept_and_only_that_sets_a_cookie()
    {
        var chose = Request("?theme=dark&track=fr&keep=yes", "lang=fr").HttpContext;
        var opened = Request("?theme=dark", "lang=fr&theme=sepia").HttpContext;

        ReaderSettings.Keep(chose).ShouldBe("?theme=dark&track=fr");
        ReaderSettings.Keep(opened).ShouldBeNull();

        Uri.UnescapeDataString(chose.Response.Headers.SetCookie.ToString()).ShouldStartWith("ls-view=lang=fr&theme=dark;");
        opened.Response.Headers.SetCookie.ShouldBeEmpty();
    }

    private static string Read(string query = "", string? cookie = null) => ReaderSettings.Of(Request(query, cookie)).ToString();

    private static HttpRequest Request(string query = "", string? cookie = null)
    {
        var request = new DefaultHttpContext().Request;
        request.QueryString = new(query);
        if (cookie is not null)
        {
            request.Headers.Cookie = $"{ReaderSettings.Cookie}={Uri.EscapeDataString(cookie)}";
        }

        return request;
    }
}
