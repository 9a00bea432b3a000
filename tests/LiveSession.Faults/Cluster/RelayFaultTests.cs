using System.Diagnostics;
using System.Globalization;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Relays;

namespace LiveSession.Faults.Cluster;

/// <summary>Captions go to services elsewhere once, whichever node sees to that and whatever becomes of it.</summary>
public sealed class RelayFaultTests(ITestOutputHelper output)
{
    // A lease of four seconds and the next beat, then the line itself.
    private static readonly TimeSpan TakenOver = TimeSpan.FromSeconds(8);

    // A captioner waits five seconds for an answer before looking for another node.
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(5);
    private static readonly string[] Settings = ["--Relays:AllowLoopback=true", "--Relays:LinesWaiting=200", "--Relays:TryAgainAfter=00:00:01"];

    [Fact]
    public async Task Every_line_is_relayed_once_while_nodes_are_killed_and_stopped()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 1, observers: 0, settings: Settings);
        await using var zoom = await RelayedElsewhere.AddAsync(house, RelayService.Zoom, "track-0");
        await using var youTube = await RelayedElsewhere.AddAsync(house, RelayService.YouTube, "track-0");
        await using var teams = await RelayedElsewhere.AddAsync(house, RelayService.Teams, "track-0");
        RelayedElsewhere[] all = [zoom, youTube, teams];
        await Task.WhenAll(all.Select(service => service.GoesOnAsync(house)));

        // Which of them sees to which relay is chance; after the kill it is the other, for all of them.
        await house.KillAsync(house.Nodes[0]);
        await TimedAsync("all relays go on after the kill of a node", TakenOver, house, all);
        await house.StartAgainAsync(house.Nodes[0]);

        await house.StopAsync(house.Nodes[1]);
        await TimedAsync("all relays go on after their node was stopped", TakenOver / 2, house, all);

        zoom.ShouldBeWhole(mostMissing: 0);
        youTube.ShouldBeWhole(mostMissing: 0);
        teams.ShouldBeWhole(mostMissing: 1);
    }

    [Fact]
    public async Task A_node_that_was_frozen_while_it_relayed_sends_nothing_that_another_has_sent()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 1, observers: 0, settings: Settings);
        await using var teams = await RelayedElsewhere.AddAsync(house, RelayService.Teams, "track-0");
        await teams.GoesOnAsync(house);
        var holder = await HolderAsync(house);

        // It has lines at hand that it could not send yet: in that moment it halts. Teams numbers nothing, and would show whatever comes.
        teams.Service.Away = Trouble.Busy;
        await house.AllWriteOnAsync(5);
        await house.FreezeAsync(holder);
        teams.Service.Away = null;
        await TimedAsync("the relay goes on after its node froze, and perhaps the captioner's with it", TakenOver + Noticed, house, [teams]);

        var (posts, taken) = (teams.Service.Headers.Count, teams.Taken.Count);
        await house.ThawAsync(holder);
        await house.AllWriteOnAsync(15);
        await teams.GoesOnAsync(house);

        (teams.Service.Headers.Count - posts).ShouldBeInRange(teams.Taken.Count - taken, teams.Taken.Count - taken + 1, "somebody posted what was not wanted");
        teams.ShouldBeWhole(mostMissing: 1);
    }

    private static async Task<ServerProcess> HolderAsync(ClusterHouse house)
    {
        var sent = await Task.WhenAll(house.Nodes.Select(node => node.MetricAsync("livesession_relay_lines_total")));
        sent.Count(lines => lines > 0).ShouldBe(1, "two nodes sent");
        return house.Nodes[Array.FindIndex(sent, lines => lines > 0)];
    }

    private async Task TimedAsync(string what, TimeSpan limit, ClusterHouse house, RelayedElsewhere[] all)
    {
        var begun = Stopwatch.GetTimestamp();
        await Task.WhenAll(all.Select(service => service.GoesOnAsync(house)));
        var took = Stopwatch.GetElapsedTime(begun);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {took.TotalSeconds:0.0} s"));
        took.ShouldBeLessThan(limit, what);
    }
}
