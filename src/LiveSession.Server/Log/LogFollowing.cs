using LiveSession.Core.Log;
using LiveSession.Server.Operations;

namespace LiveSession.Server.Log;

/// <summary>
/// Heals what word of mouth missed: asks the store where the logs are that nothing was heard of for as long as the carrier's patience,
/// and has those read that have moved. With the carrier away that is every log four times a second.
/// </summary>
internal sealed partial class LogFollowing(
    FollowedLogs followed, ILogCarrier carrier, ISessionLog log, Instruments instruments, TimeProvider time, ILogger<LogFollowing> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Dictionary<IFollowedLog, (LogHead Head, long At)> _seen = [];
    private bool _storeAway;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                if (carrier.Patience is { } patience)
                {
                    await LookAsync(Silent(patience), stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private List<IFollowedLog> Silent(TimeSpan patience)
    {
        var silent = new List<IFollowedLog>();
        foreach (var one in followed.All)
        {
            if (one.Head is not { } head)
            {
                continue;
            }

            if (!_seen.TryGetValue(one, out var seen) || seen.Head != head)
            {
                _seen[one] = (head, time.GetTimestamp());
            }

            // A moment's grace, so that a patience of four ticks is not five.
            if (time.GetElapsedTime(_seen[one].At) + (Interval / 10) >= patience)
            {
                silent.Add(one);
            }
        }

        return silent;
    }

    private async Task LookAsync(List<IFollowedLog> silent, CancellationToken cancellationToken)
    {
        if (silent.Count == 0)
        {
            return;
        }

        try
        {
            var heads = await log.FindHeadsAsync([.. silent.Select(one => one.Id)], cancellationToken);
            foreach (var one in silent)
            {
                var head = one.Head!;
                _seen[one] = (head, time.GetTimestamp());
                if (heads.TryGetValue(one.Id, out var stored) ? stored != head : head.Position.Sequence > 0)
                {
                    instruments.FeedHealed.Add(1);
                    one.LookAgain();
                }
            }

            _storeAway = false;
        }
        catch (LogUnavailableException e)
        {
            if (!_storeAway)
            {
                Log.StoreAway(logger, e.Reason);
            }

            _storeAway = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(150, LogLevel.Warning, "The archive cannot be asked what other nodes recorded: {Reason}. It is asked again until it answers")]
        public static partial void StoreAway(ILogger logger, string reason);
    }
}
