using LiveSession.Faults.Cluster;
using LiveSession.Testing.Installation;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Faults.Proxies;

/// <summary>Everybody comes through the proxy, as it is shipped and with TLS, while nodes and the proxy itself fail and are replaced.</summary>
public sealed class ThroughProxyTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly Bars _bars = new(output);

    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task Nothing_is_lost_while_nodes_are_drained_and_killed_and_the_proxy_is_restarted(string program)
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 3, observers: 40, ProxyProgram.Of(program));
        await house.AllWriteOnAsync(3);
        await house.AllReachHeadAsync();

        var back = await house.LiveAgainAsync(async () =>
        {
            await house.Proxy!.KillAsync();
            await house.Proxy.StartAsync();
        });
        back.Count.ShouldBe(house.Observers.Count);
        _bars.Hold("observers live again, after a restart of the proxy", back[^1], Bars.GapFree);

        var drained = house.StopAsync(house.Nodes[0]);
        await NewcomersAreLetInUntilAsync(house, drained);
        _bars.Hold("observers gap-free, after a node was drained", await house.GapFreeAsync(), Bars.GapFree);
        await house.AllWriteOnAsync(3);
        await house.StartAgainAsync(house.Nodes[0]);

        var live = await house.LiveAgainAsync(() => house.KillAsync(house.Nodes[1]));
        live.ShouldNotBeEmpty();
        _bars.Hold($"99 % of {live.Count} observers live again, after their node was killed", live[(int)Math.Ceiling(live.Count * 0.99) - 1], Bars.LiveAgain);
        await house.AllWriteOnAsync(3);
        await EndAsync(house);
    }

    [Fact]
    public async Task Nothing_is_lost_when_all_nodes_are_replaced_one_after_the_other_under_load()
    {
        var deploys = Bars.Rounds(inTheLongForm: 20, otherwise: 1);
        const int Seed = 20_150_930;
        var random = new Random(Seed);
        await using var house = await ClusterHouse.StartAsync(nodes: 3, captioners: 6, observers: 30, ProxyProgram.HAProxy);
        for (var deploy = 0; deploy < deploys; deploy++)
        {
            ServerProcess[] nodes = [.. house.Nodes];
            random.Shuffle(nodes);
            foreach (var node in nodes)
            {
                await house.AllWriteOnAsync(random.Next(1, 6));
                await house.StopAsync(node);
                await house.StartAgainAsync(node);
            }
        }

        var verdict = await house.EndAsync();
        output.WriteLine($"seed {Seed}, {deploys} deploys: {verdict}");
        verdict.ShouldBeClean();
        verdict.Acknowledged.ShouldBeGreaterThanOrEqualTo(house.WaitedFor);
    }

    // From the moment the node is told to stop until it is gone, whoever comes is let in at the first attempt.
    private async Task NewcomersAreLetInUntilAsync(ClusterHouse house, Task drained)
    {
        var link = await OpenedLink.OpenAsync(house.Proxy!.Address, house.Meeting.ChairLink, house.Proxy.Certificate);
        var let = 0;
        do
        {
            await using var hub = link.Hub("/hubs/session");
            await hub.StartAsync().WaitAsync(Patience);
            (await hub.InvokeAsync<JoinResult>(nameof(ISessionHub.Join), house.Session, null, null)).Rejection.ShouldBeNull();
            let++;
        }
        while (await Task.WhenAny(drained, Task.Delay(100)) != drained);

        await drained;
        output.WriteLine($"{let} newcomers while a node was drained, all let in at once");
    }

    private async Task EndAsync(ClusterHouse house)
    {
        var verdict = await house.EndAsync();
        output.WriteLine(verdict.ToString());
        verdict.ShouldBeClean();
        _bars.ShouldBeMet();
    }
}
