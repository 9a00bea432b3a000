using LiveSession.Core.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LiveSession.Storage.Sqlite;

/// <summary>Registers the embedded store.</summary>
public static class SqliteRegistration
{
    /// <summary>Keeps all logs in one SQLite file.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="path">The file, whatever the configuration says; null leaves it to <see cref="SqliteOptions"/>.</param>
    public static IServiceCollection AddSqliteStorage(this IServiceCollection services, string? path = null)
    {
        services.AddOptions<SqliteOptions>()
            .BindConfiguration(SqliteOptions.Section)
            .PostConfigure(options => options.Path = path ?? options.Path)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.TryAddSingleton<LogMetrics>();
        services.TryAddSingleton<SqliteSessionLog>();
        services.TryAddSingleton<ISessionLog>(provider => provider.GetRequiredService<SqliteSessionLog>());
        return services;
    }
}
