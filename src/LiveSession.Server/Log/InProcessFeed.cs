using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>The feed of this process. What other nodes append comes into it through <see cref="LogWriter{TState}"/>, in order.</summary>
internal sealed partial class InProcessFeed(ILogger<InProcessFeed> logger) : ISessionFeed
{
    private ImmutableArray<Action<LogId, IReadOnlyList<LoggedEvent>>> _followers = [];

    public void Publish(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        foreach (var follower in _followers)
        {
            try
            {
                follower(log, events);
            }
            catch (Exception e)
            {
                // What was appended stands, whatever one follower makes of it; the others must hear of it.
                Log.FollowerFailed(logger, log, e);
            }
        }
    }

    public IDisposable Subscribe(Action<LogId, IReadOnlyList<LoggedEvent>> happened)
    {
        ImmutableInterlocked.Update(ref _followers, followers => followers.Add(happened));
        return new Subscription(() => ImmutableInterlocked.Update(ref _followers, followers => followers.Remove(happened)));
    }

    private static partial class Log
    {
        [LoggerMessage(110, LogLevel.Error, "A follower of the feed failed on {LogId}")]
        public static partial void FollowerFailed(ILogger logger, LogId logId, Exception exception);
    }
}
