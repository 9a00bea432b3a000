using System.Collections.Concurrent;
using System.Net;
using LiveSession.Testing.Installation;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveSession.Faults.Proxies;

public sealed class ProxyConfigurationTests
{
    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task The_proxy_has_nothing_against_the_configuration_that_is_shipped(string program)
    {
        await using var proxy = await ProxyServer.StartAsync(ProxyProgram.Of(program), new("http://127.0.0.1:9"), new("http://127.0.0.2:9"));

        (await proxy.CheckAsync()).ShouldBe("");
    }

    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task Captioning_software_that_knows_only_http_gets_through_and_everybody_else_is_sent_to_https(string program)
    {
        var asked = new ConcurrentQueue<string>();
        var node = new Uri($"http://127.0.0.1:{RedisServer.FreePort()}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(node.OriginalString);
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.Run(async http =>
        {
            if (http.Request.Path != "/healthz/open")
            {
                using var reader = new StreamReader(http.Request.Body);
                asked.Enqueue($"{http.Request.Path}{http.Request.QueryString} {http.Request.Headers["X-Forwarded-Proto"]} {http.Request.Headers["X-Forwarded-For"]} {await reader.ReadToEndAsync(http.RequestAborted)}");
            }
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        await using var proxy = await ProxyServer.StartAsync(ProxyProgram.Of(program), node, node);
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });

        (await AskAsync(HttpMethod.Post, "/closedcaption?cid=abcd&seq=0", "été")).ShouldBe(HttpStatusCode.OK);
        (await AskAsync(HttpMethod.Get, "/closedcaption/seq?cid=abcd")).ShouldBe(HttpStatusCode.OK);
        foreach (var path in new[] { "/", "/cartcaption?token=abcd", "/api/captions?token=abcd", "/closedcaption/else", "/i/abcd", "/ebu-tt-live/abcd/x/publish", "/hubs/session", "/metrics", "/healthz/ready" })
        {
            (await AskAsync(HttpMethod.Post, path, "x")).ShouldBe(HttpStatusCode.PermanentRedirect, path);
        }

        asked.ShouldBe(["/closedcaption?cid=abcd&seq=0 http 127.0.0.1 été", "/closedcaption/seq?cid=abcd http 127.0.0.1 "]);
        proxy.Output.ShouldNotContain("abcd");

        async Task<HttpStatusCode> AskAsync(HttpMethod method, string path, string? body = null)
        {
            using var request = new HttpRequestMessage(method, new Uri(proxy.PlainAddress, path));
            // A client of its own making, as captioning software is; whoever else it says it asks for is not believed.
            request.Headers.Add("X-Forwarded-For", "192.0.2.7");
            request.Content = body is null ? null : new StringContent(body);
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }
}
