using LiveSession.Core.Relays;
using LiveSession.Server;
using LiveSession.Server.Relays;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Relays;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Faults.Cluster;

/// <summary>A service that a session of several nodes is relayed to, and what it must have got of it.</summary>
internal sealed class RelayedElsewhere(RelayService kind, StubService service) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public StubService Service => service;

    /// <summary>The words that were taken, in order.</summary>
    public IReadOnlyList<string> Taken => [.. service.Taken.Select(body => body.Split('\n')[^1])];

    /// <summary>Relays a track of the session; the nodes find it in the meeting's log.</summary>
    public static async Task<RelayedElsewhere> AddAsync(ClusterHouse house, RelayService kind, string track)
    {
        var elsewhere = new RelayedElsewhere(kind, await StubService.StartAsync());
        RelayAddress.Read(elsewhere.Service.LinkFor(kind), kind, new RelayRules([], AllowLoopback: true), out var address).ShouldBeNull();
        // Never started: it lends the installation's keys.
        await using var keys = Composition.Build([$"--ConnectionStrings:Postgres={house.Database}"]);
        var secret = keys.Services.GetRequiredService<RelaySecrets>().Seal(house.Session, address!);
        await using var seed = ArchiveSeed.InDatabase(house.Database);
        await seed.ChangeAsync(house.Meeting, state => new AddRelay(
            house.Session, kind, address!.Url.IdnHost, track, secret, [.. state.Relays.Of(house.Session).Select(relay => relay.Id)]));
        return elsewhere;
    }

    /// <summary>Waits until the service took a line that was written after now.</summary>
    public async Task GoesOnAsync(ClusterHouse house)
    {
        var written = house.Captioners[0].Lines.Length;
        using var late = new CancellationTokenSource(Patience);
        while (Taken.Count == 0 || NumberOf(Taken[^1]) <= written)
        {
            late.IsCancellationRequested.ShouldBeFalse($"{kind} has {(Taken.Count > 0 ? Taken[^1] : "nothing")} and not what came after line {written}.");
            await Task.Delay(20);
        }
    }

    /// <summary>Every line from the first that was taken, once and in order; of those that a service without numbers cannot be told again, some may be missing.</summary>
    /// <param name="mostMissing">How many.</param>
    public void ShouldBeWhole(int mostMissing)
    {
        var numbers = Taken.Select(NumberOf).ToArray();
        service.Faults.ShouldBeEmpty();
        numbers.AsEnumerable().ShouldBe(numbers.Distinct().Order(), $"{kind} was shown lines twice or out of order");
        var missing = numbers[^1] - numbers[0] + 1 - numbers.Length;
        missing.ShouldBeInRange(0, mostMissing, $"{kind} missed lines");
    }

    public ValueTask DisposeAsync() => service.DisposeAsync();

    private static int NumberOf(string words) => int.Parse(words.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);
}
