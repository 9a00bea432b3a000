using System.Collections.Concurrent;
using LiveSession.Client.Relays;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Relays;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Relays;

/// <summary>
/// Takes captions to where the meeting also is. Which relays there are follows from the meeting's log; each begins with the first line
/// after its start, or after that of the server: what was said before is of no use to who listens now. The session waits for none.
/// </summary>
internal sealed partial class CaptionRelays(
    MeetingDirectory directory, ISessionFeed feed, RelaySecrets secrets, IOptions<RelayOptions> options, Instruments instruments,
    TimeProvider time, ILogger<CaptionRelays> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<RelayId, RelayRunner> _runners = new();
    private readonly ConcurrentDictionary<RelayId, RelaySender> _senders = new();
    private readonly HttpMessageInvoker _http = new(RelayNetwork.CreateHandler(options.Value.AllowLoopback));
    private long _tests;
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Happened);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscription?.Dispose();
        foreach (var runner in _runners.Values)
        {
            runner.Dispose();
        }

        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _subscription?.Dispose();
        _http.Dispose();
    }

    /// <summary>How a relay is.</summary>
    public RelayStanding StandingOf(Relay relay) =>
        !relay.On ? new RelayStanding(RelayCondition.Stopped)
        : _runners.TryGetValue(relay.Id, out var runner) ? runner.Standing
        : secrets.Open(relay, out var fault) is null ? new RelayStanding(fault)
        : new RelayStanding(RelayCondition.Ready);

    /// <summary>Sends one line now.</summary>
    public async Task<RelayStanding> TestAsync(Relay relay, string line, string language, CancellationToken cancellationToken)
    {
        if (SenderOf(relay, out var fault) is not { } sender)
        {
            return new RelayStanding(fault);
        }

        // Lines of the record have positive numbers; each test is another line.
        var test = new RelayedLine(Interlocked.Decrement(ref _tests), language, line, time.GetUtcNow());
        var answer = await sender.SendAsync(test.Number, () => test, cancellationToken);
        return new RelayStanding(RelayRunner.ConditionOf(answer.Outcome), (int?)answer.Status);
    }

    private void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Session is { } session && directory.FindLoaded(session) is { } place)
        {
            foreach (var relay in place.Meeting.Relays.Of(session).Where(relay => relay.On))
            {
                Hand(relay, events, place.Writer.StateIfLoaded!.Captions);
            }
        }
        else if (log.Meeting is { } meeting && events.Any(happened => happened.Event is RelayStopped or RelayRemoved))
        {
            Settle(directory.WriterOf(meeting).StateIfLoaded!.Relays, events);
        }
    }

    private void Hand(Relay relay, IReadOnlyList<LoggedEvent> events, CaptionState captions)
    {
        foreach (var happened in events)
        {
            if (happened.Event is CaptionLineAdded line && line.Track == relay.Track && captions.FindLine(happened.Position.Sequence) is { } spoken)
            {
                RunnerOf(relay)?.Offer(spoken);
            }
            else if (happened.Event is SessionClosed && _runners.TryRemove(relay.Id, out var runner))
            {
                runner.Finish();
            }
        }
    }

    private void Settle(RelayState relays, IReadOnlyList<LoggedEvent> events)
    {
        foreach (var happened in events.Select(happened => happened.Event))
        {
            var id = happened switch { RelayStopped e => e.Relay, RelayRemoved e => e.Relay, _ => default };
            if (relays.Find(id) is not { On: true } && _runners.TryRemove(id, out var runner))
            {
                runner.Dispose();
            }

            if (relays.Find(id) is null)
            {
                _senders.TryRemove(id, out _);
            }
        }
    }

    private RelayRunner? RunnerOf(Relay relay)
    {
        if (_runners.TryGetValue(relay.Id, out var running))
        {
            return running;
        }

        if (SenderOf(relay, out var fault) is not { } sender)
        {
            Log.CannotRelay(logger, relay.Id, relay.Session, fault);
            return null;
        }

        // Lines of a session come one after another, so nobody else adds this one meanwhile.
        return _runners[relay.Id] = new RelayRunner(
            relay, sender, line => AsItStands(relay.Session, line), options.Value, instruments, time);
    }

    private CaptionLine AsItStands(SessionId session, CaptionLine line) =>
        directory.FindLoaded(session)?.Writer.StateIfLoaded?.Captions.FindLine(line.Number) ?? line;

    private RelaySender? SenderOf(Relay relay, out RelayCondition fault)
    {
        fault = RelayCondition.Ready;
        if (_senders.TryGetValue(relay.Id, out var known))
        {
            return known;
        }

        return secrets.Open(relay, out fault) is { } address
            ? _senders.GetOrAdd(relay.Id, _ => new RelaySender(address, _http, options.Value, time))
            : null;
    }

    private static partial class Log
    {
        [LoggerMessage(140, LogLevel.Warning, "Relay {Relay} of session {Session} cannot run: {Fault}")]
        public static partial void CannotRelay(ILogger logger, RelayId relay, SessionId session, RelayCondition fault);
    }
}
