using System.ComponentModel.DataAnnotations;

namespace LiveSession.Server.Analysis;

/// <summary>How transcripts are read by machines, and whether a language service is asked.</summary>
public sealed class AnalysisOptions : IValidatableObject
{
    public const string Section = "Analysis";

    /// <summary>Whether transcripts are analysed at all. The default is yes, on this machine.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>How long a session waits after a change before it is read (again). The default is ten seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "01:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The organisation's Azure AI Language resource, such as <c>https://name.cognitiveservices.azure.com/</c>. None by default: no text leaves this machine.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>The key of that resource. Without one the identity of this machine is used (Azure.Identity: managed, workload, environment).</summary>
    public string? Key { get; set; }

    /// <summary>The version of the service's models. The default is <c>latest</c>.</summary>
    [Required]
    public string ModelVersion { get; set; } = "latest";

    /// <summary>Whether personal data that patterns find is masked before text goes to the service. The default is yes.</summary>
    public bool MaskBeforeSending { get; set; } = true;

    /// <summary>How long one try of a request may take. The default is 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:30")]
    public TimeSpan TryTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a request may take with all its tries and waits. The default is 30 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:10:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How often a request is sent again after 408, 429, 5xx or a cut connection. The default is 3.</summary>
    [Range(0, 10)]
    public int Retries { get; set; } = 3;

    /// <summary>How many requests may be under way at once. The default is 4.</summary>
    [Range(1, 100)]
    public int AtOnce { get; set; } = 4;

    /// <summary>How long the service is left alone once it fails again and again. The default is 15 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.5", "00:10:00")]
    public TimeSpan TryAgainAfter { get; set; } = TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Endpoint is { IsAbsoluteUri: false } || (Endpoint is { } endpoint && endpoint.Scheme != Uri.UriSchemeHttps && !endpoint.IsLoopback))
        {
            yield return new ValidationResult("The address of the language service must begin with https://.", [nameof(Endpoint)]);
        }

        if (Endpoint is null && !string.IsNullOrEmpty(Key))
        {
            yield return new ValidationResult("There is a key, but no Analysis:Endpoint that it would be for.", [nameof(Key)]);
        }
    }
}
