using Azure;
using Azure.Identity;
using LiveSession.Analysis.Azure;
using LiveSession.Server.Operations;
using LiveSession.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Analysis;

/// <summary>The organisation's language resource, where it has one.</summary>
internal sealed partial class LanguageResource
{
    private readonly ILogger<LanguageResource> _logger;

    public LanguageResource(IOptions<AnalysisOptions> options, IOptions<ServerOptions> server, Instruments instruments, TimeProvider time, ILogger<LanguageResource> logger)
    {
        _logger = logger;
        var set = options.Value;
        if (!set.Enabled || set.Endpoint is not { } endpoint)
        {
            return;
        }

        Service = new AzureLanguageAnalyzer(
            new AzureLanguageOptions(endpoint)
            {
                Key = string.IsNullOrWhiteSpace(set.Key) ? null : new AzureKeyCredential(set.Key.Trim()),
                Credential = string.IsNullOrWhiteSpace(set.Key) ? new DefaultAzureCredential() : null,
                ModelVersion = set.ModelVersion,
                Retries = set.Retries,
                TryTimeout = set.TryTimeout,
                Deadline = set.Deadline,
                AtOnce = set.AtOnce,
                TryAgainAfter = set.TryAgainAfter,
                Answered = outcome => instruments.AnalysisRequests.Add(1, new KeyValuePair<string, object?>("outcome", outcome)),
            },
            time,
            new PendingJobsInFolder(new DirectoryInfo(Path.Combine(new DataFolder(server.Value.Data).Analysis, "jobs"))));
        Service.Standing.Changed += Say;
    }

    /// <summary>Asks the resource; null where there is none.</summary>
    public AzureLanguageAnalyzer? Service { get; }

    private void Say()
    {
        if (Service!.Standing.Away is { } away)
        {
            Log.Away(_logger, away.Message);
        }
        else
        {
            Log.Back(_logger);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(700, LogLevel.Warning, "Transcripts are read on this machine for a while: {Reason}")]
        public static partial void Away(ILogger logger, string reason);

        [LoggerMessage(701, LogLevel.Information, "The language service answers again; what was read on this machine meanwhile is asked for")]
        public static partial void Back(ILogger logger);
    }
}
