using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace LiveSession.Analysis.Azure;

/// <summary>Azure AI Language, REST version 2023-04-01: one request, one answer. Splits nothing and decides nothing.</summary>
internal sealed class LanguageService
{
    private const string Version = "api-version=2023-04-01";

    private readonly AzureLanguageOptions _options;
    private readonly HttpPipeline _http;
    private readonly ResiliencePipeline _resilience;
    private readonly TimeProvider _time;

    public LanguageService(AzureLanguageOptions options, TimeProvider time, LanguageServiceStanding? standing = null)
    {
        (_options, _time) = (options, time);
        Standing = standing ?? new LanguageServiceStanding(time);
        _resilience = LanguagePipeline.Create(options, time, Standing);
        // One layer tries again, and it is not this one: else each try of the other would be four.
        var client = new ClientSettings { Retry = { MaxRetries = 0 } };
        client.Diagnostics.IsLoggingContentEnabled = false;
        if (options.Transport is { } transport)
        {
            client.Transport = transport;
        }

        HttpPipelinePolicy authentication = options.Credential is { } credential
            ? new BearerTokenAuthenticationPolicy(credential, "https://cognitiveservices.azure.com/.default")
            : new KeyPolicy(options.Key ?? throw new ArgumentException("Neither a key nor a credential was given.", nameof(options)));
        _http = HttpPipelineBuilder.Build(client, authentication);
    }

    /// <summary>Whether the service is asked at all.</summary>
    public LanguageServiceStanding Standing { get; }

    /// <summary>The answer to documents that fit into one request.</summary>
    public Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(AnalysisKind kind, IReadOnlyCollection<Passage> documents, CancellationToken cancellationToken) => AskAsync(
        RequestMethod.Post, At("language/:analyze-text"), LanguageRequest.Write(kind, documents, _options),
        answer => Understand(answer, json => LanguageAnswer.Read(kind, json.GetProperty("results"))), cancellationToken);

    /// <summary>Begins a job.</summary>
    /// <returns>Where to look after it, for as long as 24 hours.</returns>
    public Task<Uri> BeginAsync(AnalysisKind kind, IReadOnlyCollection<Passage> documents, CancellationToken cancellationToken) => AskAsync(
        RequestMethod.Post, At("language/analyze-text/jobs"), LanguageRequest.Write(kind, documents, _options),
        // The key goes with every request: to the resource alone, whatever address an answer names. Of that, the job's number is taken.
        answer => answer.Headers.TryGetValue("operation-location", out var location) && Uri.TryCreate(location, UriKind.Absolute, out var job)
            ? At("language/analyze-text/jobs/" + job.Segments[^1])
            : throw Unreadable(null),
        cancellationToken);

    /// <summary>Waits for a job; null where the service does not know it (any more).</summary>
    public async Task<ImmutableArray<PassageAnalysis>?> FinishAsync(AnalysisKind kind, Uri job, CancellationToken cancellationToken)
    {
        var began = _time.GetTimestamp();
        for (var round = 0; ; round++)
        {
            try
            {
                var (results, wait) = await AskAsync(RequestMethod.Get, job, null, answer => (Understand(answer, json => Done(kind, json)), Wait(answer, round)), cancellationToken);
                if (results is not null)
                {
                    return results;
                }

                if (_time.GetElapsedTime(began) + wait > _options.JobDeadline)
                {
                    throw new LanguageServiceException(LanguageTrouble.Passing, "StillRunning", "The language service is still working on this; it will be asked again.");
                }

                await Task.Delay(wait, _time, cancellationToken);
            }
            catch (LanguageServiceException e) when (e.Code is "404" or "NotFound" or "OperationNotFound")
            {
                return null;
            }
        }
    }

    // Null while the service works on it.
    private static ImmutableArray<PassageAnalysis>? Done(AnalysisKind kind, JsonElement job)
    {
        var status = LanguageAnswer.Text(job, "status");
        if (status is "notStarted" or "running")
        {
            return null;
        }

        var items = job.TryGetProperty("tasks", out var tasks) ? LanguageAnswer.Items(tasks, "items") : [];
        var results = items.Where(item => LanguageAnswer.Text(item, "kind") == LanguageKind.Of(kind).Name + "LROResults" && item.TryGetProperty("results", out _))
            .SelectMany(item => LanguageAnswer.Read(kind, item.GetProperty("results"))).ToImmutableArray();
        if (results.Length > 0 || status is "succeeded")
        {
            return results;
        }

        var fault = LanguageAnswer.Items(job, "errors").Select(LanguageAnswer.Fault).FirstOrDefault(new AnalysisFault(status ?? "Unknown", "The service did not finish the job."));
        throw new LanguageServiceException(LanguageTrouble.Request, fault.Code, fault.Message);
    }

