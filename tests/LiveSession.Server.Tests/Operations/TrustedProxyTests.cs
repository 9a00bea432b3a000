using System.Net;
using LiveSession.Server.Operations;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Tests.Operations;

public sealed class TrustedProxyTests
{
    [Theory]
    [InlineData(new[] { "--Proxy:Trust:0=127.0.0.0/8" }, true)]
    [InlineData(new[] { "--Proxy:Trust:0=10.0.0.7", "--Proxy:Trust:1=127.0.0.1", "--Proxy:Trust:2=2001:db8::/32" }, true)]
    [InlineData(new[] { "--Proxy:Trust:0=10.0.0.7" }, false)]
    [InlineData(new string[0], false)]
    public async Task Only_a_proxy_that_is_named_is_believed_that_the_reader_came_by_https(string[] settings, bool believed)
    {
        await using var server = await RunningServer.StartAsync(settings);
        await using var visitor = await server.VisitAsync(null);
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/i/{server.People[Role.Chair].Secret}");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await visitor.Http.SendAsync(request, TestContext.Current.CancellationToken);

        answer.Headers.GetValues("Set-Cookie").Single().Contains("secure", StringComparison.Ordinal).ShouldBe(believed);
    }

    [Fact]
    public async Task Connections_are_counted_by_the_last_address_that_is_no_proxy_of_ours()
    {
        await using var server = await RunningServer.StartAsync("--Proxy:Trust:0=127.0.0.1", "--Proxy:Trust:1=10.0.0.0/8", "--Connections:PerAddress=1");

        // A reader behind two proxies of ours, who makes up a third.
        var first = await ConnectAsync(server, "203.0.113.9, 198.51.100.1, 10.1.1.1");
        var second = await ConnectAsync(server, "203.0.113.10, 198.51.100.1, 10.1.1.2");
        var other = await ConnectAsync(server, "203.0.113.9, 198.51.100.2, 10.1.1.1");

        (first, second, other).ShouldBe((HttpStatusCode.OK, HttpStatusCode.TooManyRequests, HttpStatusCode.OK));
    }

    [Fact]
    public void A_name_is_no_address_and_said_at_start()
    {
        var fault = Should.Throw<OptionsValidationException>(() => Composition.Build(["--Proxy:Trust:0=proxy.example.org", "--Proxy:Trust:1=10.0.0.0/8"]));

        fault.Message.ShouldContain("\"proxy.example.org\", which is neither an address nor a network");
        fault.Message.ShouldNotContain("10.0.0.0/8\",");
    }

    [Fact]
    public async Task The_frameworks_own_switch_makes_nobody_believed()
    {
        await using var server = await RunningServer.StartAsync("--FORWARDEDHEADERS_ENABLED=true", "--Connections:PerAddress=1");

        var first = await ConnectAsync(server, "203.0.113.9");
        var second = await ConnectAsync(server, "203.0.113.10");

        (first, second).ShouldBe((HttpStatusCode.OK, HttpStatusCode.TooManyRequests));
    }

    [Fact]
    public async Task Who_tells_who_asked_and_is_not_named_is_said_in_words_once()
    {
        var said = new SaidWords(typeof(UnknownProxies).FullName!);
        await using var server = await RunningServer.StartAsync(new(), builder => builder.Logging.AddProvider(said), "--Proxy:Trust:0=10.0.0.7");
        await using var visitor = await server.VisitAsync(null);
        await visitor.Http.GetAsync(new Uri("/", UriKind.Relative), TestContext.Current.CancellationToken);
        said.Messages.ShouldBeEmpty();

        for (var request = 0; request < 3; request++)
        {
            using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/");
            forwarded.Headers.Add("X-Forwarded-For", "203.0.113.9");
            (await visitor.Http.SendAsync(forwarded, TestContext.Current.CancellationToken)).Dispose();
        }

        said.Messages.ShouldHaveSingleItem().ShouldStartWith("127.0.0.1 sends X-Forwarded-For and is not named in Proxy:Trust: it is not believed. If it is the proxy of this server, set Proxy__Trust__0=127.0.0.1");
    }

    [Fact]
    public async Task A_proxy_that_is_named_is_no_reason_for_words()
    {
        var said = new SaidWords(typeof(UnknownProxies).FullName!);
        await using var server = await RunningServer.StartAsync(new(), builder => builder.Logging.AddProvider(said), "--Proxy:Trust:0=127.0.0.0/8");
        await using var visitor = await server.VisitAsync(null);
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/");
        forwarded.Headers.Add("X-Forwarded-For", "203.0.113.9");

        (await visitor.Http.SendAsync(forwarded, TestContext.Current.CancellationToken)).Dispose();

        said.Messages.ShouldBeEmpty();
    }

    private static async Task<HttpStatusCode> ConnectAsync(RunningServer server, string forwardedFor)
    {
        // Left open: it is to count as long as the server lives.
        var socket = new System.Net.WebSockets.ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("X-Forwarded-For", forwardedFor);
        try
        {
            await socket.ConnectAsync(new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/session" }.Uri, TestContext.Current.CancellationToken);
            return HttpStatusCode.OK;
        }
        catch (System.Net.WebSockets.WebSocketException)
        {
            return socket.HttpStatusCode;
        }
    }
}
