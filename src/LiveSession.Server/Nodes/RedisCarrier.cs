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
    RedisConnection redis, RedisPulse pulse, NodeSeal seal, Instruments instruments, ILogger<RedisCarrier> logger) : ILogCarrier
{
    private static readonly TimeSpan WhileHeard = TimeSpan.FromSeconds(1);

    public TimeSpan? Patience => pulse.IsAway ? TimeSpan.Zero : WhileHeard;

    public void Publish(LogId log, IReadOnlyList<LoggedEvent> events) => Send(log, LogWord.Write(log, events, redis.Options.LargestMessage - NodeSeal.Length));

    public void Follow(IFollowedLog log) => _ = FollowAsync(log);

    public void Judged(LogId log, FeedOutcome outcome)
    {
        Count(outcome.ToString());
        if (outcome is FeedOutcome.Foreign)
        {
            Log.Foreign(logger, log);
        }
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
            try
            {
                var heard = await redis.Multiplexer.GetSubscriber().SubscribeAsync(channel);
                heard.OnMessage(message => Hear(log, channel, message.Message));
                log.LookAgain();
                return;
            }
            catch (RedisException e)
            {
                Log.NotSubscribed(logger, log.Id, e.Message);
            }
            catch (ObjectDisposedException)
            {
                return; // The server is stopping.
            }

            await pulse.WaitUntilBackAsync();
        }
    }

    private void Hear(IFollowedLog log, RedisChannel channel, RedisValue message)
    {
        if (message.Length() <= redis.Options.LargestMessage && seal.TryOpen(channel.ToString(), (ReadOnlyMemory<byte>)message, out var body)
            && LogWord.Read(body.Value) is { } events)
        {
            if (events.Count > 0)
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

    private void Count(string outcome) =>
        instruments.FeedMessages.Add(1, new KeyValuePair<string, object?>("outcome", outcome.ToLowerInvariant()));

    private static partial class Log
    {
        [LoggerMessage(151, LogLevel.Warning, "Word about {LogId} on Redis was not from a node of this installation, or did not follow: not shown")]
        public static partial void Foreign(ILogger logger, LogId logId);

        [LoggerMessage(152, LogLevel.Debug, "{LogId} could not be subscribed to: {Reason}")]
        public static partial void NotSubscribed(ILogger logger, LogId logId, string reason);
    }
}
