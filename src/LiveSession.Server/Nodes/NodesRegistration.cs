using LiveSession.Server.Log;
using LiveSession.Storage.Postgres;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Nodes;

/// <summary>
/// How this node hears of the others: through Redis where <c>ConnectionStrings:Redis</c> names one, else through the PostgreSQL they share;
/// with neither there are none.
/// </summary>
internal static class NodesRegistration
{
    public const string ConnectionName = "Redis";

    public static IServiceCollection AddNodes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<Node>().AddSingleton<NodePeople>().AddSingleton<FollowedLogs>();
        services.AddSingleton<IConfigureOptions<RedisOptions>, ConnectionString>();
        services.AddHostedService<LogFollowing>();
        var shared = !string.IsNullOrWhiteSpace(configuration.GetConnectionString(PostgresOptions.ConnectionName));
        services.AddSingleton(new Presence(blind: shared));
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString(ConnectionName)))
        {
            return shared
                ? services.AddSingleton<ILogCarrier, NudgeCarrier>().AddHostedService<BoardVoice>()
                : services.AddSingleton<ILogCarrier, LoneCarrier>();
        }

        services.AddSingleton<RedisConnection>().AddSingleton<NodeSeal>().AddSingleton<RedisPulse>().AddSingleton<NodeRegister>().AddSingleton<RollCall>();
        services.AddSingleton<RedisCarrier>().AddSingleton<ILogCarrier>(provider => provider.GetRequiredService<RedisCarrier>());
        services.AddHostedService<RedisStart>().AddHostedService<NodeVoice>();
        services.AddHealthChecks().AddCheck<RedisHealth>("redis", tags: ["ready"]);
        return services;
    }

    private sealed class ConnectionString(IConfiguration configuration) : IConfigureOptions<RedisOptions>
    {
        public void Configure(RedisOptions options) => options.Connection = configuration.GetConnectionString(ConnectionName);
    }

    private sealed class RedisHealth(RedisPulse pulse, RedisConnection redis) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult((pulse.IsAway, pulse.Trouble) switch
        {
            (true, var trouble) => HealthCheckResult.Degraded(
                $"Redis at {redis.Place} passes nothing on{(trouble is null ? "" : $" ({trouble})")}: this node follows the archive. Drafts and people of other nodes are not shown."),
            (false, { } trouble) => HealthCheckResult.Degraded($"Redis at {redis.Place} passes word on, but {trouble}."),
            _ => HealthCheckResult.Healthy(),
        });
    }
}
