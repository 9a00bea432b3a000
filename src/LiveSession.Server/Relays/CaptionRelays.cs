using System.Collections.Concurrent;
using System.Threading.Channels;
using LiveSession.Client.Relays;
using LiveSession.Core.Log;
using LiveSession.Core.Relays;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Relays;

/// <summary>
/// Takes captions to where the meeting also is. Which relays there are follows from the meeting's log; which node sees to one, from its
/// lease. Each begins with the first line after its start, or after that of the installation: what was said before is of no use to who
/// listens now. The session waits for none.
/// </summary>
internal sealed partial class CaptionRelays(
    MeetingDirectory directory, ISessionFeed feed, IRelayLeases leases, Node node, RelaySecrets secrets, IOptions<RelayOptions> options,
    Instruments instruments, TimeProvider time, ILogger<CaptionRelays> logger) : IHostedService, IDisposable
{
    private const int BeatsPerLease = 4;
    private static readonly TimeSpan LoneBeat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<RelayId, RelaySeat> _mine = new();
    private readonly ConcurrentDictionary<RelayId, RelayLease> _elsewhere = new();
    private readonly ConcurrentDictionary<RelayId, Beginning> _beginnings = new();
    private readonly ConcurrentDictionary<RelayId, RelayCondition> _faults = new();
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly SemaphoreSlim _round = new(1);
    private readonly CancellationTokenSource _stopping = new();
    private readonly HttpMessageInvoker _http = new(RelayNetwork.CreateHandler(options.Value.AllowLoopback));
    private Task _watching = Task.CompletedTask;
    private long _tests;
    private IDisposable? _subscription;
    private ITimer? _beat;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Happened);
        var beat = leases.Lasts == Timeout.InfiniteTimeSpan ? LoneBeat : leases.Lasts / BeatsPerLease;
        _beat = time.CreateTimer(_ => Wake(), null, TimeSpan.Zero, beat);
        _watching = Task.Run(WatchAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Leaves the relays to the other nodes: what is under way is heard the end of, and nobody has to wait for a lease to end.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        await _stopping.CancelAsync();
        await _watching;
        if (leases.Lasts != Timeout.InfiniteTimeSpan && !_mine.IsEmpty)
        {
            try
            {
                await Task.WhenAll(_mine.Values.Select(seat => seat.Runner?.LeaveAsync() ?? Task.CompletedTask))
                    .WaitAsync(Farewell, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                await leases.HoldAsync(node.Name, [.. _mine.Values.Select(seat => seat.WishOn(seat.Hold.Lease.UpTo))], cancellationToken);
                await leases.ReleaseAsync(node.Name, cancellationToken);
            }
            catch (Exception e) when (e is LogUnavailableException or OperationCanceledException)
            {
                // The leases end by themselves.
            }
        }

        foreach (var relay in _mine.Keys)
        {
            LetGo(relay);
        }
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _beat?.Dispose();
        _stopping.Dispose();
        _round.Dispose();
        _http.Dispose();
    }

    /// <summary>How a relay is, wherever it runs.</summary>
    public RelayStanding StandingOf(Relay relay) =>
        !relay.On ? new RelayStanding(RelayCondition.Stopped)
        : _mine.TryGetValue(relay.Id, out var seat) && seat.Runner is { } runner ? runner.Standing
        : _elsewhere.TryGetValue(relay.Id, out var other) ? RelaySeat.Read(other.Said)
        : secrets.Open(relay, out var fault) is null ? new RelayStanding(fault)
        : new RelayStanding(RelayCondition.Ready);

    /// <summary>Sends one line now. Numbers are given by one node at a time, so the relay becomes this node's.</summary>
    public async Task<RelayStanding> TestAsync(Relay relay, string line, string language, CancellationToken cancellationToken)
    {
        if (secrets.Open(relay, out var fault) is null)
        {
            return new RelayStanding(fault);
        }

        if (!_mine.TryGetValue(relay.Id, out var seat) || !seat.Hold.IsCertain)
        {
            await RoundAsync(relay);
            if (!_mine.TryGetValue(relay.Id, out seat))
            {
                return new RelayStanding(RelayCondition.Unreachable);
            }
        }

        // Lines of the record have positive numbers; each test is another line.
        var test = new RelayedLine(Interlocked.Decrement(ref _tests), language, line, time.GetUtcNow());
        var answer = await seat.Sender.SendAsync(test.Number, () => test, cancellationToken);
        return new RelayStanding(RelayRunner.ConditionOf(answer.Outcome), (int?)answer.Status);
    }

    private void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Session is { } session && directory.FindLoaded(session) is { } place)
        {
            var before = events[0].Position with { Sequence = events[0].Position.Sequence - 1 };
            var closed = events.Any(happened => happened.Event is SessionClosed);
            foreach (var relay in place.Meeting.Relays.Of(session).Where(relay => relay.On))
            {
                _beginnings.AddOrUpdate(relay.Id, _ => new Beginning(before), (_, known) => known with { After = known.After ?? before });
                Tell(relay, closed);
            }
        }
        else if (log.Meeting is { } meeting)
        {
            foreach (var happened in events)
            {
                Settle(happened.Event, directory.WriterOf(meeting).StateIfLoaded!.Relays);
            }
        }
    }

    private void Tell(Relay relay, bool closed)
    {
        if (_mine.TryGetValue(relay.Id, out var seat) && seat.Runner is { } runner)
        {
            if (closed)
            {
                runner.Finish();
            }
            else
            {
                runner.Look();
            }
        }
        else if (!_elsewhere.ContainsKey(relay.Id))
        {
            Wake();
        }
    }

    // A relay goes on with the next line: where its session's log is now is where it begins.
    private void Settle(LogEvent happened, RelayState relays)
    {
        switch (happened)
        {
            case RelayAdded added:
                _beginnings[added.Relay] = new Beginning(HeadIfLoaded(added.Session));
                break;
            case RelayStarted started when relays.Find(started.Relay) is { } relay:
                _beginnings[started.Relay] = new Beginning(HeadIfLoaded(relay.Session), Renewed: true);
                break;
            case RelayStopped stopped when relays.Find(stopped.Relay) is not { On: true }:
                LetGo(stopped.Relay);
                break;
            case RelayRemoved removed:
                LetGo(removed.Relay);
                _beginnings.TryRemove(removed.Relay, out _);
                break;
            default:
                return;
        }

        Wake();
    }

    private LogPosition? HeadIfLoaded(SessionId session) =>
        directory.WriterOf(session).StateIfLoaded is { Cursor: var cursor } ? new LogPosition(cursor.Epoch, cursor.Sequence) : null;

    private void Wake() => _wake.Writer.TryWrite(true);

    /// <summary>After which position of its session's log a relay begins, where nobody saw to it before; null is wherever the log is when it is first asked.</summary>
    private sealed record Beginning(LogPosition? After, bool Renewed = false);
}
