using System.Net;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Pages;

public sealed class ElsewhereTests
{
    private const string Allowed = "--Embedding:Origins:0=https://www.example.org";

    [Fact]
    public async Task The_embeddable_page_is_framed_by_those_the_operator_named()
    {
        await using var server = await RunningServer.StartAsync(Allowed, "--Embedding:Origins:1=https://*.example.net");

        using var answer = await GetAsync(server, "/m/wgec/1/embed");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        Policy(answer).ShouldContain("frame-ancestors 'self' https://www.example.org https://*.example.net;");
        answer.Headers.Contains("X-Frame-Options").ShouldBeFalse();
    }

    [Fact]
    public async Task Unless_the_operator_says_so_nobody_else_frames_it()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await GetAsync(server, "/m/wgec/1/embed");

        Policy(answer).ShouldContain("frame-ancestors 'self';");
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/m/wgec")]
    [InlineData("/m/wgec/1")]
    [InlineData("/m/wgec/1/overlay")]
    [InlineData("/m/wgec/1/transcript")]
    [InlineData("/i/unknown")]
    [InlineData("/nothing")]
    public async Task Every_other_page_is_framed_by_our_own_only(string path)
    {
        await using var server = await RunningServer.StartAsync(Allowed);

        using var answer = await GetAsync(server, path);

        Policy(answer).ShouldContain("frame-ancestors 'self';");
        answer.Headers.GetValues("X-Frame-Options").ShouldBe(["SAMEORIGIN"]);
    }

    [Theory]
    [InlineData("/m/wgec/1/overlay?size=48&lang=fr&theme=dark")]
    [InlineData("/m/wgec/1/embed?size=24&lang=fr&theme=dark")]
    public async Task Nothing_is_kept_of_who_looks(string path)
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await GetAsync(server, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    [Theory]
    [InlineData("/m/wgec/1/overlay")]
    [InlineData("/m/wgec/1/embed")]
    public async Task A_private_meeting_is_not_shown_elsewhere(string path)
    {
        await using var server = await RunningServer.StartAsync(Allowed);
        await server.ChangeMeetingAsync(new DescribeMeeting("Working Group", Public: false));

        using var answer = await GetAsync(server, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("color=red;}body{display:none")]
    [InlineData("font=%22%3B%7D%3Cscript%3E")]
    [InlineData("size=99999&lines=0&width=7&hide=-1&position=%3Cb%3E")]
    public async Task What_is_no_setting_is_passed_over(string query)
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await GetAsync(server, $"/m/wgec/1/overlay?{query}");

        var html = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        html.ShouldContain("style=\"--lines:2;--size:48px;--colour:white;--outline:black;--background:transparent;--width:90%\"");
        html.ShouldContain("<main class=\"bottom  \"");
    }

    [Theory]
    [InlineData("overlay", "As spoken.")]
    [InlineData("overlay?track=fr", "En français.")]
    [InlineData("overlay?track=Not%20a%20track", "As spoken.")]
    [InlineData("embed", "As spoken.")]
    [InlineData("embed?track=fr", "En français.")]
    public async Task One_channel_is_shown_as_spoken_unless_another_is_asked_for(string page, string shown)
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("As spoken.");
        await (await CaptionPen.TakeUpAsync(captioner, server.Session, "fr")).LineAsync("En français.");

        using var answer = await GetAsync(server, $"/m/wgec/1/{page}");

        var html = System.Net.WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        new[] { "As spoken.", "En français." }.Where(line => html.Contains(line, StringComparison.Ordinal)).ShouldBe([shown]);
        html.ShouldContain($"data-track=\"{(shown is "As spoken." ? "floor" : "fr")}\"");
    }

    [Fact]
    public async Task Where_only_another_channel_is_written_that_one_is_shown()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await CaptionPen.TakeUpAsync(captioner, server.Session, "fr")).LineAsync("En français.");

        using var answer = await GetAsync(server, "/m/wgec/1/overlay");

        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("data-track=\"fr\"");
    }

    private static string Policy(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").Single();

    private static async Task<HttpResponseMessage> GetAsync(RunningServer server, string path)
    {
        await using var visitor = await server.VisitAsync(null);
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return await visitor.Http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
