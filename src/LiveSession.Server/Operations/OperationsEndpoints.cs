using LiveSession.Core.Log;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.DependencyInjection.Extensions;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LiveSession.Server.Operations;

/// <summary>Health, metrics and traces.</summary>
internal static class OperationsEndpoints
{
    /// <summary>Where a proxy asks whether newcomers may be sent here.</summary>
    public const string Open = "/healthz/open";

    private const string OpenTag = "open";

    private static readonly string[] SecretPaths = ["/i", "/ebu-tt-live", "/closedcaption", "/cartcaption", "/api/captions"];

    public static IServiceCollection AddOperations(this IServiceCollection services, IConfiguration configuration)
    {
        AskedByAddress.AddTo(services);
        services.AddSingleton<SteadyClock>(_ => new SteadyClock(TimeProvider.System));
        services.TryAddSingleton<TimeProvider>(provider => provider.GetRequiredService<SteadyClock>());
        services.AddSingleton<Drain>();
        services.AddSingleton<Instruments>();
        services.AddSingleton<Leaving>().AddHostedService<Draining>();
        var server = services.Last(service => service.ServiceType == typeof(IServer));
        services.AddSingleton<IServer>(provider => ActivatorUtilities.CreateInstance<RehearsedServer>(provider, ActivatorUtilities.CreateInstance(provider, server.ImplementationType!)));
        services.AddHealthChecks()
            .AddCheck<ArchiveHealth>("archive", tags: ["ready"])
            .AddCheck<DrainHealth>("drain", tags: ["ready", OpenTag])
            .AddCheck<ClockHealth>("clock", tags: ["ready"]);
        var telemetry = services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("livesession"))
            .WithMetrics(metrics => metrics
                .AddMeter(Instruments.Name, "LiveSession.Storage")
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                // It counts every block of memory taken and given back: twice for each message to each reader.
                .AddView(instrument => instrument.Meter.Name == "Microsoft.AspNetCore.MemoryPool" ? MetricStreamConfiguration.Drop : null)
                .AddPrometheusExporter())
            .WithTracing(tracing => tracing.AddSource(Instruments.Name).AddAspNetCoreInstrumentation(options =>
                // Asked before anything is routed: the path is all that is known. A reader's connection lasts for hours.
                options.Filter = http => !http.Request.Path.StartsWithSegments("/hubs") && !MayHoldSecret(http.Request.Path)));
        if (!string.IsNullOrEmpty(configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            telemetry.WithMetrics(metrics => metrics.AddOtlpExporter()).WithTracing(tracing => tracing.AddOtlpExporter());
        }

        return services;
    }

    // Those of invitations, and all that caption sources write to or watch.
    private static bool MayHoldSecret(PathString path) =>
        Array.Exists(SecretPaths, start => path.StartsWithSegments(start))
        || (path.Value?.TrimEnd('/') is { } text && (text.EndsWith("/publish", StringComparison.OrdinalIgnoreCase) || text.EndsWith("/subscribe", StringComparison.OrdinalIgnoreCase)));

    public static IEndpointRouteBuilder MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz/live", new HealthCheckOptions { Predicate = _ => false }).WithName("Live");
        // Asked by proxies: an archive that is away is away for every node, and readers of all of them read on.
        // 404 tells HAProxy to send nobody new; anything else would tell it that the node is down, and who is there would be cut off.
        routes.MapHealthChecks(Open, new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains(OpenTag),
            ResultStatusCodes = { [HealthStatus.Unhealthy] = StatusCodes.Status404NotFound },
        }).WithName("Open");
        routes.MapHealthChecks("/healthz/ready", new HealthCheckOptions
        {
            Predicate = check => check.Tags.Contains("ready"),
            ResponseWriter = async (http, report) => await http.Response.WriteAsJsonAsync(new
            {
                status = report.Status.ToString(),
                checks = report.Entries.ToDictionary(entry => entry.Key, entry => new { status = entry.Value.Status.ToString(), entry.Value.Description }),
            }),
        }).WithName("Ready");
        routes.MapPrometheusScrapingEndpoint("/metrics").WithMetadata(new EndpointNameMetadata("Metrics"));
        return routes;
    }

    private sealed class ArchiveHealth(ISessionLog log) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await log.CheckAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (LogUnavailableException e)
            {
                return HealthCheckResult.Unhealthy($"The archive cannot be written: {e.Reason}.");
            }
        }
    }

    private sealed class DrainHealth(Drain drain) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(drain.Closed ? HealthCheckResult.Unhealthy("Stopping.") : HealthCheckResult.Healthy());
    }

    private sealed class ClockHealth(SteadyClock clock) : IHealthCheck
    {
        private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(5);

        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(clock.Drift.Duration() > Tolerance
                ? HealthCheckResult.Degraded($"The system clock was moved by {clock.Drift:c} since the start. The record goes on with the time it had; restart between sessions to take up the new one.")
                : HealthCheckResult.Healthy());
    }
}
