using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>Looks at the database before anything else starts, makes its tables, and says plainly what is wrong and with which database.</summary>
internal sealed class PostgresStart(PostgresSessionLog archive, IOptions<ServerOptions> server) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await archive.StartAsync(cancellationToken);
            await SayWhatIsNotReadAsync(cancellationToken);
        }
        catch (LogUnavailableException e)
        {
            throw new LogUnavailableException($"{e.Reason} (ConnectionStrings:Postgres: {archive.Place})", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // An empty database beside a file full of meetings is a move that was forgotten.
    private async Task SayWhatIsNotReadAsync(CancellationToken cancellationToken)
    {
        var folder = new DataFolder(server.Value.Data);
        if (File.Exists(folder.Archive) && await archive.FindHeadAsync(LogId.House, cancellationToken) is null)
        {
            await Terminal.Error.WriteLineAsync(
                $"{folder.Archive} is an archive and is not read: ConnectionStrings:Postgres names the {archive.Place}, which is empty. To move the meetings there, stop this server, run DROP SCHEMA livesession CASCADE in that database, then: livesession migrate {folder.Path}");
        }
    }
}
