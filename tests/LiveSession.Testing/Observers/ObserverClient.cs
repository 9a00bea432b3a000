using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Http.Connections.Client;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Testing.Observers;

/// <summary>
/// An observer without a browser: follows a session through the hub, joins again with its last position after a gap or a lost
/// connection, and never gives up on its own.
/// </summary>
public sealed class ObserverClient : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _leaving = new();
    private readonly ObserverText _text = new();
    private readonly List<ClosingNotice> _notices = [];
    private readonly List<(long Sequence, long At)> _progress = [];
    private readonly List<SeenFloor> _floors = [];
    private readonly SessionId _session;
    private readonly Action<HttpConnectionOptions>? _configure;
    private readonly Func<Uri> _server;
    private readonly Task _following;
    private TaskCompletionSource _changed = Signal();
    private TaskCompletionSource _gap = Signal();
    private List<SessionNews>? _early;
    private string? _refusal;

    private ObserverClient(Func<Uri> server, SessionId session, Action<HttpConnectionOptions>? configure)
    {
        (_server, _session, _configure) = (server, session, configure);
        _following = Task.Run(FollowAsync);
    }

    /// <summary>How often a connection was made.</summary>
    public int Connections { get; private set; }

    /// <summary>How often something was missing and asked for again.</summary>
    public int Gaps { get; private set; }

    /// <summary>When the connection was last lost; null while there is one.</summary>
    public DateTimeOffset? LostAt { get; private set; }

    /// <summary>The lines in front of this observer.</summary>
    public ImmutableArray<CaptionLineView> Lines => Locked(() => _text.Lines);

    /// <summary>What the server did against its contract.</summary>
    public ImmutableArray<string> Faults => Locked<ImmutableArray<string>>(() => [.. _text.Faults]);

    /// <summary>The words with which the server announced that it closes the connection.</summary>
    public ImmutableArray<ClosingNotice> Notices => Locked<ImmutableArray<ClosingNotice>>(() => [.. _notices]);

    /// <summary>Who had the floor, by every view that came.</summary>
    public ImmutableArray<SeenFloor> Floors => Locked<ImmutableArray<SeenFloor>>(() => [.. _floors]);

    /// <summary>Where the observer stands.</summary>
    public LogPosition? Position => Locked(() => _text.Position);

    /// <summary>Begins to follow, at once and for ever.</summary>
    /// <param name="server">The server's address.</param>
    /// <param name="session">The session.</param>
    /// <param name="configure">The connection's cookies and such.</param>
    public static ObserverClient Follow(Uri server, SessionId session, Action<HttpConnectionOptions>? configure = null) =>
        new(() => server, session, configure);

    /// <summary>Begins to follow, at once and for ever, and asks before each connection where to go.</summary>
    public static ObserverClient Follow(Func<Uri> server, SessionId session, Action<HttpConnectionOptions>? configure = null) =>
        new(server, session, configure);

    /// <summary>Waits until the observer has everything up to a sequence.</summary>
    public Task ReachesAsync(long sequence, TimeSpan limit) =>
        UntilAsync(self => self.Position?.Sequence >= sequence, $"reach {sequence}", limit);

    /// <summary>When the observer first had everything up to a sequence, by the stopwatch; null while that is not so.</summary>
    public long? ReachedAt(long sequence) => Locked<long?>(() =>
    {
        var place = _progress.FindIndex(step => step.Sequence >= sequence);
        return place < 0 ? null : _progress[place].At;
    });

    /// <summary>Waits until something holds of this observer.</summary>
    public async Task UntilAsync(Func<ObserverClient, bool> holds, string what, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(holds);
        using var late = new CancellationTokenSource(limit);
        while (true)
        {
            var changed = Locked(() => _changed.Task);
            if (holds(this))
            {
                return;
            }

            try
            {
                await changed.WaitAsync(late.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException(
                    $"The observer did not {what} within {limit}: at {Position?.Sequence}, {Connections} connections, {Gaps} gaps. {_refusal}");
            }
        }
    }

    /// <summary>Leaves.</summary>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _following;
        _leaving.Dispose();
    }

    private static TaskCompletionSource Signal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private async Task FollowAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                await using var connection = Connect();
                await ConnectedAsync(connection, _leaving.Token);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Away, cut off, or leaving: whatever it was, the text is asked for again from where it stands.
                Locked(() => _refusal = e.Message);
            }

            await Task.Delay(Pause, _leaving.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    // A page takes a server that said nothing for as long for dead (follow.ts).
    private HubConnection Connect() => new HubConnectionBuilder()
        .WithServerTimeout(TimeSpan.FromSeconds(12))
        .WithUrl(new Uri(_server(), "/hubs/session"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
            _configure?.Invoke(options);
        })
        .AddJsonProtocol(options => ProtocolJson.Apply(options.PayloadSerializerOptions))
        .Build();

    private async Task ConnectedAsync(HubConnection connection, CancellationToken cancellationToken)
    {
        var closed = Signal();
        connection.Closed += _ =>
        {
            Change(() => LostAt = DateTimeOffset.UtcNow);
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        connection.On<SessionNews>(nameof(ISessionClient.Happened), Happened);
        connection.On<SessionView>(nameof(ISessionClient.Changed), See);
        connection.On<CaptionDraft>(nameof(ISessionClient.Drafted), _ => { });
        connection.On<ClosingNotice>(nameof(ISessionClient.Closing), notice => Change(() => _notices.Add(notice)));
        await connection.StartAsync(cancellationToken);
        Change(() => (Connections, LostAt) = (Connections + 1, null));
        while (!closed.Task.IsCompleted && !cancellationToken.IsCancellationRequested)
        {
            if (await JoinAsync(connection, cancellationToken))
            {
                await Task.WhenAny(Locked(() => _gap.Task), closed.Task).WaitAsync(cancellationToken);
            }
        }
    }

    // What arrives before the answer is kept until it is there.
    private async Task<bool> JoinAsync(HubConnection connection, CancellationToken cancellationToken)
    {
        var seen = Locked(() =>
        {
            _early = [];
            _gap = Signal();
            return _text.Position;
        });
        var answer = await connection.InvokeAsync<JoinResult>(nameof(ISessionHub.Join), _session, seen, null, cancellationToken);
        if (answer.Rejection is { } refusal)
        {
            throw new InvalidOperationException(refusal.Message);
        }

        var whole = false;
        Change(() =>
        {
            var early = _early ?? [];
            _early = null;
            whole = _text.Take(answer) && early.TrueForAll(_text.Take);
            Gaps += whole ? 0 : 1;
        });
        return whole;
    }

    private void See(SessionView view)
    {
        if (SeenFloor.In(view, Connections) is { } seen)
        {
            lock (_gate)
            {
                _floors.Add(seen);
            }
        }
    }

    private void Happened(SessionNews news) => Change(() =>
    {
        if (_early is not null)
        {
            _early.Add(news);
        }
        else if (!_text.Take(news))
        {
            Gaps++;
            _gap.TrySetResult();
        }
    });

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_gate)
        {
            change();
            if (_text.Position is { } position && (_progress.Count == 0 || position.Sequence > _progress[^1].Sequence))
            {
                _progress.Add((position.Sequence, Stopwatch.GetTimestamp()));
            }

            (changed, _changed) = (_changed, Signal());
        }

        changed.TrySetResult();
    }

    private T Locked<T>(Func<T> read)
    {
        lock (_gate)
        {
            return read();
        }
    }
}
