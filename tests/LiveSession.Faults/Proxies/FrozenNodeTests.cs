using LiveSession.Faults.Cluster;
using LiveSession.Testing.Installation;

namespace LiveSession.Faults.Proxies;

/// <summary>A node that takes connections and answers nothing, behind the proxies as they are shipped.</summary>
public sealed class FrozenNodeTests(ITestOutputHelper output)
{
    // HAProxy asks the nodes, and cuts off whoever is at one that gives no answer three times, which takes 4.9 s at most. nginx asks
    // nobody: readers leave after 12 s without a word, and wait for 9 s more where nginx leads them back to the node that hangs.
    [Theory]
    [InlineData("haproxy", 4.9)]
    [InlineData("nginx", 21)]
    public async Task Everybody_on_a_node_that_hangs_goes_on_at_another_and_nothing_is_lost_when_it_goes_on_too(string program, double noticedAfter)
    {
        var bars = new Bars(output);
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 2, observers: 20, ProxyProgram.Of(program));
        await house.AllWriteOnAsync(3);
        await house.GapFreeAsync();

        var live = await house.LiveAgainAsync(house.Nodes[1].FreezeAsync);
        live.ShouldNotBeEmpty();
        bars.Hold($"{live.Count} observers live again, after their node hung", live[^1], TimeSpan.FromSeconds(noticedAfter) + Bars.LiveAgain);
        await house.AllWriteOnAsync(3);
        await house.GapFreeAsync();

        await house.Nodes[1].ThawAsync();
        await house.AllWriteOnAsync(3);
        bars.Hold("observers gap-free, after the node went on", await house.GapFreeAsync(), Bars.GapFree);
        var verdict = await house.EndAsync();
        output.WriteLine(verdict.ToString());
        verdict.ShouldBeClean();
        bars.ShouldBeMet();
    }
}