    private TimeSpan Wait(Response answer, int round) => RetryAfter(answer) is { } asked
        ? TimeSpan.FromSeconds(Math.Min(asked.TotalSeconds, 60))
        : _options.PollDelay * Math.Pow(2, Math.Min(round, 4));

    // In seconds, or until a moment; the service's own header is finer.
    private TimeSpan? RetryAfter(Response answer) =>
        answer.Headers.TryGetValue("retry-after-ms", out var fine) && int.TryParse(fine, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) ? TimeSpan.FromMilliseconds(milliseconds)
        : !answer.Headers.TryGetValue("retry-after", out var asked) ? null
        : int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds)
        : DateTimeOffset.TryParse(asked, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && moment > _time.GetUtcNow() ? moment - _time.GetUtcNow()
        : null;

    private async Task<T> AskAsync<T>(RequestMethod method, Uri address, ReadOnlyMemory<byte>? body, Func<Response, T> read, CancellationToken cancellationToken)
    {
        var outcome = "ok";
        try
        {
            return await _resilience.ExecuteAsync(async stop => await TryAsync(method, address, body, read, stop), cancellationToken);
        }
        catch (BrokenCircuitException e)
        {
            outcome = "skipped";
            throw new LanguageServiceException(LanguageTrouble.Passing, "Away", Standing.Away?.Message ?? "The language service is left alone for a moment.", e);
        }
        catch (Exception e) when (e is TimeoutRejectedException or RateLimiterRejectedException)
        {
            outcome = "late";
            throw new LanguageServiceException(LanguageTrouble.Passing, "Unreachable", $"The language service at {_options.Endpoint.Host} does not answer in time.", e);
        }
        catch (LanguageServiceException e)
        {
            outcome = e.Trouble.ToString().ToLowerInvariant();
            throw;
        }
        finally
        {
            _options.Answered?.Invoke(outcome);
        }
    }

    private async ValueTask<T> TryAsync<T>(RequestMethod method, Uri address, ReadOnlyMemory<byte>? body, Func<Response, T> read, CancellationToken cancellationToken)
    {
        using var request = _http.CreateRequest();
        request.Method = method;
        request.Uri.Reset(address);
        request.Headers.Add("Accept", "application/json");
        if (body is { } content)
        {
            request.Headers.Add("Content-Type", "application/json");
            request.Content = RequestContent.Create(content);
        }

        try
        {
            using var answer = await _http.SendRequestAsync(request, cancellationToken);
            return answer.Status is >= 200 and < 300 ? read(answer) : throw Refusal(answer);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LanguageServiceException(LanguageTrouble.Passing, "Unreachable", $"The language service at {_options.Endpoint.Host} cannot be reached.", e);
        }
    }

    private LanguageServiceException Refusal(Response answer)
    {
        var fault = ErrorOf(answer);
        var code = fault?.Code ?? answer.Status.ToString(CultureInfo.InvariantCulture);
        return answer.Status switch
        {
            401 or 403 => new LanguageServiceException(
                LanguageTrouble.Refused, code, $"The language service at {_options.Endpoint.Host} refuses our key. Is it the key of that resource, and still valid?"),
            429 => new LanguageServiceException(
                LanguageTrouble.Passing, "TooManyRequests", $"The language service at {_options.Endpoint.Host} is asked too often.")
            { RetryAfter = RetryAfter(answer) },
            408 or >= 500 => new LanguageServiceException(
                LanguageTrouble.Passing, code, $"The language service at {_options.Endpoint.Host} is out of order ({answer.Status}).")
            { RetryAfter = RetryAfter(answer) },
            // A page of somebody else's; the service says what it does not like.
            _ when fault is null => new LanguageServiceException(
                LanguageTrouble.Unreadable, code, $"{_options.Endpoint.Host} answers with something else than the language service does ({answer.Status}). Is the address right?"),
            _ => new LanguageServiceException(LanguageTrouble.Request, code, fault.Message),
        };
    }

    private static AnalysisFault? ErrorOf(Response answer)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Content);
            return json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) ? LanguageAnswer.Fault(error) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // JSON of another shape than was agreed is as good as none: a text where a list should be, for one.
    private T Understand<T>(Response answer, Func<JsonElement, T> read)
    {
        try
        {
            using var json = JsonDocument.Parse(answer.Content);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Unreadable(e);
        }
    }

    private LanguageServiceException Unreadable(Exception? inner) => new(
        LanguageTrouble.Unreadable, "Unreadable", $"{_options.Endpoint.Host} answers with something else than the language service does. Is the address right?", inner);

    private Uri At(string path) => new($"{_options.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}?{Version}");

    private sealed class ClientSettings : ClientOptions;

    // Read with each request: a key can be changed while the program runs.
    private sealed class KeyPolicy(AzureKeyCredential key) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("Ocp-Apim-Subscription-Key", key.Key);
    }
}
