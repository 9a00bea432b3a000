using LiveSession.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>One server for one data folder and one archive: two would each show a record that lacks what the other was told.</summary>
internal sealed class DataFolderLock(IOptions<ServerOptions> server, IOptions<SqliteOptions> sqlite) : IHostedService, IDisposable
{
    private IDisposable? _folder;
    private IDisposable? _archive;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _folder = new DataFolder(server.Value.Data).Take();
        // Also where it lies in that folder: another server may have a folder of its own and name this file.
        _archive = DataFolder.TakeFile(sqlite.Value.Path);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        _archive?.Dispose();
        _folder?.Dispose();
    }
}
