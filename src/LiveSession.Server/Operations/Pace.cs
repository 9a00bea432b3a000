using System.Threading.RateLimiting;

namespace LiveSession.Server.Operations;

/// <summary>How fast something may come: every limit of so many a second is kept the same way.</summary>
internal static class Pace
{
    /// <summary>A bucket that fills evenly.</summary>
    /// <param name="perSecond">How many a second for long.</param>
    /// <param name="atOnce">How many at once, after a pause.</param>
    /// <param name="waiting">How many may wait for their turn; the others are refused.</param>
    public static TokenBucketRateLimiterOptions Of(int perSecond, int atOnce, int waiting = 0)
    {
        var step = Math.Max(1, perSecond / 10);
        return new()
        {
            TokenLimit = atOnce,
            TokensPerPeriod = step,
            ReplenishmentPeriod = TimeSpan.FromSeconds((double)step / perSecond),
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        };
    }
}
