using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>Listens on a channel for as long as this node runs, one message after the other; the client subscribes again after each reconnect.</summary>
internal static class RedisListening
{
    /// <exception cref="RedisException">Redis refused, or is away.</exception>
    /// <exception cref="TimeoutException">It did not answer.</exception>
    public static async Task ListenAsync(RedisConnection redis, RedisChannel channel, Action<RedisValue> hear)
    {
        var subscriber = redis.Multiplexer.GetSubscriber();
        try
        {
            (await subscriber.SubscribeAsync(channel)).OnMessage(message => hear(message.Message));
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            // The client keeps what failed, and would fill a queue that nobody reads once Redis answers.
            await subscriber.UnsubscribeAsync(channel, flags: CommandFlags.FireAndForget);
            throw;
        }
    }
}
