using LiveSession.Core.Log;

namespace LiveSession.Core.Relays;

/// <summary>
/// Which node of an installation writes to which relay: one at a time, for as long as it says so often enough. Beside the logs and in none:
/// it says nothing about a meeting. Safe for concurrent use.
/// </summary>
/// <remarks>
/// A lease is only how a node knows that it may try. What keeps two nodes apart is <see cref="ClaimAsync"/>: each line is claimed by its
/// position in the log, under the lease's number, before it is sent. Every call may throw <see cref="LogUnavailableException"/>; nothing was
/// then claimed as far as the caller may assume.
/// </remarks>
public interface IRelayLeases
{
    /// <summary>How long a lease lasts after it was last held; infinite where there is only one node.</summary>
    TimeSpan Lasts { get; }

    /// <summary>Takes those relays that nobody holds, holds on to those that are the node's, and says how each stands.</summary>
    /// <param name="node">The node; another name after each start.</param>
    /// <param name="wanted">The relays, each once.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyDictionary<RelayId, RelayLease>> HoldAsync(string node, IReadOnlyCollection<RelayWish> wanted, CancellationToken cancellationToken = default);

    /// <summary>Notes, before it is sent, that a line goes out. May be repeated.</summary>
    /// <param name="lease">The lease as it was taken.</param>
    /// <param name="line">The line's position in its session's log; null for words that stand in none.</param>
    /// <param name="number">The number that the service is given with it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False when the relay went to another node, or beyond this line: the line must not be sent.</returns>
    Task<bool> ClaimAsync(RelayLease lease, LogPosition? line, long number, CancellationToken cancellationToken = default);

    /// <summary>Gives back what a node holds, so that others need not wait for its end.</summary>
    Task ReleaseAsync(string node, CancellationToken cancellationToken = default);
}

/// <summary>A relay that a node would see to.</summary>
/// <param name="Relay">The relay.</param>
/// <param name="From">The position after which its lines begin, where nobody has seen to it before; in another epoch than before, this counts.</param>
/// <param name="Renewed">Whether lines up to <paramref name="From"/> are not wanted even where they were not sent: somebody stopped it meanwhile.</param>
/// <param name="Answered">The sequence of the last line that the service answered; 0 for none.</param>
/// <param name="Said">What the holder says of it to the others, for people to read.</param>
/// <param name="Seize">Whether to take it from whoever holds it.</param>
public sealed record RelayWish(RelayId Relay, LogPosition From, bool Renewed = false, long Answered = 0, string Said = "", bool Seize = false);

/// <summary>How a relay stands.</summary>
/// <param name="Relay">The relay.</param>
/// <param name="Holder">The node that sees to it.</param>
/// <param name="Number">How often it went from one node to another: whoever claims under a lower number is refused.</param>
/// <param name="UpTo">The last line that was claimed, or where its lines begin.</param>
/// <param name="Answered">The sequence of the last line that the service answered: below <paramref name="UpTo"/>, that line may or may not have been taken.</param>
/// <param name="LastGiven">The last number the service was given; 0 for none.</param>
/// <param name="Said">What the holder said of it.</param>
public sealed record RelayLease(RelayId Relay, string Holder, long Number, LogPosition UpTo, long Answered, long LastGiven, string Said);
