using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LiveSession.Server.Relays;

/// <summary>
/// What stands around every post: a limit of time, a few quick repetitions with jitter, and a breaker that leaves a service alone for a
/// while once it is away. One for each relay, so that a service that is away costs the others nothing.
/// </summary>
internal static class RelayPipeline
{
    public const string Name = "caption-relay";

    private const int AwayAfter = 3;

    public static ResiliencePipeline<RelayAnswer> Create(RelayService service, RelayOptions options, TimeProvider time)
    {
        var away = new PredicateBuilder<RelayAnswer>().HandleResult(answer => answer.IsPassing).Handle<HttpRequestException>().Handle<TimeoutRejectedException>();
        return new ResiliencePipelineBuilder<RelayAnswer> { Name = Name, TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<RelayAnswer>
            {
                Name = "again",
                MaxRetryAttempts = options.Retries,
                BackoffType = DelayBackoffType.Exponential,
                Delay = TimeSpan.FromMilliseconds(400),
                MaxDelay = TimeSpan.FromSeconds(3),
                UseJitter = true,
                ShouldHandle = service is RelayService.Teams ? WhatSurelyWasNotTaken : away,
            })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<RelayAnswer>
            {
                Name = "leave-alone",
                FailureRatio = 1,
                MinimumThroughput = AwayAfter,
                SamplingDuration = TimeSpan.FromSeconds(30),
                BreakDuration = options.TryAgainAfter,
                ShouldHandle = away,
            })
            .AddTimeout(new TimeoutStrategyOptions { Name = "limit", Timeout = options.Timeout })
            .Build();
    }

    // Teams numbers nothing: what may have been taken and is sent again would be shown twice.
    private static ValueTask<bool> WhatSurelyWasNotTaken(RetryPredicateArguments<RelayAnswer> arguments) => ValueTask.FromResult(
        arguments.Outcome.Exception is HttpRequestException fault ? CouldNotConnect(fault) : arguments.Outcome is { Exception: null, Result.IsPassing: true });

    /// <summary>Whether a fault came before anything was sent.</summary>
    public static bool CouldNotConnect(HttpRequestException fault) => fault.HttpRequestError
        is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
}
