using System.Diagnostics;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;

namespace LiveSession.Faults.Cluster;

/// <summary>
/// Several nodes in processes of their own, one PostgreSQL behind a wire that can be cut, one Redis or none, and a session with captioners,
/// observers and desks that press at once, two chairs among them who hand the gavel to and fro. Everybody who loses a node goes to the next one that answers.
/// </summary>
internal sealed class ClusterHouse : IAsyncDisposable
{
    // No promise: what takes longer does not come.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);
    private static readonly string[] BehindProxy = ["--Proxy:Trust:0=127.0.0.1", "--Drain:Notice=00:00:05", "--Drain:Spread=00:00:01"];

    private readonly PostgresServer? _postgres;
    private readonly string _connection;
    private readonly RedisServer? _redis;
    private readonly Dictionary<ServerProcess, bool> _nodes = [];
    private readonly List<SteadfastCaptioner> _captioners = [];
    private readonly List<ObserverClient> _observers = [];
    private readonly List<FloorPress> _presses = [];

    private ClusterHouse(PostgresServer? postgres, string connection, RedisServer? redis) =>
        (_postgres, _connection, _redis, Wire) = (postgres, connection, redis, new TcpRelay(new NpgsqlConnectionStringBuilder(connection).Port));

    public RedisServer Redis => _redis ?? throw new InvalidOperationException("These nodes have no Redis.");

    /// <summary>The server, where it may be harmed; else it is everybody's, and only the wire to it may be cut.</summary>
    public PostgresServer Postgres => _postgres ?? throw new InvalidOperationException("These nodes share their PostgreSQL with other tests.");

    /// <summary>The database itself, past the wire.</summary>
    public string Database => _connection;

    /// <summary>In front of the nodes, where there is one: then everybody goes there.</summary>
    public ProxyServer? Proxy { get; private set; }

    /// <summary>Between the nodes and the database.</summary>
    public TcpRelay Wire { get; }

    public SeededMeeting Meeting { get; private set; } = null!;

    public SessionId Session => Meeting.Session();

    public IReadOnlyList<ServerProcess> Nodes => [.. _nodes.Keys];

    public IReadOnlyList<SteadfastCaptioner> Captioners => _captioners;

    /// <summary>How many lines were waited for so far: at least these stand in the record.</summary>
    public int WaitedFor { get; private set; }

    public IReadOnlyList<ObserverClient> Observers => _observers;

    /// <summary>Starts everything and lets everybody begin; without a proxy everybody knows where each node is. The first node goes by the clock, where one is given.</summary>
    public static async Task<ClusterHouse> StartAsync(
        int nodes, int captioners, int observers, ProxyProgram? proxy = null, bool redis = true, MovableClock? clock = null, bool ownPostgres = false, params string[] settings)
    {
        var postgres = ownPostgres ? await PostgresServer.StartAsync() : null;
        var house = new ClusterHouse(postgres, postgres is null ? await Databases.CreateAsync() : await postgres.CreateDatabaseAsync(), redis ? await RedisServer.StartNewAsync() : null);
        try
        {
            await house.OpenAsync(nodes, captioners, proxy, clock, settings);
            await house.BeginAsync(captioners, observers);
            return house;
        }
        catch
        {
            await house.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends a node as a power cut would; who was there goes elsewhere.</summary>
    public async Task KillAsync(ServerProcess node)
    {
        _nodes[node] = false;
        await node.KillAsync();
    }

    /// <summary>Asks a node to stop in order; who was there goes elsewhere.</summary>
    public async Task StopAsync(ServerProcess node)
    {
        _nodes[node] = false;
        (await node.StopAsync(TimeSpan.FromSeconds(30))).ShouldBe(0, node.Output.Text);
    }

    /// <summary>Lets a node hang; who was there goes elsewhere.</summary>
    public async Task FreezeAsync(ServerProcess node)
    {
        _nodes[node] = false;
        await node.FreezeAsync();
    }

    public async Task ThawAsync(ServerProcess node)
    {
        await node.ThawAsync();
        _nodes[node] = true;
    }

    public async Task StartAgainAsync(ServerProcess node)
    {
        await node.StartAsync();
        _nodes[node] = true;
    }

    /// <summary>Nobody presses any more: who writes on is one captioner at one node, so that the others learn of it by word alone.</summary>
    public Task StopPressingAsync() => Task.WhenAll(_presses.Select(press => press.StopAsync()));

    /// <summary>Where the log ends now.</summary>
    public async Task<long> HeadAsync()
    {
        await using var log = new PostgresSessionLog(_connection);
        return (await log.FindHeadAsync(LogId.Of(Session)))!.Position.Sequence;
    }

    /// <summary>Waits until every observer has what is in the log now.</summary>
    public async Task AllReachHeadAsync()
    {
        var head = await HeadAsync();
        await Task.WhenAll(_observers.Select(observer => observer.ReachesAsync(head, Patience)));
    }

    /// <summary>Waits until every node counts every observer, whichever of them they read at.</summary>
    public async Task CountedEverywhereAsync()
    {
        var chair = await OpenedLink.OpenAsync(Nodes[0].Address, Meeting.ChairLink);
        foreach (var node in Nodes)
        {
            var counted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await using var hub = (chair with { Server = node.Address }).Hub("/hubs/floor");
            hub.On<PresenceNews>(nameof(IFloorClient.PresenceChanged), news =>
            {
                if (!news.OnlyHere && news.Observers == _observers.Count)
                {
                    counted.TrySetResult();
                }
            });
            await hub.StartAsync();
            (await hub.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), Session)).Rejection.ShouldBeNull();
            await counted.Task.WaitAsync(Patience);
        }
    }

