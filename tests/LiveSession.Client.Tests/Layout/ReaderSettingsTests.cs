using LiveSession.Client.Layout;
using Microsoft.AspNetCore.Http;

namespace LiveSession.Client.Tests.Layout;

public sealed class ReaderSettingsTests
{
    [Fact]
    public void The_cookie_is_read() =>
        ReaderSettings.Of(Request(cookie: "size=24&theme=dark&lang=fr")).ShouldBe(new ReaderSettings(24, "dark", "fr"));

    [Fact]
    public void The_address_comes_before_the_cookie() =>
        ReaderSettings.Of(Request("?size=32&lang=en", "size=24&theme=dark&lang=fr")).ShouldBe(new ReaderSettings(32, "dark", "en"));

    [Theory]
    [InlineData("size=999&theme=\"><script>&lang=xx")]
    [InlineData("%%%")]
    [InlineData("")]
    public void What_is_unknown_is_passed_over(string cookie) => ReaderSettings.Of(Request(cookie: cookie)).ShouldBe(new ReaderSettings());

    [Fact]
    public void An_empty_choice_returns_to_the_device_s_own() =>
        ReaderSettings.Of(Request("?theme=", "theme=dark")).ShouldBe(new ReaderSettings());

    [Fact]
    public void Choosing_by_address_is_kept_and_only_that_sets_a_cookie()
    {
        var chose = Request("?theme=dark", "lang=fr").HttpContext;
        var read = Request(cookie: "lang=fr").HttpContext;

        ReaderSettings.Keep(chose);
        ReaderSettings.Keep(read);

        Uri.UnescapeDataString(chose.Response.Headers.SetCookie.ToString()).ShouldStartWith("ls-view=theme=dark&lang=fr;");
        read.Response.Headers.SetCookie.ShouldBeEmpty();
    }

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
