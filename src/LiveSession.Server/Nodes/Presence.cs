using System.Collections.Concurrent;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Who is connected to the other nodes, as far as they said so lately. Lossy: a node that falls silent, or that cannot be heard, counts
/// for nobody. Without Redis there are no other nodes here, and every figure is this node's own.
/// </summary>
/// <param name="blind">Whether there may be other nodes that are not heard, as long as nothing else is known.</param>
internal sealed class Presence(bool blind = false)
{
    private volatile bool _blind = blind;
    private readonly ConcurrentDictionary<string, Peer> _peers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (long Number, bool News)> _heard = new(StringComparer.Ordinal);

    /// <summary>The other nodes that were heard lately.</summary>
    public IReadOnlyList<string> Nodes => [.. _peers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Who is connected to a session on the other nodes, one entry for each node.</summary>
    public IEnumerable<SessionPresence> Elsewhere(SessionId session) =>
        _peers.Values.Select(peer => peer.Sessions.GetValueOrDefault(session)).OfType<SessionPresence>();

    /// <summary>Who is connected to the other nodes, one entry for each node and session, and when that node was last heard.</summary>
    public IEnumerable<(SessionPresence Session, long HeardAt)> Everywhere =>
        from peer in _peers.Values
        from session in peer.Sessions.Values
        select (session, peer.HeardAt);

    /// <summary>Whether there may be other nodes whose people are not known here: Redis is away, or there is none and the archive is shared.</summary>
    public bool IsBlind
    {
        get => _blind;
        set => _blind = value;
    }

    /// <summary>A node said something of itself: everything, or what changed.</summary>
    /// <returns>Whether it was news; what a node said before counts for nothing, even where that node is gone.</returns>
    public bool Heard(NodeWord word, long now)
    {
        if (_heard.AddOrUpdate(word.Node, (word.Number, true), (_, last) => (Math.Max(last.Number, word.Number), word.Number > last.Number)) is not (_, true))
        {
            return false;
        }

        if (word.Leaving)
        {
            _peers.TryRemove(word.Node, out _);
            return true;
        }

        _peers.AddOrUpdate(
            word.Node,
            _ => new Peer(word.Sessions.ToImmutableDictionary(one => one.Session), now, word.Number, word.Number),
            (_, before) => new Peer(
                (word.Whole ? ImmutableDictionary<SessionId, SessionPresence>.Empty : before.Sessions)
                    .SetItems(word.Sessions.Select(one => KeyValuePair.Create(one.Session, one))),
                now,
                word.Whole ? before.LastWhole : before.WholeBefore,
                word.Whole ? word.Number : before.LastWhole));
        return true;
    }

    /// <summary>
    /// Whether a node is there and said something of that number lately. Channels do not keep order among each other: what came with the last
    /// two words that told everything passes.
    /// </summary>
    public bool SaidLately(string node, long number) => _peers.TryGetValue(node, out var peer) && number > peer.WholeBefore;

    /// <summary>Forgets nodes that were last heard before a moment.</summary>
    public void ForgetSilent(long before)
    {
        foreach (var silent in _peers.Where(peer => peer.Value.HeardAt < before))
        {
            _peers.TryRemove(silent);
        }
    }

    private sealed record Peer(ImmutableDictionary<SessionId, SessionPresence> Sessions, long HeardAt, long WholeBefore, long LastWhole);
}
