using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>Puts a message on its way and does not look after it.</summary>
internal static class RedisSending
{
    public static void Forget(RedisConnection redis, RedisChannel channel, byte[] message)
    {
        try
        {
            redis.Multiplexer.GetSubscriber().Publish(channel, message, CommandFlags.FireAndForget);
        }
        catch (Exception e) when (e is RedisException or ObjectDisposedException or TimeoutException)
        {
            // Away, or stopping. Whoever misses it reads the archive.
        }
    }
}
