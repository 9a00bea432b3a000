using System.Threading.RateLimiting;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Sources;

/// <summary>How fast one source may post, and how many lines: a flood is refused, and costs nobody else anything.</summary>
internal sealed class SourcePace(IOptions<SourceOptions> options, IOptions<CaptionOptions> captions) : IDisposable
{
    // What a line's id can count of one post.
    private const int MostLines = 10_000;

    private readonly PartitionedRateLimiter<CaptionSourceId> _posts = PartitionedRateLimiter.Create<CaptionSourceId, CaptionSourceId>(
        source => RateLimitPartition.GetTokenBucketLimiter(source, _ => Pace.Of(options.Value.PostsPerSecond, 2 * options.Value.PostsPerSecond)));

    private readonly PartitionedRateLimiter<CaptionSourceId> _lines = PartitionedRateLimiter.Create<CaptionSourceId, CaptionSourceId>(
        source => RateLimitPartition.GetTokenBucketLimiter(
            source, _ => Pace.Of(captions.Value.LinesPerSecond, LinesAtOnceOf(captions), waiting: LinesAtOnceOf(captions))));

    /// <summary>Posts a second.</summary>
    public int PerSecond => options.Value.PostsPerSecond;

    /// <summary>Lines a second.</summary>
    public int LinesPerSecond => captions.Value.LinesPerSecond;

    /// <summary>How many lines may come at once.</summary>
    public int LinesAtOnce => LinesAtOnceOf(captions);

    public bool Allows(CaptionSourceId source) => _posts.AttemptAcquire(source).IsAcquired;

    /// <summary>Whether a source may write so many lines now. None may always be written, also by one that has just written many.</summary>
    public bool AllowsLines(CaptionSourceId source, int lines) => lines == 0 || _lines.AttemptAcquire(source, lines).IsAcquired;

    /// <summary>Waits until a source may write so many lines more, at most as many as may come at once.</summary>
    public ValueTask<RateLimitLease> WaitForLinesAsync(CaptionSourceId source, int lines) => _lines.AcquireAsync(source, lines);

    public void Dispose()
    {
        _posts.Dispose();
        _lines.Dispose();
    }

    private static int LinesAtOnceOf(IOptions<CaptionOptions> captions) => Math.Min(captions.Value.LinesPerSecond, MostLines);
}
