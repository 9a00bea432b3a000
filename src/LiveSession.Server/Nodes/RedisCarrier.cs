using System.Collections.Concurrent;
using LiveSession.Core.Log;
using LiveSession.Server.Log;
using LiveSession.Server.Operations;
using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Carries word between nodes by Redis: one publication for each append, one channel for each log, one subscription for each log and node
/// however many read it there. What a stranger puts on a channel is counted and not looked at.
/// </summary>
internal sealed partial class RedisCarrier(
    RedisConnection redis, RedisPulse pulse, NodeSeal seal, Node node, Presence presence, Instruments instruments, TimeProvider time, ILogger<RedisCarrier> logger) : ILogCarrier
{
    private static readonly TimeSpan WhileHeard = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    // The last number heard of each node in each session; a node that starts anew has another name.
    private readonly ConcurrentDictionary<(LogId Log, string Node), long> _heard = new();

    private long _warnedAt = long.MinValue;

    public event Action<SessionId, DraftWord>? Drafted;

    public TimeSpan? Patience => pulse.IsAway ? TimeSpan.Zero : WhileHeard;

    public bool CarriesDrafts => !pulse.IsAway;

    public void Publish(LogId log, IReadOnlyList<LoggedEvent> events) => Send(log, LogWord.Write(log, events, redis.Options.LargestMessage - NodeSeal.Length));

    public void Follow(IFollowedLog log) => _ = FollowAsync(log);

    // While Redis is away nothing is put in its way: it would come when nobody needs it any more.
    public void Draft(SessionId session, string track, CaptionEdit edit, LogPosition after)
    {
        if (!pulse.IsAway)
        {
            var word = new DraftWord(node.Name, node.NextNumber(), after, track, edit with { Command = null });
            if (word.Write() is var body && body.Length + NodeSeal.Length <= redis.Options.LargestMessage)
            {
                Send(LogId.Of(session), body);
            }
        }
    }

    public void Judged(LogId log, FeedOutcome outcome)
    {
        instruments.CountFeed(outcome);
        if (outcome is FeedOutcome.Foreign && MayWarn())
        {
            Log.Foreign(logger, log);
        }
    }

    // Whoever floods a channel does not flood the log as well: all of it is counted.
    private bool MayWarn()
    {
        var (now, last) = (time.GetTimestamp(), Volatile.Read(ref _warnedAt));
        return (last == long.MinValue || time.GetElapsedTime(last, now) >= BetweenWarnings) && Interlocked.CompareExchange(ref _warnedAt, now, last) == last;
    }

    private void Send(LogId log, ReadOnlySpan<byte> body)
    {
        var channel = redis.Channel(log.Value);
        if (seal.Seal(channel.ToString(), body) is { } message)
        {
            RedisSending.Forget(redis, channel, message);
        }
    }

    // Redis may be away: the subscription is then made when it comes back, and what was missed is found by looking.
    private async Task FollowAsync(IFollowedLog log)
    {
        var channel = redis.Channel(log.Id.Value);
        while (true)
        {
            var back = pulse.WaitUntilBackAsync();
            try
            {
                await RedisListening.ListenAsync(redis, channel, message => Hear(log, channel, message));
                log.LookAgain();
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                Log.NotSubscribed(logger, log.Id, e.Message);
            }
            catch (ObjectDisposedException)
            {
                return; // The server is stopping.
            }

            // It may have hung for too short a while to count as away.
            await (pulse.IsAway ? back : Task.Delay(redis.Options.AwayAfter, time));
        }
    }

    private void Hear(IFollowedLog log, RedisChannel channel, RedisValue message)
    {
        if (message.Length() <= redis.Options.LargestMessage && seal.TryOpen(channel.ToString(), (ReadOnlyMemory<byte>)message, out var body)
            && (DraftWord.Read(body.Value.Span), LogWord.Read(body.Value)) is var (draft, events) && (draft is not null || events is not null))
        {
            if (draft is not null)
            {
                HearDraft(log.Id, draft);
            }
            else if (events!.Count > 0)
            {
                log.Offer(events);
            }
            else
            {
                log.LookAgain();
            }
        }
        else
        {
            Judged(log.Id, FeedOutcome.Foreign);
        }
    }

    private void HearDraft(LogId log, DraftWord draft)
    {
        if (draft.Node == node.Name)
        {
            return;
        }

        // One session's word is heard one after the other. What a node said long ago, or one that is gone, is said again by somebody else.
        if (log.Session is not { } session || !presence.SaidLately(draft.Node, draft.Number) || _heard.GetValueOrDefault((log, draft.Node)) >= draft.Number)
        {
            Judged(log, FeedOutcome.Late);
            return;
        }

        _heard[(log, draft.Node)] = draft.Number;
        Drafted?.Invoke(session, draft);
    }

    private static partial class Log
    {
        [LoggerMessage(151, LogLevel.Warning, "Word about {LogId} on Redis was not from a node of this installation, or did not follow: not shown. Said at most once a minute; livesession_feed_messages_total counts all of it")]
        public static partial void Foreign(ILogger logger, LogId logId);

        [LoggerMessage(152, LogLevel.Debug, "{LogId} could not be subscribed to: {Reason}")]
        public static partial void NotSubscribed(ILogger logger, LogId logId, string reason);
    }
}
