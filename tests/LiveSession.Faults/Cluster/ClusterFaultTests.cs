using System.Diagnostics;

namespace LiveSession.Faults.Cluster;

public sealed class ClusterFaultTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Return = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task Nothing_is_lost_when_nodes_are_killed_and_stopped_one_after_the_other()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 10);
        await house.AllWriteOnAsync(5, Return);
        foreach (var node in house.Nodes)
        {
            await house.KillAsync(node);
            await TimedAsync("all read on after a kill", () => house.AllReachHeadAsync(Return));
            await house.AllWriteOnAsync(5, Return);
            await house.StartAgainAsync(node);
        }

        foreach (var node in house.Nodes)
        {
            await house.StopAsync(node);
            await TimedAsync("all read on after a stop", () => house.AllReachHeadAsync(Return));
            await house.StartAgainAsync(node);
        }

        await EndAsync(house);
    }

    [Fact]
    public async Task Captions_flow_and_nothing_is_lost_while_Redis_is_killed_frozen_and_emptied()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 10);
        await house.AllWriteOnAsync(5, Return);

        await house.Redis.KillAsync();
        await TimedAsync("all read on without Redis", () => house.AllReachHeadAsync(Return));
        await house.AllWriteOnAsync(10, Return);
        await house.Redis.StartAsync();
        await house.AllWriteOnAsync(5, Return);

        await house.Redis.FreezeAsync();
        await house.AllWriteOnAsync(10, Return);
        await TimedAsync("all read on with a frozen Redis", () => house.AllReachHeadAsync(Return));
        await house.Redis.ThawAsync();

        await house.Redis.AskAsync("FLUSHALL");
        await house.AllWriteOnAsync(5, Return);
        await EndAsync(house);
    }

    [Fact]
    public async Task Without_Redis_the_nodes_hear_of_each_other_through_the_database()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 1, observers: 10, redis: false);
        await house.StopPressingAsync();
        await house.AllWriteOnAsync(45, TimeSpan.FromSeconds(30));
        await TimedAsync("all read on without a Redis", () => house.AllReachHeadAsync(Return));

        house.Wire.Cut();
        await Task.Delay(TimeSpan.FromSeconds(3));
        house.Wire.Mend();
        await house.AllWriteOnAsync(5, TimeSpan.FromSeconds(10));
        await TimedAsync("all read on after the database's return", () => house.AllReachHeadAsync(Return));

        await house.KillAsync(house.Nodes[0]);
        await house.AllWriteOnAsync(5, Return);
        await house.StartAgainAsync(house.Nodes[0]);
        await TimedAsync("all read on after a kill", () => house.AllReachHeadAsync(Return));
        await EndAsync(house);
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_database_is_cut_off_and_a_node_hangs()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 10);
        await house.AllWriteOnAsync(5, Return);

        var cut = Stopwatch.GetTimestamp();
        house.Wire.Cut();
        await Task.Delay(TimeSpan.FromSeconds(4));
        var told = house.Captioners.Select(captioner => captioner.Lines.Max(line => line.RefusedAt) is { } at ? Stopwatch.GetElapsedTime(cut, at) : TimeSpan.MaxValue).ToArray();
        house.Wire.Mend();
        told.ShouldAllBe(waited => waited < TimeSpan.FromSeconds(4), "A captioner was not told that the archive cannot be written.");
        output.WriteLine($"captioners told of a cut database within {told.Max().TotalSeconds:0.0} s");
        await TimedAsync("all write on after the database's return", () => house.AllWriteOnAsync(3, TimeSpan.FromSeconds(10)));
        await TimedAsync("all have read everything since", () => house.AllReachHeadAsync(Return));

        await house.Nodes[1].FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(3));
        await house.Nodes[1].ThawAsync();
        await TimedAsync("all have read everything after a node hung", () => house.AllReachHeadAsync(Return));
        await EndAsync(house);
    }

    [Fact]
    public async Task Captioners_are_told_in_time_when_the_database_hangs_with_its_connections_open()
    {
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 6);
        await house.AllWriteOnAsync(5, Return);

        var hung = Stopwatch.GetTimestamp();
        await house.Postgres.FreezeAsync();
        await Task.Delay(TimeSpan.FromSeconds(4));
        await house.Postgres.ThawAsync();

        // Two seconds, and half a one for a busy machine.
        var told = house.Captioners.Select(captioner => captioner.Lines.Where(line => line.RefusedAt > hung).Min(line => line.RefusedAt) is { } at
            ? Stopwatch.GetElapsedTime(hung, at) : TimeSpan.MaxValue).ToArray();
        told.ShouldAllBe(waited => waited < TimeSpan.FromSeconds(2.5), "A captioner was not told that the archive cannot be written.");
        output.WriteLine($"captioners told of a database that hangs within {told.Max().TotalSeconds:0.0} s");
        await TimedAsync("all write on after the database's return", () => house.AllWriteOnAsync(10, TimeSpan.FromSeconds(10)));
        await TimedAsync("all have read everything since", () => house.AllReachHeadAsync(Return));
        await EndAsync(house);
    }

    private async Task TimedAsync(string what, Func<Task> comes)
    {
        var begun = Stopwatch.GetTimestamp();
        await comes();
        output.WriteLine($"{what}: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s");
    }

    private async Task EndAsync(ClusterHouse house)
    {
        var verdict = await house.EndAsync();
        output.WriteLine(verdict.ToString());
        verdict.ShouldBeClean();
        verdict.Acknowledged.ShouldBeGreaterThan(50);
    }
}