    /// <summary>Waits until every captioner was told of as many more lines.</summary>
    public async Task AllWriteOnAsync(int lines)
    {
        using var late = new CancellationTokenSource(Patience);
        foreach (var (captioner, wanted) in _captioners.Select(captioner => (captioner, captioner.Acknowledged + lines)).ToArray())
        {
            while (captioner.Acknowledged < wanted)
            {
                late.IsCancellationRequested.ShouldBeFalse($"{captioner.Track} was told of {captioner.Acknowledged} lines, not {wanted}. {captioner.LastRefusal?.Message}");
                await Task.Delay(20);
            }
        }

        WaitedFor += lines * _captioners.Count;
    }

    /// <summary>How long it takes from now until the last observer has what is in the log now, by the observers' own stopwatches.</summary>
    public async Task<TimeSpan> GapFreeAsync()
    {
        var (since, head) = (Stopwatch.GetTimestamp(), await HeadAsync());
        await Task.WhenAll(_observers.Select(observer => observer.ReachesAsync(head, Patience)));
        return _observers.Max(observer => After(since, observer.ReachedAt(head)));
    }

    /// <summary>
    /// Lets something end, or hang, and gives how long those whose connection that cost took until they had read what was recorded after it,
    /// the quickest first.
    /// </summary>
    public async Task<IReadOnlyList<TimeSpan>> LiveAgainAsync(Func<Task> ends)
    {
        var before = _observers.Select(observer => observer.Connections).ToArray();
        await ends();
        var (since, head) = (Stopwatch.GetTimestamp(), await HeadAsync() + 1);
        await Task.WhenAll(_observers.Select(observer => observer.ReachesAsync(head, Patience)));
        return [.. _observers.Where((observer, place) => observer.Connections > before[place]).Select(observer => After(since, observer.ReachedAt(head))).Order()];
    }

    /// <summary>How long after the archive went the last captioner was told that a line is not recorded. Each is told before it is back.</summary>
    /// <param name="gone">When it went, by the stopwatch.</param>
    /// <param name="back">When it came back.</param>
    public TimeSpan ToldAfter(long gone, long back) => _captioners.Max(captioner =>
    {
        var told = captioner.Lines.Where(line => line.RefusedAt > gone).Min(line => line.RefusedAt);
        (told < back).ShouldBeTrue($"{captioner.Track} was not told that the archive cannot be written.");
        return After(gone, told);
    });

    /// <summary>The session as recorded.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> ReadAsync()
    {
        await using var log = new PostgresSessionLog(_connection);
        var events = new List<LoggedEvent>();
        await foreach (var happened in log.ReadAsync(LogId.Of(Session)))
        {
            events.Add(happened);
        }

        return events;
    }

