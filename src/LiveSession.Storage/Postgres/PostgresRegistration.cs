using LiveSession.Core.Log;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LiveSession.Storage.Postgres;

/// <summary>Registers the store of an installation that keeps its logs in PostgreSQL.</summary>
public static class PostgresRegistration
{
    /// <summary>Keeps all logs in the PostgreSQL database that <c>ConnectionStrings:Postgres</c> names.</summary>
    public static IServiceCollection AddPostgresStorage(this IServiceCollection services)
    {
        services.AddOptions<PostgresOptions>()
            .BindConfiguration(PostgresOptions.Section)
            .Configure<IConfiguration>((options, configuration) =>
                options.Connection = configuration.GetConnectionString(PostgresOptions.ConnectionName) ?? "")
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<LogMetrics>();
        services.TryAddSingleton<PostgresSessionLog>();
        services.TryAddSingleton<ISessionLog>(provider => provider.GetRequiredService<PostgresSessionLog>());
        services.TryAddSingleton<PostgresNudge>();
        services.TryAddSingleton<ILogNudge>(provider => provider.GetRequiredService<PostgresNudge>());
        services.TryAddSingleton<INodeBoard, PostgresNodeBoard>();
        return services;
    }
}
