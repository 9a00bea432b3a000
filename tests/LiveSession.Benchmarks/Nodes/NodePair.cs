using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;
using Microsoft.AspNetCore.Http.Connections.Client;

namespace LiveSession.Benchmarks.Nodes;

/// <summary>Two nodes: somebody writes at the first, others read at the second.</summary>
internal abstract class NodePair : IAsyncDisposable
{
    /// <summary>What it is, in the table.</summary>
    public abstract string Name { get; }

    /// <summary>Between the nodes; null where there is one node only.</summary>
    public abstract RedisServer? Redis { get; }

    /// <summary>Between the readers and their node; null where they go there themselves.</summary>
    public ProxyServer? Proxy { get; private set; }

    /// <summary>What each reader has in front of them, in order.</summary>
    public abstract IReadOnlyList<IReadOnlyList<string>> Read { get; }

    /// <summary>Waits until a reader has so many lines.</summary>
    public abstract Task ReadsAsync(int reader, int lines);

    /// <summary>Hands a line over; returns once it was said to be taken, and throws when it was not.</summary>
    public abstract Task SayAsync(string text);

    /// <summary>Waits until every reader is connected.</summary>
    public abstract Task UntilReadersFollowAsync();

    /// <summary>The writer's node, then the readers'.</summary>
    public abstract IReadOnlyList<NodeControls> Nodes { get; }

    public abstract ValueTask DisposeAsync();

    /// <summary>Where readers go: to a node, or to the proxy that is shipped in front of it.</summary>
    protected async Task<(Uri Address, Action<HttpConnectionOptions> Trusting)> WayToAsync(Uri node, bool proxied)
    {
        Proxy = proxied ? await ProxyServer.StartAsync(ProxyProgram.HAProxy, node, node) : null;
        return (Proxy?.Address ?? node, options =>
        {
            if (Proxy is not null)
            {
                options.WebSocketConfiguration = socket => socket.RemoteCertificateValidationCallback = SelfMadeCertificate.Trusting(Proxy.Certificate);
            }
        }
        );
    }
}

/// <summary>The product: two nodes with PostgreSQL and Redis, or one with neither.</summary>
internal sealed class ProductPair : NodePair
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(60);

    private readonly PostgresServer? _postgres;
    private readonly List<ServerProcess> _nodes = [];
    private readonly List<ObserverClient> _observers = [];
    private readonly Dictionary<string, CommandId> _commands = [];
    private Func<Task<CaptionerClient>> _sitDown = null!;
    private CaptionerClient? _captioner;

    private ProductPair(PostgresServer? postgres, RedisServer? redis) => (_postgres, Redis) = (postgres, redis);

    public override string Name => Redis is null ? "LiveSession, one node" : "LiveSession, two nodes";

    public override RedisServer? Redis { get; }

    public override IReadOnlyList<NodeControls> Nodes =>
        [.. _nodes.Select(node => new NodeControls(node.KillAsync, () => node.StopAsync(StopLimit), node.StartAsync, node.FreezeAsync, node.ThawAsync))];

    public override IReadOnlyList<IReadOnlyList<string>> Read => [.. _observers.Select(observer => observer.Lines.Select(line => line.Text).ToArray())];

    public override Task ReadsAsync(int reader, int lines) => _observers[reader].UntilAsync(self => self.Lines.Length >= lines, $"read {lines} lines", Patience);

    public static async Task<NodePair> StartAsync(bool two, int readers, bool proxied = false)
    {
        var pair = two ? new ProductPair(await PostgresServer.StartAsync(), await RedisServer.StartNewAsync()) : new ProductPair(null, null);
        SeededMeeting meeting = null!;
        async Task SeedAsync(ArchiveSeed seed)
        {
            meeting = await seed.FoundAsync(new MeetingPlan());
            await seed.HappenAsync(meeting, 1, new OpenSession());
            await seed.DisposeAsync();
        }

        if (two)
        {
            var connection = await pair._postgres!.CreateDatabaseAsync();
            await SeedAsync(ArchiveSeed.InDatabase(connection));
            for (var node = 0; node < 2; node++)
            {
                pair._nodes.Add(await ServerProcess.StartAsync(null, $"--ConnectionStrings:Postgres={connection}", pair.Redis!.Setting, "--Proxy:Trust:0=127.0.0.1"));
            }
        }
        else
        {
            pair._nodes.Add(await ServerProcess.StartAsync(folder => SeedAsync(ArchiveSeed.In(folder))));
        }

        var link = await OpenedLink.OpenAsync(pair._nodes[0].Address, meeting.CaptionerLink);
        pair._sitDown = () => CaptionerClient.SitDownAsync(link, meeting.Session());
        var (way, trusting) = await pair.WayToAsync(pair._nodes[^1].Address, proxied);
        pair._observers.AddRange(Enumerable.Range(0, readers).Select(_ => ObserverClient.Follow(way, meeting.Session(), trusting)));
        return pair;
    }

    public override async Task SayAsync(string text)
    {
        if (_captioner is { Closed.IsCompleted: true } lost)
        {
            _captioner = null;
            await lost.DisposeAsync();
        }

        _captioner ??= await _sitDown();
        // The same line again is the same command, whoever asks.
        var command = _commands.TryGetValue(text, out var known) ? known : _commands[text] = CommandId.New();
        var answering = _captioner.SendAsync(text, command);
        if (await Task.WhenAny(answering, _captioner.Closed).WaitAsync(Patience) != answering)
        {
            throw new IOException("The connection was lost before the answer.");
        }

        if ((await answering).Result.Rejection is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message);
        }
    }

    public override Task UntilReadersFollowAsync() =>
        Task.WhenAll(_observers.Select(observer => observer.UntilAsync(self => self.Position is not null && self.LostAt is null, "follow", TimeSpan.FromSeconds(30))));

    public override async ValueTask DisposeAsync()
    {
        foreach (var part in _observers.Cast<IAsyncDisposable>().Append(_captioner).Append(Proxy).Concat(_nodes).Append(Redis).Append(_postgres).OfType<IAsyncDisposable>())
        {
            await part.DisposeAsync();
        }
    }
}
