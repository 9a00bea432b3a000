using LiveSession.Client.Relays;
using LiveSession.Core.Log;
using LiveSession.Core.Relays;
using LiveSession.Core.Sessions;

namespace LiveSession.Server.Relays;

/// <content>Which relays are this node's: asked with every beat, and when something changed.</content>
internal sealed partial class CaptionRelays
{
    private async Task WatchAsync()
    {
        try
        {
            while (await _wake.Reader.ReadAsync(_stopping.Token))
            {
                await RoundAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task RoundAsync(Relay? seized = null)
    {
        await _round.WaitAsync(_stopping.Token);
        try
        {
            var wanted = await WantedAsync();
            var wishes = wanted.ConvertAll(one => WishOf(one.Relay, one.State) with { Seize = one.Relay.Id == seized?.Id });
            if (seized is not null && !wanted.Exists(one => one.Relay.Id == seized.Id))
            {
                var state = await directory.WriterOf(seized.Session).StateAsync();
                wanted.Add((seized, state));
                wishes.Add(WishOf(seized, state) with { Seize = true });
            }

            // The lease ends so long after it was asked for at the earliest: what the way there and back took is not counted in.
            var asked = time.GetTimestamp();
            var held = wishes.Count > 0 ? await leases.HoldAsync(node.Name, wishes, _stopping.Token) : new Dictionary<RelayId, RelayLease>();
            foreach (var (relay, _) in wanted)
            {
                Take(relay, held[relay.Id], asked);
            }

            foreach (var gone in _mine.Keys.Where(relay => !held.ContainsKey(relay)))
            {
                LetGo(gone);
            }
        }
        catch (LogUnavailableException e)
        {
            // Nobody can hold anything now; what is held is given up when its time is over.
            Log.CannotHold(logger, e.Reason);
        }
        finally
        {
            _round.Release();
        }
    }

    // Relays that are meant to run in a session that goes on, or whose last lines this node is sending.
    private async Task<List<(Relay Relay, SessionState State)>> WantedAsync()
    {
        var wanted = new List<(Relay, SessionState)>();
        foreach (var meeting in await directory.ListAsync())
        {
            foreach (var relay in meeting.Relays.All.Where(relay => relay.On))
            {
                var state = await directory.WriterOf(relay.Session).StateAsync();
                var finishing = _mine.TryGetValue(relay.Id, out var seat) && seat.Runner is { Running.IsCompleted: false };
                if ((state.Phase is SessionPhase.Open or SessionPhase.Suspended || finishing) && CanOpen(relay))
                {
                    wanted.Add((relay, state));
                }
            }
        }

        return wanted;
    }

    private bool CanOpen(Relay relay)
    {
        if (secrets.Open(relay, out var fault) is not null)
        {
            _faults.TryRemove(relay.Id, out _);
            return true;
        }

        if (_faults.TryAdd(relay.Id, fault))
        {
            Log.CannotRelay(logger, relay.Id, relay.Session, fault);
        }

        return false;
    }

    private RelayWish WishOf(Relay relay, SessionState state)
    {
        var head = new LogPosition(state.Cursor.Epoch, state.Cursor.Sequence);
        var beginning = _beginnings.GetOrAdd(relay.Id, _ => new Beginning(head));
        if (beginning.After is not { } after || after.Epoch != head.Epoch)
        {
            // An empty log has no epoch yet: its first line is wanted. A log that was put back begins where it is now.
            after = beginning.After is { Sequence: 0 } ? head with { Sequence = 0 } : head;
            if (!_beginnings.TryUpdate(relay.Id, beginning with { After = after }, beginning))
            {
                after = _beginnings.GetValueOrDefault(relay.Id)?.After ?? after;
            }
        }

        return _mine.TryGetValue(relay.Id, out var seat) ? seat.WishOn(after, beginning.Renewed) : new RelayWish(relay.Id, after, beginning.Renewed);
    }

    private void Take(Relay relay, RelayLease lease, long asked)
    {
        if (lease.Holder != node.Name)
        {
            LetGo(relay.Id);
            _elsewhere[relay.Id] = lease;
            return;
        }

        _elsewhere.TryRemove(relay.Id, out _);
        if (_mine.TryGetValue(relay.Id, out var seat) && seat.IsOf(relay, lease))
        {
            seat.Hold.Renew(asked);
            seat.Runner?.Look();
        }
        else if (secrets.Open(relay, out _) is { } address)
        {
            LetGo(relay.Id);
            Sit(relay, address, lease, asked);
        }
    }

    private void Sit(Relay relay, RelayAddress address, RelayLease lease, long asked)
    {
        var hold = new RelayHold(lease, leases, time);
        hold.Renew(asked);
        var sender = new RelaySender(address, hold, _http, options.Value, time);
        var before = RelaySeat.Read(lease.Said);
        _mine[relay.Id] = new RelaySeat(relay, hold, sender, relay.On ? new RelayRunner(
            relay, sender, lease, new RelayStanding(RelayCondition.Ready, LastSentAt: before.LastSentAt, Sent: before.Sent, Skipped: before.Skipped),
            () => directory.WriterOf(relay.Session).StateIfLoaded!.Captions, options.Value, instruments, time, logger) : null);
        if (lease.Number > 1)
        {
            Log.TookOver(logger, relay.Id, relay.Session, lease.UpTo.Sequence);
        }
    }

    private void LetGo(RelayId relay)
    {
        if (_mine.TryRemove(relay, out var seat))
        {
            seat.Runner?.Dispose();
        }

        _elsewhere.TryRemove(relay, out _);
    }

    private static partial class Log
    {
        [LoggerMessage(140, LogLevel.Warning, "Relay {Relay} of session {Session} cannot run: {Fault}")]
        public static partial void CannotRelay(ILogger logger, RelayId relay, SessionId session, RelayCondition fault);

        [LoggerMessage(141, LogLevel.Information, "This node goes on with relay {Relay} of session {Session} after line {Line}")]
        public static partial void TookOver(ILogger logger, RelayId relay, SessionId session, long line);

        [LoggerMessage(142, LogLevel.Debug, "Which relays are this node's cannot be asked now: {Reason}")]
        public static partial void CannotHold(ILogger logger, string reason);
    }
}
