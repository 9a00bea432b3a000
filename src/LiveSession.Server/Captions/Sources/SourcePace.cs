using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Sources;

/// <summary>How fast one source may post: a flood is refused, and costs nobody else anything.</summary>
internal sealed class SourcePace(IOptions<SourceOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<CaptionSourceId> _limiter = PartitionedRateLimiter.Create<CaptionSourceId, CaptionSourceId>(
        source => RateLimitPartition.GetTokenBucketLimiter(source, _ => new()
        {
            TokenLimit = 2 * options.Value.PostsPerSecond,
            TokensPerPeriod = Math.Max(1, options.Value.PostsPerSecond / 10),
            ReplenishmentPeriod = TimeSpan.FromMilliseconds(100),
            QueueLimit = 0,
        }));

    public int PerSecond => options.Value.PostsPerSecond;

    public bool Allows(CaptionSourceId source) => _limiter.AttemptAcquire(source).IsAcquired;

    public void Dispose() => _limiter.Dispose();
}
