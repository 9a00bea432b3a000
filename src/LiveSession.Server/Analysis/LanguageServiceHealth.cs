using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveSession.Server.Analysis;

/// <summary>Whether the language service is asked. A node without it is as ready as any other: nothing waits for it.</summary>
internal sealed class LanguageServiceHealth(LanguageResource resource) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        resource.Service is null ? HealthCheckResult.Healthy("There is none; transcripts are read on this machine.")
        : resource.Service.Standing.Away is { } away ? HealthCheckResult.Degraded($"Left alone since {away.Since:u}, transcripts are read on this machine: {away.Message}")
        : HealthCheckResult.Healthy());
}
