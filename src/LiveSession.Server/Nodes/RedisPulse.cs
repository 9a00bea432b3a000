using Microsoft.Extensions.Options;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Knows whether Redis passes word on: this node says something four times in the while after which Redis counts as away, and listens for
/// it. That finds a Redis that was stopped, frozen, cut off or forgot the subscription, whatever the connection says.
/// </summary>
internal sealed partial class RedisPulse(RedisConnection redis, Node node, IOptions<RedisOptions> options, TimeProvider time, ILogger<RedisPulse> logger)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _back = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _heardAt = time.GetTimestamp();
    private volatile bool _away;
    private volatile string? _trouble;

    /// <summary>Redis is back after it was away.</summary>
    public event Action? Back;

    /// <summary>Whether Redis passes nothing on.</summary>
    public bool IsAway => _away;

    /// <summary>What Redis refused when it was last asked, in words; null where it did all that was wanted.</summary>
    public string? Trouble => _trouble;

    /// <summary>From now on this node speaks, and ought to hear itself.</summary>
    public void Begin() => Volatile.Write(ref _heardAt, time.GetTimestamp());

    /// <summary>How Redis answered; said once, until it changes.</summary>
    public void Answered(string? trouble)
    {
        if (trouble is not null && trouble != _trouble)
        {
            Log.Trouble(logger, redis.Place, trouble);
        }

        _trouble = trouble;
    }

    /// <summary>Waits until Redis is found to pass word on again after now.</summary>
    public Task WaitUntilBackAsync()
    {
        lock (_lock)
        {
            return _back.Task;
        }
    }

    /// <summary>Something came that this node said.</summary>
    public void HeardMyself()
    {
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        if (_away)
        {
            Look();
        }
    }

    /// <summary>Looks whether Redis went away or came back.</summary>
    public void Look()
    {
        var away = time.GetElapsedTime(Volatile.Read(ref _heardAt)) >= options.Value.AwayAfter;
        TaskCompletionSource? back = null;
        lock (_lock)
        {
            if (away == _away)
            {
                return;
            }

            _away = away;
            if (!away)
            {
                (back, _back) = (_back, new(TaskCreationOptions.RunContinuationsAsynchronously));
            }
        }

        if (back is null)
        {
            Log.Away(logger, redis.Place);
            return;
        }

        Log.Returned(logger, redis.Place, node.Name);
        back.TrySetResult();
        Back?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(153, LogLevel.Warning, "Redis at {Place} passes nothing on. This node follows the archive instead; captions go on, drafts and people of other nodes are not shown")]
        public static partial void Away(ILogger logger, string place);

        [LoggerMessage(155, LogLevel.Error, "Redis at {Place} cannot be used: {Trouble}")]
        public static partial void Trouble(ILogger logger, string place, string trouble);

        [LoggerMessage(154, LogLevel.Information, "Redis at {Place} passes word on again to node {Node}")]
        public static partial void Returned(ILogger logger, string place, string node);
    }
}
