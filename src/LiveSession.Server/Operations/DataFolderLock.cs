using LiveSession.Core.Log;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>One server for one data folder: two would each show a record that lacks what the other was told.</summary>
internal sealed class DataFolderLock(IOptions<ServerOptions> options) : IHostedService, IDisposable
{
    private FileStream? _held;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateDirectory(options.Value.Data).FullName;
        try
        {
            // Let go by the system when the process ends, however it ends.
            _held = new FileStream(Path.Combine(folder, "livesession.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new LogUnavailableException($"another server uses the folder {folder}", e);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _held?.Dispose();
}
