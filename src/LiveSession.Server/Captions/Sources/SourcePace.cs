using System.Threading.RateLimiting;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Sources;

/// <summary>How fast one source may post: a flood is refused, and costs nobody else anything.</summary>
internal sealed class SourcePace(IOptions<SourceOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<CaptionSourceId> _limiter = PartitionedRateLimiter.Create<CaptionSourceId, CaptionSourceId>(
        source => RateLimitPartition.GetTokenBucketLimiter(source, _ => Pace.Of(options.Value.PostsPerSecond, 2 * options.Value.PostsPerSecond)));

    public int PerSecond => options.Value.PostsPerSecond;

    public bool Allows(CaptionSourceId source) => _limiter.AttemptAcquire(source).IsAcquired;

    public void Dispose() => _limiter.Dispose();
}
