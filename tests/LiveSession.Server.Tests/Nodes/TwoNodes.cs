using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Observers;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveSession.Server.Tests.Nodes;

/// <summary>Two nodes of one installation with a real Redis between them, a session that runs, and an observer at each.</summary>
public sealed class TwoNodes : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly List<IAsyncDisposable> _parts = [];

    private TwoNodes(RedisServer redis, RunningServer here, RunningServer there) => (Redis, Here, There) = (redis, here, there);

    public RedisServer Redis { get; }

    public RunningServer Here { get; }

    public RunningServer There { get; }

    public static async Task<TwoNodes> StartAsync(params string[] settings)
    {
        var redis = await RedisServer.StartNewAsync();
        var here = await RunningServer.StartAsync([redis.Setting, .. settings]);
        var there = await here.StartAnotherNodeAsync([redis.Setting, .. settings]);
        await here.OpenSessionAsync();
        var nodes = new TwoNodes(redis, here, there);
        await nodes.UntilConnectedAsync();
        return nodes;
    }

    /// <summary>Somebody who reads at one of the nodes and notes whatever is not as promised.</summary>
    public ObserverClient Observe(RunningServer node)
    {
        var observer = ObserverClient.Follow(node.Address, node.Session);
        _parts.Add(observer);
        return observer;
    }

    public async Task<CaptionPen> WriteAsync(RunningServer node, Role role = Role.Captioner)
    {
        var captioner = await node.VisitAsync(role);
        _parts.Add(captioner);
        return await CaptionPen.TakeUpAsync(captioner, node.Session);
    }

    /// <summary>Both nodes hear Redis, and each other, and have been answered: what an attempt during an outage ran into stands until the next one.</summary>
    public Task UntilConnectedAsync() => UntilAsync(
        () => new[] { Here, There }.All(node => node.Services.GetRequiredService<RedisPulse>() is { IsAway: false, Trouble: null } && node.Services.GetRequiredService<Presence>().Nodes.Count == 1), "the nodes hear each other");

    /// <summary>Both nodes say that Redis is away.</summary>
    public Task UntilAwayAsync() => UntilAsync(() => IsAway(Here) && IsAway(There), "the nodes miss Redis");

    /// <summary>Waits for what no message tells of.</summary>
    public static async Task UntilAsync(Func<bool> comes, string what)
    {
        using var limit = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!comes())
        {
            limit.IsCancellationRequested.ShouldBeFalse($"It did not come about that {what}.");
            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }

    public static async Task UntilReadAsync(ObserverClient observer, params IEnumerable<string> texts)
    {
        var wanted = texts.ToList();
        await UntilAsync(() => observer.Lines.Length >= wanted.Count, $"an observer reads {wanted.Count} lines");
        observer.Lines.Select(line => line.Text).ShouldBe(wanted);
        observer.Faults.ShouldBeEmpty();
    }

    public static async Task<HealthStatus> HealthOf(RunningServer node) =>
        (await node.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken)).Status;

    public async ValueTask DisposeAsync()
    {
        foreach (var part in _parts)
        {
            await part.DisposeAsync();
        }

        await There.DisposeAsync();
        await Here.DisposeAsync();
        await Redis.DisposeAsync();
    }

    private static bool IsAway(RunningServer node) => node.Services.GetRequiredService<RedisPulse>().IsAway;
}
