using System.Collections.Concurrent;
using System.Net;
using LiveSession.Server.Log;
using LiveSession.Server.Tests.Host;
using LiveSession.Server.Tests.Nodes;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveSession.Server.Tests.Operations;

public sealed class OperationsTests
{
    [Fact]
    public async Task A_server_whose_archive_is_away_is_alive_and_not_ready()
    {
        await using var server = await RunningServer.StartAsync();
        await using var operator_ = await server.VisitAsync(null);
        var token = TestContext.Current.CancellationToken;

        server.Log.FailWith("the disk is full");
        var live = await operator_.Http.GetAsync(new Uri("/healthz/live", UriKind.Relative), token);
        var away = await operator_.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), token);
        server.Log.Recover();
        var back = await operator_.Http.GetAsync(new Uri("/healthz/ready", UriKind.Relative), token);

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        away.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await away.Content.ReadAsStringAsync(token)).ShouldContain("the disk is full");
        back.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    // What the figure livesession_archive_away reads: figures themselves are shared by all servers of this process.
    [Fact]
    public async Task An_archive_that_is_away_is_missed_though_nobody_writes_and_until_it_is_back()
    {
        await using var server = await RunningServer.StartAsync();
        var watch = server.Services.GetRequiredService<ArchiveWatch>();
        watch.IsMissed.ShouldBeFalse();

        server.Log.FailWith("the disk is full");
        await TwoNodes.UntilAsync(() => watch.IsMissed, "it is missed");
        watch.IsAway.ShouldBeFalse("Nobody was told that something was not recorded.");
        server.Log.Recover();
        await TwoNodes.UntilAsync(() => !watch.IsMissed, "it is there again");
    }

    // A proxy that starts just then takes a node for down whose first answer is late.
    [Fact]
    public async Task A_server_has_said_how_it_is_before_anybody_can_ask()
    {
        var asked = new ConcurrentQueue<bool>();
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder =>
        {
            builder.Services.AddSingleton(asked);
            builder.Services.AddHealthChecks().AddCheck<ListeningNoted>("listening", tags: ["open"]);
        });

        asked.ShouldBe([false]);

        await using var proxy = await server.VisitAsync(null);
        (await proxy.Http.GetAsync(new Uri("/healthz/open", UriKind.Relative), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        asked.ShouldBe([false, true]);
    }

    [Theory]
    [InlineData("/healthz/live", HttpStatusCode.OK)]
    [InlineData("/healthz/ready", HttpStatusCode.OK)]
    [InlineData("/healthz/open", HttpStatusCode.OK)]
    [InlineData("/metrics", HttpStatusCode.OK)]
    [InlineData("/", HttpStatusCode.BadRequest)]
    public async Task Machines_ask_how_a_server_is_by_its_address_and_people_come_by_its_name(string path, HttpStatusCode expected)
    {
        await using var server = await RunningServer.StartAsync("--AllowedHosts=captions.example.org");
        using var probe = new HttpClient { BaseAddress = server.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "10.0.3.7:8080" } };
        using var named = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = "captions.example.org" } };

        (await probe.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(expected);
        (await probe.SendAsync(named, TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task What_matters_is_measured()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var observer = await server.VisitAsync(null);
        Mailbox<SessionNews> news = null!;
        await (await observer.ConnectAsync("/hubs/session", connection => news = new(connection, nameof(ISessionClient.Happened)))).JoinAsync(server.Session);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("counted");
        await news.NextAsync();
        // A delivery is measured once all readers have it: before the next one begins.
        await pen.LineAsync("counted too");
        await news.NextAsync();

        var metrics = await observer.Http.GetStringAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        foreach (var name in new[]
        {
            "livesession_captions_in", "livesession_messages_delivered", "livesession_delivery_duration", "livesession_connections",
            "livesession_followers", "livesession_queue_length", "livesession_archive_away", "livesession_command_duration",
        })
        {
            metrics.ShouldContain(name);
        }
    }

    [Fact]
    public async Task A_server_told_to_stop_sends_its_readers_away_with_a_time_to_return()
    {
        await using var server = await RunningServer.StartAsync();
        await using var observer = await server.VisitAsync(null);
        Mailbox<ClosingNotice> farewell = null!;
        await (await observer.ConnectAsync("/hubs/session", connection => farewell = new(connection, nameof(ISessionClient.Closing)))).JoinAsync(server.Session);

        var stopping = server.StopAsync();
        var notice = await farewell.NextAsync();
        await stopping;

        notice.Reason.ShouldBe(ClosingReason.Stopping);
        notice.ReconnectAfter!.Value.ShouldBeInRange(TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task Pages_of_a_stranger_set_no_cookie_and_can_be_checked_for_freshness()
    {
        await using var server = await RunningServer.StartAsync();
        await using var stranger = await server.VisitAsync(null);

        foreach (var path in new[] { "/", "/m/wgec", "/m/wgec/1", "/m/wgec/1/transcript" })
        {
            var page = await stranger.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            page.StatusCode.ShouldBe(HttpStatusCode.OK);
            page.Headers.Contains("Set-Cookie").ShouldBeFalse(path);
        }
    }

    // A server that listens has a port.
    private sealed class ListeningNoted(IServer server, ConcurrentQueue<bool> asked) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            asked.Enqueue(server.Features.Get<IServerAddressesFeature>()!.Addresses.All(address => new Uri(address).Port != 0));
            return Task.FromResult(HealthCheckResult.Healthy());
        }
    }
}
