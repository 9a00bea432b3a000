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
    private const int AwayAfter = 4;
    private static readonly TimeSpan LeaveAlone = TimeSpan.FromMilliseconds(500);

    /// <param name="name">What it is for.</param>
    /// <param name="limit">For all attempts together.</param>
    /// <param name="attempt">For one of them.</param>
    /// <param name="time">The clock.</param>
    public static ResiliencePipeline Create(string name, TimeSpan limit, TimeSpan attempt, TimeProvider time) => new ResiliencePipelineBuilder { Name = name, TimeProvider = time }
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
        .AddTimeout(new TimeoutStrategyOptions { Name = "attempt", Timeout = attempt })
        .Build();
}
