using System.Diagnostics;
using System.Globalization;
using LiveSession.Faults.Cluster;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Observers;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Faults.Proxies;

/// <summary>Everybody comes through the proxy, as it is shipped and with TLS, while nodes and the proxy itself fail and are replaced.</summary>
public sealed class ThroughProxyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SoonAfter = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task Nothing_is_lost_while_nodes_are_drained_and_killed_and_the_proxy_is_restarted(string program)
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 3, observers: 40, ProxyProgram.Of(program));
        await house.AllWriteOnAsync(3, Return);
        await house.AllReachHeadAsync(Return);

        await house.Proxy!.KillAsync();
        await house.Proxy.StartAsync();
        await TimedAsync("all have read everything after a restart of the proxy", () => house.AllReachHeadAsync(SoonAfter));

        var drained = house.StopAsync(house.Nodes[0]);
        await NewcomersAreLetInUntilAsync(house, drained);
        await TimedAsync("all have read everything after a node was drained", () => house.AllReachHeadAsync(SoonAfter));
        await house.AllWriteOnAsync(3, Return);
        await house.StartAgainAsync(house.Nodes[0]);

        await house.KillAsync(house.Nodes[1]);
        var killed = Stopwatch.GetTimestamp();
        var head = await house.HeadAsync() + 1;
        var live = await Task.WhenAll(house.Observers.Select(observer => LiveAfterAsync(observer, head, killed)));
        var late = live.Order().ElementAt((int)Math.Ceiling(live.Length * 0.99) - 1);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"99 % of {live.Length} observers live {late.TotalSeconds:0.0} s after their node was killed"));
        late.ShouldBeLessThan(Return);
        await house.AllWriteOnAsync(3, Return);

        var verdict = await house.EndAsync();
        output.WriteLine(verdict.ToString());
        verdict.ShouldBeClean();
    }

    [Fact]
    public async Task Nothing_is_lost_when_all_nodes_are_replaced_one_after_the_other_under_load()
    {
        // The long form: LIVESESSION_LONG=1 makes it twenty deploys.
        var deploys = Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 20 : 1;
        const int Seed = 20_150_930;
        var random = new Random(Seed);
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 6, observers: 30, ProxyProgram.HAProxy);
        for (var deploy = 0; deploy < deploys; deploy++)
        {
            ServerProcess[] nodes = [.. house.Nodes];
            random.Shuffle(nodes);
            foreach (var node in nodes)
            {
                await house.AllWriteOnAsync(random.Next(1, 6), Return);
                await house.StopAsync(node);
                await house.StartAgainAsync(node);
            }
        }

        var verdict = await house.EndAsync();
        output.WriteLine($"seed {Seed}, {deploys} deploys: {verdict}");
        verdict.ShouldBeClean();
        verdict.Acknowledged.ShouldBeGreaterThan(deploys * 100);
    }

    // From the moment the node is told to stop until it is gone, whoever comes is let in at the first attempt.
    private async Task NewcomersAreLetInUntilAsync(ClusterHouse house, Task drained)
    {
        var link = await OpenedLink.OpenAsync(house.Proxy!.Address, house.Meeting.ChairLink, house.Proxy.Certificate);
        var let = 0;
        do
        {
            await using var hub = link.Hub("/hubs/session");
            await hub.StartAsync().WaitAsync(Return);
            (await hub.InvokeAsync<JoinResult>(nameof(ISessionHub.Join), house.Session, null, null)).Rejection.ShouldBeNull();
            let++;
        }
        while (await Task.WhenAny(drained, Task.Delay(100)) != drained);

        await drained;
        output.WriteLine($"{let} newcomers while a node was drained, all let in at once");
    }

    private static async Task<TimeSpan> LiveAfterAsync(ObserverClient observer, long head, long since)
    {
        await observer.ReachesAsync(head, TimeSpan.FromSeconds(20));
        return Stopwatch.GetElapsedTime(since);
    }

    private async Task TimedAsync(string what, Func<Task> comes)
    {
        var begun = Stopwatch.GetTimestamp();
        await comes();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s"));
    }
}
