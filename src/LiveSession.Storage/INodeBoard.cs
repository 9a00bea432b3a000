using LiveSession.Core.Log;

namespace LiveSession.Storage;

/// <summary>
/// Where the nodes of an installation leave word of themselves and read what the others left, each word standing until its node leaves
/// another. Lossy: nothing on it is durable, and nothing that is recorded may depend on it.
/// </summary>
public interface INodeBoard
{
    /// <summary>Leaves a node's word in the place of its last one, and reads what the other nodes left lately.</summary>
    /// <param name="node">The node's name.</param>
    /// <param name="word">What it says.</param>
    /// <param name="expiry">How old a word may be, by the board's own clock.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The words of the other nodes.</returns>
    /// <exception cref="LogUnavailableException">The board cannot be reached; in words why.</exception>
    Task<IReadOnlyList<byte[]>> ExchangeAsync(string node, byte[] word, TimeSpan expiry, CancellationToken cancellationToken = default);

    /// <summary>Takes a node's word away: it stops.</summary>
    /// <exception cref="LogUnavailableException">The board cannot be reached; in words why.</exception>
    Task LeaveAsync(string node, CancellationToken cancellationToken = default);
}
