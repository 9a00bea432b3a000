using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace LiveSession.Analysis.Azure;

/// <summary>
/// What stands around every request: a deadline for all of it, a limit to how many are under way, repetitions with jitter that wait as long as the
/// service asks, a breaker that leaves it alone for a while, and a limit of time for each try. Azure.Core tries nothing again.
/// </summary>
internal static class LanguagePipeline
{
    public const string Name = "language-service";

    private const int AwayAfter = 5;
    private const int MostWaiting = 10_000;

    public static ResiliencePipeline Create(AzureLanguageOptions options, TimeProvider time, LanguageServiceStanding standing)
    {
        var retry = new RetryStrategyOptions
        {
            Name = "again",
            MaxRetryAttempts = Math.Max(1, options.Retries),
            BackoffType = DelayBackoffType.Exponential,
            Delay = options.RetryDelay,
            UseJitter = true,
            // Who is asked to wait beyond the deadline need not wait at all.
            ShouldHandle = arguments => ValueTask.FromResult(
                options.Retries > 0 && (arguments.Outcome.Exception is TimeoutRejectedException
                || (arguments.Outcome.Exception is LanguageServiceException { Trouble: LanguageTrouble.Passing } fault && (fault.RetryAfter ?? TimeSpan.Zero) < options.Deadline))),
            DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as LanguageServiceException)?.RetryAfter),
        };
        var breaker = new CircuitBreakerStrategyOptions
        {
            Name = "leave-alone",
            FailureRatio = 0.5,
            MinimumThroughput = AwayAfter,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = options.TryAgainAfter,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is TimeoutRejectedException or LanguageServiceException { Trouble: not LanguageTrouble.Request }),
            OnOpened = arguments =>
            {
                standing.Went(arguments.Outcome.Exception as LanguageServiceException);
                return default;
            },
            OnClosed = _ =>
            {
                standing.CameBack();
                return default;
            },
        };
        return new ResiliencePipelineBuilder { Name = Name, TimeProvider = time }
            .AddTimeout(new TimeoutStrategyOptions { Name = "deadline", Timeout = options.Deadline })
            .AddConcurrencyLimiter(options.AtOnce, MostWaiting)
            .AddRetry(retry)
            .AddCircuitBreaker(breaker)
            .AddTimeout(new TimeoutStrategyOptions { Name = "limit", Timeout = options.TryTimeout })
            .Build();
    }
}
