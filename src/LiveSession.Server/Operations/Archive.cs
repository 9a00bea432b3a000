using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>
/// Where everything durable lies: in the PostgreSQL database that <c>ConnectionStrings:Postgres</c> names, for as many nodes as there are,
/// else in the data folder, for one.
/// </summary>
internal static class Archive
{
    public static IServiceCollection AddArchive(this IServiceCollection services, IConfiguration configuration)
    {
        if (string.IsNullOrWhiteSpace(configuration.GetConnectionString(PostgresOptions.ConnectionName)))
        {
            services.AddHostedService<DataFolderLock>();
            services.AddSqliteStorage();
            services.AddHostedService<SqliteStart>();
            services.AddSingleton<IConfigureOptions<SqliteOptions>, ArchivePath>();
            services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyFolder>();
            return services;
        }

        services.AddPostgresStorage();
        services.AddHostedService<PostgresStart>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyTable>();
        return services;
    }

    // Unless the operator names a file of its own, the archive lies in the installation's folder.
    private sealed class ArchivePath(IOptions<ServerOptions> server, IConfiguration configuration) : IConfigureOptions<SqliteOptions>
    {
        public void Configure(SqliteOptions options)
        {
            if (string.IsNullOrEmpty(configuration[$"{SqliteOptions.Section}:{nameof(SqliteOptions.Path)}"]))
            {
                options.Path = new DataFolder(server.Value.Data).Archive;
            }
        }
    }

    // Sign-in keys lie beside the archive: a restart must not sign the meeting out.
    private sealed class KeyFolder(IOptions<ServerOptions> server, ILoggerFactory loggers) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options) => options.XmlRepository = new FileSystemXmlRepository(
            Directory.CreateDirectory(new DataFolder(server.Value.Data).Keys), loggers);
    }

    // In the archive: what one node signed, the others believe.
    private sealed class KeyTable(PostgresSessionLog archive) : IConfigureOptions<KeyManagementOptions>
    {
        public void Configure(KeyManagementOptions options) => options.XmlRepository = new ArchivedKeys(new PostgresKeys(archive));
    }
}
