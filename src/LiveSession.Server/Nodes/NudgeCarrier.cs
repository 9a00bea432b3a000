using System.Collections.Concurrent;
using LiveSession.Core.Log;
using LiveSession.Server.Log;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Word between nodes that share a database and no Redis: which log has grown, and nothing of what it says. Drafts are each node's own:
/// they are not in the log, and a nudge has no room for them.
/// </summary>
internal sealed class NudgeCarrier : ILogCarrier, IDisposable
{
    // A nudge may be lost: what nobody spoke of for so long is looked at.
    private static readonly TimeSpan WhileHeard = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<LogId, IFollowedLog> _followed = new();
    private readonly ILogNudge _nudge;
    private readonly IDisposable _listening;

    private readonly Presence _presence;

    public NudgeCarrier(ILogNudge nudge, Presence presence) => (_nudge, _presence, _listening) = (nudge, presence, nudge.Subscribe(Hear));

    public TimeSpan? Patience => _nudge.Listening ? WhileHeard : TimeSpan.Zero;

    public bool CarriesDrafts => _presence.Nodes.Count == 0;

    public void Publish(LogId log, IReadOnlyList<LoggedEvent> events) => _nudge.Announce(log);

    public void Follow(IFollowedLog log) => _followed[log.Id] = log;

    public void Dispose() => _listening.Dispose();

    private void Hear(LogId? grown)
    {
        if (grown is { } one)
        {
            if (_followed.TryGetValue(one, out var log))
            {
                log.LookAgain();
            }

            return;
        }

        foreach (var log in _followed.Values)
        {
            log.LookAgain();
        }
    }
}
