using System.Collections.Concurrent;

namespace LiveSession.Server.Log;

/// <summary>The logs this node serves: of the house, of the meetings, and of the sessions somebody asked for.</summary>
internal sealed class FollowedLogs(ILogCarrier carrier)
{
    private readonly ConcurrentQueue<IFollowedLog> _logs = new();

    public IEnumerable<IFollowedLog> All => _logs;

    /// <summary>Adds a log before it is read: what happens meanwhile is then heard twice, and never not at all.</summary>
    public void Add(IFollowedLog log)
    {
        _logs.Enqueue(log);
        carrier.Follow(log);
    }
}
