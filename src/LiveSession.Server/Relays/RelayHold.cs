using LiveSession.Core.Log;
using LiveSession.Core.Relays;

namespace LiveSession.Server.Relays;

/// <summary>
/// A relay that is this node's. It knows until when by a clock that goes on while the process is halted, so that a node that was frozen
/// knows before it writes anything that others may have gone on without it.
/// </summary>
internal sealed class RelayHold(RelayLease lease, IRelayLeases leases, TimeProvider time)
{
    private long _until = time.GetTimestamp();

    /// <summary>The lease as it was taken.</summary>
    public RelayLease Lease => lease;

    /// <summary>Whether it is surely this node's now.</summary>
    public bool IsCertain => time.GetTimestamp() < Volatile.Read(ref _until);

    /// <summary>It was held on to.</summary>
    /// <param name="since">When that was asked for; by the archive's clock it was later.</param>
    public void Renew(long since) => Volatile.Write(
        ref _until, leases.Lasts == Timeout.InfiniteTimeSpan ? long.MaxValue : since + (long)(leases.Lasts.TotalSeconds * time.TimestampFrequency));

    /// <summary>Notes that a line, or words that stand in no log, go out with a number. False: they must not.</summary>
    public async Task<bool> ClaimAsync(RelayedLine line, long number, CancellationToken cancellationToken)
    {
        try
        {
            LogPosition? position = line.Number > 0 ? lease.UpTo with { Sequence = line.Number } : null;
            return IsCertain && await leases.ClaimAsync(lease, position, number, cancellationToken) && IsCertain;
        }
        catch (LogUnavailableException)
        {
            return false;
        }
    }
}
