using System.Net;
using System.Net.WebSockets;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Operations;

public sealed class DrainTests
{
    [Fact]
    public async Task A_stopping_node_takes_no_newcomers_and_serves_who_is_here_until_the_proxy_has_noticed()
    {
        await using var server = await RunningServer.StartAsync("--Drain:Notice=00:00:02");
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await using var stranger = await server.VisitAsync(null);
        (await StatusAsync(stranger, "/healthz/open")).ShouldBe(HttpStatusCode.OK);

        var stopping = Task.Run(server.StopAsync, TestContext.Current.CancellationToken);
        while (await StatusAsync(stranger, "/healthz/open") is HttpStatusCode.OK)
        {
        }

        // As HAProxy has it: nobody new, and who is there stays.
        (await StatusAsync(stranger, "/healthz/open")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(stranger, "/healthz/ready")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await StatusAsync(stranger, "/healthz/live")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(stranger, "/m/wgec/1")).ShouldBe(HttpStatusCode.OK);
        (await pen.LineAsync("said while it is stopping")).Rejection.ShouldBeNull();
        (await ConnectAsync(server)).ShouldBe(HttpStatusCode.ServiceUnavailable);
        await stopping;
    }

    [Fact]
    public async Task Readers_leave_one_after_the_other_over_the_time_that_is_set_and_commands_are_taken_meanwhile()
    {
        const int Readers = 20;
        await using var server = await RunningServer.StartAsync("--Drain:Spread=00:00:02");
        await using var reader = await server.VisitAsync(null);
        var farewells = new List<Mailbox<ClosingNotice>>();
        for (var number = 0; number < Readers; number++)
        {
            Mailbox<ClosingNotice> farewell = null!;
            await (await reader.ConnectAsync("/hubs/session", connection => farewell = new(connection, nameof(ISessionClient.Closing)))).JoinAsync(server.Session);
            farewells.Add(farewell);
        }

        var began = TimeProvider.System.GetTimestamp();
        var stopping = Task.Run(server.StopAsync, TestContext.Current.CancellationToken);
        var left = await Task.WhenAll(farewells.Select(async farewell =>
        {
            var notice = await farewell.NextAsync();
            notice.Reason.ShouldBe(ClosingReason.Stopping);
            return TimeProvider.System.GetElapsedTime(began);
        }));
        await stopping;

        (left.Max() - left.Min()).ShouldBeGreaterThan(TimeSpan.FromSeconds(1));
        left.Count(after => after < TimeSpan.FromSeconds(1)).ShouldBeInRange(1, Readers - 5);
    }

    [Fact]
    public async Task A_node_that_serves_nobody_stops_at_once()
    {
        await using var server = await RunningServer.StartAsync("--Drain:Spread=00:05:00");

        await server.StopAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> StatusAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> ConnectAsync(RunningServer server)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        await Should.ThrowAsync<WebSocketException>(() => socket.ConnectAsync(
            new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/session" }.Uri, TestContext.Current.CancellationToken));
        return socket.HttpStatusCode;
    }
}
