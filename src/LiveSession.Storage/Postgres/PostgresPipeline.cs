using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LiveSession.Storage.Postgres;

/// <summary>
/// What stands around every use of the database: a limit of time for all of it, a few quick repetitions with jitter, and a breaker that
/// answers at once while the database is away. Everything that goes through it may be repeated.
/// </summary>
internal static class PostgresPipeline
{
    public const string Name = "postgres";

    private const int AwayAfter = 4;
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromMilliseconds(500);

    public static ResiliencePipeline Create(TimeSpan limit, TimeProvider time) => new ResiliencePipelineBuilder { Name = Name, TimeProvider = time }
        .AddTimeout(new TimeoutStrategyOptions { Name = "limit", Timeout = limit })
        .AddRetry(new RetryStrategyOptions
        {
            Name = "again",
            MaxRetryAttempts = 5,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromMilliseconds(40),
            MaxDelay = TimeSpan.FromMilliseconds(600),
            UseJitter = true,
            ShouldHandle = new PredicateBuilder().Handle<Exception>(PostgresFaults.IsPassing),
        })
        .AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            Name = "leave-alone",
            FailureRatio = 1,
            MinimumThroughput = AwayAfter,
            SamplingDuration = TimeSpan.FromSeconds(2),
            BreakDuration = LeaveAlone,
            ShouldHandle = new PredicateBuilder().Handle<Exception>(PostgresFaults.IsPassing),
        })
        // A connection that died without a sign is given up in time for another one.
        .AddTimeout(new TimeoutStrategyOptions { Name = "attempt", Timeout = limit / 2 })
        .Build();
}