    /// <summary>Lets everybody finish and holds what they were told and saw against the log.</summary>
    public async Task<Verdict> EndAsync()
    {
        await Task.WhenAll(_presses.Select(press => press.StopAsync()));
        await Task.WhenAll(_captioners.Select(captioner => captioner.FinishAsync(Patience)));
        await AllReachHeadAsync();
        return History.Check(
            await ReadAsync(),
            [.. _captioners.Select(captioner => new WrittenTrack(captioner.Track, captioner.Lines))],
            [.. _observers.Select(observer => new Reading(observer.Faults.Length, observer.Lines))],
            [.. _presses.SelectMany(press => press.Acknowledged)],
            [.. _observers.Select(observer => observer.Floors), .. _presses.Select(press => press.Floors)]);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(
            [
                .. _presses.Select(press => press.DisposeAsync().AsTask()), .. _captioners.Select(captioner => captioner.DisposeAsync().AsTask()),
                .. _observers.Select(observer => observer.DisposeAsync().AsTask()),
            ]);
        foreach (var node in _nodes.Keys)
        {
            // One that hangs is killed like one that runs.
            await node.DisposeAsync();
        }

        if (Proxy is not null)
        {
            await Proxy.DisposeAsync();
        }

        await Wire.DisposeAsync();
        if (_redis is not null)
        {
            await _redis.DisposeAsync();
        }

        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }

    private static TimeSpan After(long since, long? at) => at > since ? Stopwatch.GetElapsedTime(since, at.Value) : TimeSpan.Zero;

    private string ThroughTheWire() => new NpgsqlConnectionStringBuilder(_connection) { Port = Wire.Port }.ConnectionString;

    private async Task OpenAsync(int nodes, int captioners, ProxyProgram? proxy, MovableClock? clock, string[] settings)
    {
        await using (var seed = ArchiveSeed.InDatabase(_connection))
        {
            Meeting = await seed.FoundAsync(Crowd.Plan(captioners));
            await seed.HappenAsync(Meeting, 1, new OpenSession());
        }

        for (var node = 0; node < nodes; node++)
        {
            _nodes[await ServerProcess.StartAsync(node == 0 ? clock : null, null, [$"--ConnectionStrings:Postgres={ThroughTheWire()}", .. _redis is null ? [] : (string[])[_redis.Setting], .. proxy is null ? [] : BehindProxy, .. settings])] = true;
        }

        Proxy = proxy is null ? null : await ProxyServer.StartAsync(proxy, Nodes[0].Address, Nodes[1].Address, Nodes.ElementAtOrDefault(2)?.Address);
    }

    private async Task BeginAsync(int captioners, int observers)
    {
        var names = Crowd.Names(captioners).ToArray();
        for (var number = 0; number < captioners; number++)
        {
            _captioners.Add(new SteadfastCaptioner($"track-{number}", await SignedInAsync(Meeting.Links[names[number]], number), Session, Pace));
        }

        var speakers = Enumerable.Range(1, 6).Select(number => $"Delegate {number}").ToImmutableArray();
        // The chair at two screens, another who may preside, and somebody who helps: all at once, at different nodes.
        var chairs = ImmutableArray.Create(Meeting.Participant(MeetingPlan.Chair).Id, Meeting.Participant(Crowd.ViceChair).Id);
        foreach (var (link, place) in new[] { (Meeting.ChairLink, 0), (Meeting.ChairLink, 1), (Meeting.Links[Crowd.ViceChair], 1), (Meeting.SecretariatLink, 1) })
        {
            _presses.Add(new FloorPress(await SignedInAsync(link, place), Session, speakers, chairs, seed: _presses.Count + 1));
        }

        _observers.AddRange(Enumerable.Range(0, observers).Select(number => ObserverClient.Follow(Standing(number), Session, Trusting)));
    }

    // Signed in once, at the first node: the cookie holds at all of them, and through every failure.
    private async Task<Func<OpenedLink>> SignedInAsync(string link, int place)
    {
        var opened = await OpenedLink.OpenAsync(Proxy?.Address ?? Nodes[0].Address, link, Proxy?.Certificate);
        var standing = Standing(place);
        return () => opened with { Server = standing() };
    }

    private void Trusting(HttpConnectionOptions options)
    {
        if (Proxy is not null)
        {
            options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = SelfMadeCertificate.Trusting(Proxy.Certificate);
        }
    }

    // One's own node, or the next that stands; the proxy, where there is one.
    private Func<Uri> Standing(int place) => () =>
    {
        if (Proxy is not null)
        {
            return Proxy.Address;
        }

        var standing = _nodes.Where(node => node.Value).Select(node => node.Key).DefaultIfEmpty(Nodes[0]).ToArray();
        return (_nodes[Nodes[place % Nodes.Count]] ? Nodes[place % Nodes.Count] : standing[place % standing.Length]).Address;
    };
}
