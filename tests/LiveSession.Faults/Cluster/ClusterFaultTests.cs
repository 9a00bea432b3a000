using System.Diagnostics;

namespace LiveSession.Faults.Cluster;

public sealed class ClusterFaultTests(ITestOutputHelper output)
{
    private readonly Bars _bars = new(output);

    [Fact]
    public async Task Nothing_is_lost_when_nodes_are_killed_and_stopped_one_after_the_other()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 10);
        await house.AllWriteOnAsync(5);
        foreach (var node in house.Nodes)
        {
            await LiveAgainAsync(house, "a kill", () => house.KillAsync(node));
            await house.AllWriteOnAsync(5);
            await house.StartAgainAsync(node);
        }

        foreach (var node in house.Nodes)
        {
            await LiveAgainAsync(house, "a stop", () => house.StopAsync(node));
            await house.StartAgainAsync(node);
        }

        await EndAsync(house);
    }

    [Fact]
    public async Task Captions_flow_and_nothing_is_lost_while_Redis_is_killed_frozen_and_emptied()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 10);
        await house.AllWriteOnAsync(5);

        await house.Redis.KillAsync();
        await GapFreeAsync(house, "the loss of Redis");
        await house.AllWriteOnAsync(10);
        await house.Redis.StartAsync();
        await GapFreeAsync(house, "the return of Redis");
        await house.AllWriteOnAsync(5);

        await house.Redis.FreezeAsync();
        await house.AllWriteOnAsync(10);
        await GapFreeAsync(house, "ten lines with a frozen Redis");
        await house.Redis.ThawAsync();
        await GapFreeAsync(house, "the thaw of Redis");

        await house.Redis.AskAsync("FLUSHALL");
        await GapFreeAsync(house, "Redis was emptied");
        await house.AllWriteOnAsync(5);
        await EndAsync(house);
    }

    [Fact]
    public async Task Without_Redis_the_nodes_hear_of_each_other_through_the_database()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 1, observers: 10, redis: false);
        await house.StopPressingAsync();
        await house.AllWriteOnAsync(45);
        await GapFreeAsync(house, "45 lines without a Redis");
        await house.CountedEverywhereAsync();

        house.Wire.Cut();
        await Task.Delay(TimeSpan.FromSeconds(3));
        house.Wire.Mend();
        await GapFreeAsync(house, "the database's return");
        await house.AllWriteOnAsync(5);
        await GapFreeAsync(house, "the captioners wrote on");

        await LiveAgainAsync(house, "a kill", () => house.KillAsync(house.Nodes[0]));
        await house.AllWriteOnAsync(5);
        await house.StartAgainAsync(house.Nodes[0]);
        await EndAsync(house);
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_database_is_cut_off_and_a_node_hangs()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 10);
        await house.AllWriteOnAsync(5);

        var cut = Stopwatch.GetTimestamp();
        house.Wire.Cut();
        await Task.Delay(TimeSpan.FromSeconds(4));
        var mended = Stopwatch.GetTimestamp();
        house.Wire.Mend();
        await GapFreeAsync(house, "the database's return");
        _bars.Hold("captioners told, after the database was cut off", house.ToldAfter(cut, mended), Bars.Told);
        await WriteOnAsync(house);

        await house.Nodes[1].FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));
        await house.Nodes[1].ThawAsync();
        await GapFreeAsync(house, "a node's thaw");
        await EndAsync(house);
    }

    [Fact]
    public async Task Captioners_are_told_in_time_when_the_database_hangs_with_its_connections_open()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 6, ownPostgres: true);
        await house.AllWriteOnAsync(5);

        var hung = Stopwatch.GetTimestamp();
        await house.Postgres.FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(4));
        var thawed = Stopwatch.GetTimestamp();
        await house.Postgres.ThawAsync();
        await GapFreeAsync(house, "the database's thaw");
        _bars.Hold("captioners told, after the database hung", house.ToldAfter(hung, thawed), Bars.Told);
        await WriteOnAsync(house);
        await EndAsync(house);
    }

    private async Task WriteOnAsync(ClusterHouse house)
    {
        await house.AllWriteOnAsync(3);
        await GapFreeAsync(house, "the captioners wrote on");
    }

    private async Task GapFreeAsync(ClusterHouse house, string what) =>
        _bars.Hold($"observers gap-free, after {what}", await house.GapFreeAsync(), Bars.GapFree);

    private async Task LiveAgainAsync(ClusterHouse house, string what, Func<Task> ends) =>
        _bars.Hold($"observers live again, after {what} of their node", (await house.LiveAgainAsync(ends)).DefaultIfEmpty().Last(), Bars.LiveAgain);

    private async Task EndAsync(ClusterHouse house)
    {
        var verdict = await house.EndAsync();
        output.WriteLine(verdict.ToString());
        verdict.ShouldBeClean();
        verdict.Acknowledged.ShouldBeGreaterThanOrEqualTo(house.WaitedFor);
        _bars.ShouldBeMet();
    }
}
