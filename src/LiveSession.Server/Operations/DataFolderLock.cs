using LiveSession.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>One server for one data folder: two would each show a record that lacks what the other was told.</summary>
internal sealed class DataFolderLock(IOptions<ServerOptions> options) : IHostedService, IDisposable
{
    private IDisposable? _taken;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _taken = new DataFolder(options.Value.Data).Take();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _taken?.Dispose();
}
