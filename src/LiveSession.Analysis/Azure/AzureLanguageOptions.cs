using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace LiveSession.Analysis.Azure;

/// <summary>How the organisation's Azure AI Language resource is reached.</summary>
/// <param name="Endpoint">Its address, such as <c>https://name.cognitiveservices.azure.com/</c>.</param>
public sealed record AzureLanguageOptions(Uri Endpoint)
{
    /// <summary>The key of the resource. Either this or <see cref="Credential"/>.</summary>
    public AzureKeyCredential? Key { get; init; }

    /// <summary>Who asks, where there is no key: any credential of Azure.Identity.</summary>
    public TokenCredential? Credential { get; init; }

    /// <summary>The version of the service's models.</summary>
    public string ModelVersion { get; init; } = "latest";

    /// <summary>The service is asked to keep nothing of the text.</summary>
    public bool LoggingOptOut { get; init; } = true;

    /// <summary>How often a request is sent again after 408, 429, 5xx or a cut connection; <c>Retry-After</c> is honoured. Nothing else tries again.</summary>
    public int Retries { get; init; } = 3;

    /// <summary>How long is waited before the first of them, where the service does not say; doubled each time, with some chance in it.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(0.8);

    /// <summary>How long one try may take.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a request may take with all its tries and waits; then it is given up.</summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many requests may be under way at once; others wait within their deadline.</summary>
    public int AtOnce { get; init; } = 4;

    /// <summary>How long the service is left alone once it fails again and again.</summary>
    public TimeSpan TryAgainAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a job of the service is waited for before it is looked at again: doubled each time, to sixteen times as much.</summary>
    public TimeSpan PollDelay { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long a job is waited for at all. One that takes longer is asked after the next time.</summary>
    public TimeSpan JobDeadline { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Sends the requests; null for the usual.</summary>
    public HttpPipelineTransport? Transport { get; init; }

    /// <summary>Told how each request ended: <c>ok</c>, or the kind of trouble.</summary>
    public Action<string>? Answered { get; init; }
}
