using LiveSession.Core.Log;
using Microsoft.Extensions.Logging;

namespace LiveSession.Storage;

/// <summary>
/// Says once that the archive cannot be written and why, and once that it can be again: in between, everybody who writes fails, and those are
/// counted. Only what nobody foresaw has its stack trace.
/// </summary>
internal sealed partial class Outage(LogMetrics metrics, ILogger logger)
{
    /// <summary>What the reason of a fault is that has no words of its own.</summary>
    public const string Unforeseen = "the database failed unexpectedly";

    private string? _reason;
    private long _failed;

    /// <summary>Nothing was written for so many callers.</summary>
    public void Failed(int appends, LogUnavailableException fault)
    {
        metrics.Failed(appends);
        _failed += appends;
        if (fault.Reason != _reason)
        {
            Log.Away(logger, fault.Reason, fault.Reason == Unforeseen ? fault : null);
        }

        _reason = fault.Reason;
    }

    /// <summary>It was written.</summary>
    public void Written()
    {
        if (_reason is not null)
        {
            Log.Back(logger, _failed, _reason);
        }

        (_reason, _failed) = (null, 0);
    }

    private static partial class Log
    {
        [LoggerMessage(341, LogLevel.Error, "The archive cannot be written: {Reason}. Whoever writes is told so until it can be")]
        public static partial void Away(ILogger logger, string reason, Exception? fault);

        [LoggerMessage(342, LogLevel.Warning, "The archive is written again. {Count} times it could not be; the last reason was: {Reason}")]
        public static partial void Back(ILogger logger, long count, string reason);
    }
}
