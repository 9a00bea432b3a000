using LiveSession.Core.Relays;

namespace LiveSession.Server.Relays;

/// <summary>The leases of an installation that is one process: they are always its own, and begin anew with each start.</summary>
internal sealed class LoneRelayLeases : IRelayLeases
{
    private readonly Lock _lock = new();
    private readonly Dictionary<RelayId, RelayLease> _leases = [];

    public TimeSpan Lasts => Timeout.InfiniteTimeSpan;

    public Task<IReadOnlyDictionary<RelayId, RelayLease>> HoldAsync(string node, IReadOnlyCollection<RelayWish> wanted, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            foreach (var wish in wanted)
            {
                _leases[wish.Relay] = Held(node, wish);
            }

            return Task.FromResult<IReadOnlyDictionary<RelayId, RelayLease>>(wanted.ToDictionary(wish => wish.Relay, wish => _leases[wish.Relay]));
        }
    }

    public Task<bool> ClaimAsync(RelayLease lease, LogPosition? line, long number, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var held = _leases[lease.Relay];
            _leases[lease.Relay] = held with
            {
                UpTo = line ?? held.UpTo,
                Answered = line is null ? held.UpTo.Sequence : held.Answered,
                LastGiven = number,
            };
            return Task.FromResult(true);
        }
    }

    public Task ReleaseAsync(string node, CancellationToken cancellationToken = default) => Task.CompletedTask;

    private RelayLease Held(string node, RelayWish wish)
    {
        if (!_leases.TryGetValue(wish.Relay, out var held) || held.UpTo.Epoch != wish.From.Epoch)
        {
            return new RelayLease(wish.Relay, node, 1, wish.From, wish.From.Sequence, held?.LastGiven ?? 0, wish.Said);
        }

        var beyond = wish.Renewed && wish.From.Sequence > held.UpTo.Sequence;
        return held with
        {
            UpTo = beyond ? wish.From : held.UpTo,
            Answered = beyond ? wish.From.Sequence : Math.Max(held.Answered, Math.Min(wish.Answered, held.UpTo.Sequence)),
            Said = wish.Said,
        };
    }
}
