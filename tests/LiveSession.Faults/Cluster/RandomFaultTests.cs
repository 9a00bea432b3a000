using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using LiveSession.Core.Floor;
using LiveSession.Testing.Installation;

namespace LiveSession.Faults.Cluster;

/// <summary>
/// Three nodes under load, and one of them is killed at a moment nobody chose, again and again. <c>LIVESESSION_LONG=1</c> makes it 200 rounds
/// and lets outages last as long as they do elsewhere; <c>LIVESESSION_ROUNDS</c> is a number of rounds of its own.
/// </summary>
public sealed class RandomFaultTests(ITestOutputHelper output)
{
    private const int Seed = 20_130_531;
    private const double Most = 0.99;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly Bars _bars = new(output);

    private static int Rounds => Bars.Rounds(inTheLongForm: 200, otherwise: 2);

    [Fact]
    public async Task Nothing_is_lost_among_three_nodes_wherever_one_is_killed_and_observers_are_live_again_in_five_seconds()
    {
        var random = new Random(Seed);
        await using var house = await ClusterHouse.StartAsync(nodes: 3, captioners: 4, observers: 100);
        await house.AllWriteOnAsync(3);
        var rounds = new List<(TimeSpan Took, int Observers)>();
        for (var round = 1; round <= Rounds; round++)
        {
            await Task.Delay(random.Next(0, 600));
            var node = house.Nodes[random.Next(house.Nodes.Count)];
            var live = await house.LiveAgainAsync(() => house.KillAsync(node));
            // Nobody reads yet at a node that has just come back.
            if (live.Count > 0)
            {
                rounds.Add((live[(int)Math.Ceiling(live.Count * Most) - 1], live.Count));
                _bars.Hold($"kill {round}, {live.Count} observers lost their node: 99 % live again", rounds[^1].Took, Bars.LiveAgain);
            }

            await house.StartAgainAsync(node);
        }

        rounds.Count.ShouldBeGreaterThanOrEqualTo(Rounds / 2);
        var took = rounds.Select(round => round.Took.TotalSeconds).Order().ToArray();
        Say($"seed {Seed}, {Rounds} kills, 100 observers: of the {rounds.Average(round => round.Observers):0} who lost their node 99 % were live again after {took[took.Length / 2]:0.0} s in the middle, {took[(int)Math.Ceiling(took.Length * 0.95) - 1]:0.0} s in 19 of 20 kills, {took[^1]:0.0} s at worst");
        await EndAsync(house);
        // Several chairs pressed, or nothing was shown about them.
        var log = await house.ReadAsync();
        var chairs = log.Where(happened => happened.Event is FloorGranted).Select(happened => happened.By).ToHashSet();
        Say($"the floor was given {log.Count(happened => happened.Event is FloorGranted)} times by {chairs.Count} chairs, between whom the gavel went {log.Count(happened => happened.Event is GavelTaken or GavelHandedOver)} times");
        chairs.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_whose_clock_jumps_moves_nothing_in_the_record()
    {
        using var clock = MovableClock.Right();
        await using var house = await ClusterHouse.StartAsync(nodes: 2, captioners: 4, observers: 10, clock: clock);
        await house.AllWriteOnAsync(3);
        foreach (var ahead in new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.Zero })
        {
            clock.Move(ahead);
            await UntilAsync(async () => await ClockAsync(house.Nodes[0]) == (ahead == TimeSpan.Zero ? "Healthy" : "Degraded"), "the node says of its clock what is so");
            await house.AllWriteOnAsync(5);
            await GapFreeAsync(house, "five lines of a node with such a clock");
        }

        var times = (await house.ReadAsync()).Select(happened => happened.At).ToArray();
        times.ShouldBe(times.Order());
        (times[^1] - times[0]).ShouldBeLessThan(TimeSpan.FromMinutes(2));
        await EndAsync(house);
    }

    [Fact]
    public async Task An_outage_of_Redis_stops_no_captions_and_one_of_the_database_loses_none()
    {
        var (redis, database) = Bars.AreHeld ? (TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(30)) : (TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(4));
        await using var house = await ClusterHouse.StartAsync(nodes: 3, captioners: 4, observers: 30);
        await house.AllWriteOnAsync(3);

        await house.Redis.KillAsync();
        await GoesOnAsync(house, redis);
        await house.Redis.StartAsync();
        await GapFreeAsync(house, $"{redis.TotalSeconds:0} s without Redis, in which captions went on");

        // Frozen for a moment it is in ClusterFaultTests.
        if (Bars.AreHeld)
        {
            await house.Redis.FreezeAsync();
            await GoesOnAsync(house, database);
            await house.Redis.ThawAsync();
            await GapFreeAsync(house, $"{database.TotalSeconds:0} s with a frozen Redis, in which captions went on");
            await GoesOnAsync(house, TimeSpan.FromSeconds(5));
        }

        var cut = Stopwatch.GetTimestamp();
        house.Wire.Cut();
        await Task.Delay(database);
        var mended = Stopwatch.GetTimestamp();
        house.Wire.Mend();
        await GapFreeAsync(house, $"{database.TotalSeconds:0} s without the database");
        _bars.Hold("captioners told, after the database was cut off", house.ToldAfter(cut, mended), Bars.Told);
        await house.AllWriteOnAsync(1);
        await GapFreeAsync(house, "all captioners wrote on");
        await EndAsync(house);
    }

    private async Task GoesOnAsync(ClusterHouse house, TimeSpan until)
    {
        var slowest = TimeSpan.Zero;
        for (var since = Stopwatch.StartNew(); since.Elapsed < until;)
        {
            await house.AllWriteOnAsync(3);
            var took = await house.GapFreeAsync();
            slowest = took > slowest ? took : slowest;
        }

        _bars.Hold("observers gap-free, the slowest time of the outage", slowest, Bars.GapFree);
    }

    private async Task GapFreeAsync(ClusterHouse house, string what) =>
        _bars.Hold($"observers gap-free, after {what}", await house.GapFreeAsync(), Bars.GapFree);

    private static async Task<string?> ClockAsync(ServerProcess node)
    {
        using var health = JsonDocument.Parse(await node.Http.GetStringAsync(new Uri("/healthz/ready", UriKind.Relative)));
        return Find(health.RootElement, "clock");
    }

    // The checks of the answer, however they are nested.
    private static string? Find(JsonElement element, string name) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(property =>
            property.Name != name ? Find(property.Value, name)
            : property.Value.ValueKind is JsonValueKind.String ? property.Value.GetString()
            : property.Value.GetProperty("status").GetString()).FirstOrDefault(found => found is not null),
        JsonValueKind.Array => element.EnumerateArray().Select(item => Find(item, name)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static async Task UntilAsync(Func<Task<bool>> comes, string what)
    {
        for (var since = Stopwatch.StartNew(); !await comes(); await Task.Delay(100))
        {
            since.Elapsed.ShouldBeLessThan(Limit, $"it did not come about that {what}");
        }
    }

    private async Task EndAsync(ClusterHouse house)
    {
        var verdict = await house.EndAsync();
        output.WriteLine(verdict.ToString());
        verdict.ShouldBeClean();
        _bars.ShouldBeMet();
    }

    private void Say(FormattableString what) => output.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
