using System.Diagnostics;
using System.Globalization;
using LiveSession.Testing.Installation;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Benchmarks.Nodes;

/// <summary>Two stock SignalR servers with AddStackExchangeRedis between them. Readers come back after a lost connection and join their group again.</summary>
internal sealed class StockPair : NodePair
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly RedisServer _redis;
    private readonly StockNode[] _nodes;
    private readonly List<StockReader> _readers = [];
    private readonly string _session = SessionId.New().ToString();
    private readonly Guid _epoch = Guid.CreateVersion7();
    private HubConnection? _writer;
    private long _sequence = 1;

    private StockPair(RedisServer redis) => (_redis, _nodes) = (redis, [NodeOf(redis), NodeOf(redis)]);

    public override string Name => "stock SignalR, two nodes";

    public override RedisServer? Redis => _redis;

    public override IReadOnlyList<NodeControls> Nodes => [.. _nodes.Select(node => node.Controls)];

    public override IReadOnlyList<IReadOnlyList<string>> Read => [.. _readers.Select(reader => reader.Lines)];

    public override Task ReadsAsync(int reader, int lines) => _readers[reader].ReadsAsync(lines).WaitAsync(Patience);

    public static async Task<NodePair> StartAsync(int readers, bool proxied = false)
    {
        var pair = new StockPair(await RedisServer.StartNewAsync());
        await Task.WhenAll(pair._nodes.Select(node => node.StartAsync()));
        var (way, trusting) = await pair.WayToAsync(pair._nodes[1].Address, proxied);
        pair._readers.AddRange(Enumerable.Range(0, readers).Select(_ => new StockReader(way, pair._session, trusting)));
        return pair;
    }

    public override async Task SayAsync(string text)
    {
        if (_writer is { State: HubConnectionState.Disconnected } lost)
        {
            _writer = null;
            await lost.DisposeAsync();
        }

        if (_writer is null)
        {
            _writer = StockReader.Connect(_nodes[0].Address);
            await _writer.StartAsync();
        }

        var line = new CaptionLineView(_sequence + 1, "floor", "en", text, null, DateTimeOffset.UtcNow);
        await _writer.InvokeAsync("Say", _session, new SessionNews(_epoch, _sequence, [new NewsItem(line)])).WaitAsync(Patience);
        _sequence++;
    }

    public override Task UntilReadersFollowAsync() => Task.WhenAll(_readers.Select(reader => reader.UntilJoinedAsync()));

    public override async ValueTask DisposeAsync()
    {
        foreach (var reader in _readers)
        {
            await reader.DisposeAsync();
        }

        await (_writer?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Proxy?.DisposeAsync() ?? ValueTask.CompletedTask);
        foreach (var node in _nodes)
        {
            await node.DisposeAsync();
        }

        await _redis.DisposeAsync();
    }

    private static StockNode NodeOf(RedisServer redis) =>
        new(new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{RedisServer.FreePort()}")), redis.Connection);

    /// <summary>Somebody who reads, and comes back whenever the connection is lost.</summary>
    private sealed class StockReader : IAsyncDisposable
    {
        private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

        private readonly CancellationTokenSource _leaving = new();
        private readonly Lock _gate = new();
        private readonly List<string> _lines = [];
        private readonly Task _following;
        private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private volatile bool _joined;

        public StockReader(Uri server, string session, Action<HttpConnectionOptions> trusting) => _following = Task.Run(() => FollowAsync(server, session, trusting));

        public IReadOnlyList<string> Lines
        {
            get
            {
                lock (_gate)
                {
                    return [.. _lines];
                }
            }
        }

        public static HubConnection Connect(Uri server, Action<HttpConnectionOptions>? trusting = null) => new HubConnectionBuilder()
            .WithServerTimeout(TimeSpan.FromSeconds(12))
            .WithUrl(new Uri(server, "/hubs/session"), options =>
            {
                options.SkipNegotiation = true;
                options.Transports = HttpTransportType.WebSockets;
                trusting?.Invoke(options);
            })
            .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions)).Build();

        public async Task UntilJoinedAsync()
        {
            for (var since = Stopwatch.StartNew(); !_joined; await Task.Delay(20))
            {
                if (since.Elapsed > TimeSpan.FromSeconds(30))
                {
                    throw new TimeoutException("A reader of the stock hub did not get in.");
                }
            }
        }

        public async Task ReadsAsync(int lines)
        {
            while (true)
            {
                Task changed;
                lock (_gate)
                {
                    if (_lines.Count >= lines)
                    {
                        return;
                    }

                    changed = _changed.Task;
                }

                await changed;
            }
        }

        public async ValueTask DisposeAsync()
        {
            await _leaving.CancelAsync();
            await _following;
            _leaving.Dispose();
        }

        private async Task FollowAsync(Uri server, string session, Action<HttpConnectionOptions> trusting)
        {
            while (!_leaving.IsCancellationRequested)
            {
                try
                {
                    await using var connection = Connect(server, trusting);
                    var closed = new TaskCompletionSource();
                    connection.Closed += _ =>
                    {
                        closed.TrySetResult();
                        return Task.CompletedTask;
                    };
                    connection.On<SessionNews>(nameof(ISessionClient.Happened), Take);
                    await connection.StartAsync(_leaving.Token);
                    await connection.InvokeAsync("Join", session, null, null, _leaving.Token);
                    _joined = true;
                    await closed.Task.WaitAsync(_leaving.Token);
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    // Away, or leaving.
                }

                _joined = false;
                await Task.Delay(Pause, _leaving.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        }

        private void Take(SessionNews news)
        {
            lock (_gate)
            {
                _lines.AddRange(news.Items.Select(item => item.Line?.Text).OfType<string>());
                _changed.TrySetResult();
                _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }
}
