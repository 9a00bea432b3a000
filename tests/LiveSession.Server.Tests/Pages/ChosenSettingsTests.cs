using System.Net;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Pages;

/// <summary>Settings in an address hold for its page; those chosen with a form or link of ours, where no script runs, are kept.</summary>
public sealed class ChosenSettingsTests
{
    [Theory]
    [InlineData("/m/wgec/1?size=200&theme=dark", "data-size=\"200\"")]
    [InlineData("/m/wgec/1?lang=fr", "<html lang=\"fr\"")]
    [InlineData("/m/wgec/1/braille?cells=20", "data-cells=\"20\"")]
    [InlineData("/m/wgec/1/transcript?theme=night", "data-theme=\"night\"")]
    public async Task Opening_an_address_keeps_nothing_of_it(string path, string shown)
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await GetAsync(server, path);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(shown);
    }

    [Fact]
    public async Task What_is_chosen_is_kept_and_the_address_gone_on_to_chooses_nothing()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await GetAsync(server, "//m/wgec/1?size=200&track=floor&keep=yes");

        answer.StatusCode.ShouldBe(HttpStatusCode.Found);
        answer.Headers.Location!.OriginalString.ShouldBe("?size=200&track=floor");
        Uri.UnescapeDataString(answer.Headers.GetValues("Set-Cookie").Single()).ShouldStartWith("ls-view=size=200;");
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Another_sites_link_chooses_for_nobody()
    {
        await using var server = await RunningServer.StartAsync();

        using var answer = await GetAsync(server, "/m/wgec/1?size=200&keep=yes", request => request.Headers.Add("Sec-Fetch-Site", "cross-site"));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
    }

    private static async Task<HttpResponseMessage> GetAsync(RunningServer server, string path, Action<HttpRequestMessage>? change = null)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{server.Address.GetLeftPart(UriPartial.Authority)}{path}");
        change?.Invoke(request);
        return await http.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
