using LiveSession.Core.Log;
using LiveSession.Server.Nodes;
using LiveSession.Storage;

namespace LiveSession.Server.Log;

/// <summary>
/// Whether the archive takes what is written: not from the first command that it fails, until it is found to take something again. Not in the
/// log: it is what this process sees, and what the other nodes say of themselves.
/// </summary>
internal sealed partial class ArchiveWatch(ISessionLog log, Presence presence, LogMetrics metrics, TimeProvider time, ILogger<ArchiveWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    // Where nobody writes, it is looked at every so often all the same: operators hear of it before somebody in a meeting does.
    private const int UnaskedFor = 10;

    private volatile bool _away;
    private volatile bool _found;

    /// <summary>Whether nothing that is written at this node is recorded at the moment.</summary>
    public bool IsAway => _away;

    /// <summary>The same, for operators: also where nobody has tried to write since it went away.</summary>
    public bool IsMissed => _away || _found;

    /// <summary>Whether what is written in a session is not recorded at the moment, here or at another node where it is captioned.</summary>
    public bool Misses(SessionId session) => _away || presence.Elsewhere(session).Any(node => node.Unrecorded);

    /// <summary>Somebody was told that nothing was recorded.</summary>
    public void Failed() => _away = true;

    /// <summary>Something was.</summary>
    public void Written() => (_away, _found) = (false, false);

    /// <summary>A log has less than was known of it, or something else: an older archive was put back while this node ran.</summary>
    public void PutBack(LogId one, long known, long left)
    {
        metrics.Restored(1);
        Log.PutBack(logger, one, known, left);
    }

    // Perhaps nobody writes any more who would find out that it is back.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            for (var tick = 1; await timer.WaitForNextTickAsync(stoppingToken); tick++)
            {
                if (_away || _found || tick % UnaskedFor == 0)
                {
                    await LookAsync(stoppingToken);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await log.CheckAsync(cancellationToken);
            Written();
        }
        catch (Exception e) when (e is LogUnavailableException or ObjectDisposedException)
        {
            _found = true;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(113, LogLevel.Critical, "The archive was put back to an earlier state while this node ran: {LogId} had {Known} events and {Left} are left, or others. What came after is missing from the record: look whether the record's last events are there")]
        public static partial void PutBack(ILogger logger, LogId logId, long known, long left);
    }
}
