using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;

namespace LiveSession.Server.Operations;

/// <summary>Looks at the archive's file before anything else starts, makes its tables, and notices that it was put back from a backup.</summary>
internal sealed class SqliteStart(ISessionLog archive) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        // A test keeps its logs in memory.
        archive is SqliteSessionLog file ? file.StartAsync(cancellationToken) : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
