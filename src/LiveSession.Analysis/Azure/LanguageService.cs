using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LiveSession.Analysis.Azure;

/// <summary>Azure AI Language, REST version 2023-04-01: one request, one answer. Splits nothing and decides nothing.</summary>
internal sealed class LanguageService
{
    private const string Version = "api-version=2023-04-01";

    private readonly AzureLanguageOptions _options;
    private readonly HttpPipeline _pipeline;
    private readonly TimeProvider _time;

    public LanguageService(AzureLanguageOptions options, TimeProvider time)
    {
        (_options, _time) = (options, time);
        var client = new ClientSettings { Retry = { MaxRetries = options.Retries, Delay = options.RetryDelay, NetworkTimeout = options.TryTimeout, Mode = RetryMode.Exponential } };
        client.Diagnostics.IsLoggingContentEnabled = false;
        if (options.Transport is { } transport)
        {
            client.Transport = transport;
        }

        HttpPipelinePolicy authentication = options.Credential is { } credential
            ? new BearerTokenAuthenticationPolicy(credential, "https://cognitiveservices.azure.com/.default")
            : new KeyPolicy(options.Key ?? throw new ArgumentException("Neither a key nor a credential was given.", nameof(options)));
        _pipeline = HttpPipelineBuilder.Build(client, authentication);
    }

    /// <summary>The answer to documents that fit into one request.</summary>
    public async Task<ImmutableArray<PassageAnalysis>> AnalyzeAsync(AnalysisKind kind, IReadOnlyCollection<Passage> documents, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(RequestMethod.Post, At("language/:analyze-text"), LanguageRequest.Write(kind, documents, _options), cancellationToken);
        using var json = Parse(answer);
        return Understand(() => LanguageAnswer.Read(kind, json.RootElement.GetProperty("results")));
    }

    /// <summary>Begins a job.</summary>
    /// <returns>Where to look after it, for as long as 24 hours.</returns>
    public async Task<Uri> BeginAsync(AnalysisKind kind, IReadOnlyCollection<Passage> documents, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(RequestMethod.Post, At("language/analyze-text/jobs"), LanguageRequest.Write(kind, documents, _options), cancellationToken);
        // The key goes with every request: to the resource alone, whatever address an answer names. Of that, the job's number is taken.
        return answer.Headers.TryGetValue("operation-location", out var location) && Uri.TryCreate(location, UriKind.Absolute, out var job)
            ? At("language/analyze-text/jobs/" + job.Segments[^1])
            : throw Unreadable(null);
    }

    /// <summary>Waits for a job; null where the service does not know it (any more).</summary>
    public async Task<ImmutableArray<PassageAnalysis>?> FinishAsync(AnalysisKind kind, Uri job, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            Response answer;
            try
            {
                answer = await SendAsync(RequestMethod.Get, job, null, cancellationToken);
            }
            catch (LanguageServiceException e) when (e.Code is "404" or "NotFound" or "OperationNotFound")
            {
                return null;
            }

            using (answer)
            {
                using var json = Parse(answer);
                var status = LanguageAnswer.Text(json.RootElement, "status");
                if (status is not ("notStarted" or "running"))
                {
                    return Understand(() => Done(kind, json.RootElement, status));
                }

                await Task.Delay(Wait(answer, round), _time, cancellationToken);
            }
        }
    }

    private static ImmutableArray<PassageAnalysis> Done(AnalysisKind kind, JsonElement job, string? status)
    {
        var items = job.TryGetProperty("tasks", out var tasks) ? LanguageAnswer.Items(tasks, "items") : [];
        var results = items.Where(item => LanguageAnswer.Text(item, "kind") == LanguageKind.Of(kind).Name + "LROResults" && item.TryGetProperty("results", out _))
            .SelectMany(item => LanguageAnswer.Read(kind, item.GetProperty("results"))).ToImmutableArray();
        if (results.Length > 0 || status is "succeeded")
        {
            return results;
        }

        var fault = LanguageAnswer.Items(job, "errors").Select(LanguageAnswer.Fault).FirstOrDefault(new AnalysisFault(status ?? "Unknown", "The service did not finish the job."));
        throw new LanguageServiceException(fault.Code, fault.Message);
    }

    private TimeSpan Wait(Response answer, int round) =>
        answer.Headers.TryGetValue("retry-after", out var asked) && int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, 60))
            : _options.PollDelay * Math.Pow(2, Math.Min(round, 4));

    private async Task<Response> SendAsync(RequestMethod method, Uri address, ReadOnlyMemory<byte>? body, CancellationToken cancellationToken)
    {
        using var request = _pipeline.CreateRequest();
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
            var answer = await _pipeline.SendRequestAsync(request, cancellationToken);
            return answer.Status is >= 200 and < 300 ? answer : throw Refusal(answer);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LanguageServiceException("Unreachable", $"The language service at {_options.Endpoint.Host} cannot be reached.", e);
        }
    }

    private LanguageServiceException Refusal(Response answer)
    {
        using (answer)
        {
            var fault = new AnalysisFault(answer.Status.ToString(CultureInfo.InvariantCulture), answer.ReasonPhrase);
            try
            {
                using var json = Parse(answer);
                fault = json.RootElement.ValueKind is JsonValueKind.Object && json.RootElement.TryGetProperty("error", out var error) ? LanguageAnswer.Fault(error) : fault;
            }
            catch (LanguageServiceException)
            {
                // A proxy's page: the number says enough.
            }

            return answer.Status switch
            {
                401 or 403 => new LanguageServiceException(fault.Code, $"The language service at {_options.Endpoint.Host} refuses our key. Is it the key of that resource, and still valid?"),
                429 => new LanguageServiceException("TooManyRequests", $"The language service at {_options.Endpoint.Host} is asked too often."),
                _ => new LanguageServiceException(fault.Code, fault.Message),
            };
        }
    }

    private JsonDocument Parse(Response answer)
    {
        try
        {
            return JsonDocument.Parse(answer.Content);
        }
        catch (JsonException e)
        {
            throw Unreadable(e);
        }
    }

    // JSON of another shape than was agreed: a text where a list should be, for one.
    private T Understand<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Unreadable(e);
        }
    }

    private LanguageServiceException Unreadable(Exception? inner) =>
        new("Unreadable", $"{_options.Endpoint.Host} answers with something else than the language service does. Is the address right?", inner);

    private Uri At(string path) => new($"{_options.Endpoint.AbsoluteUri.TrimEnd('/')}/{path}?{Version}");

    private sealed class ClientSettings : ClientOptions;

    // Read with each request: a key can be changed while the program runs.
    private sealed class KeyPolicy(AzureKeyCredential key) : HttpPipelineSynchronousPolicy
    {
        public override void OnSendingRequest(HttpMessage message) => message.Request.Headers.SetValue("Ocp-Apim-Subscription-Key", key.Key);
    }
}
