using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;

namespace LiveSession.Server.Operations;

/// <summary>Looks at the database before anything else starts, makes its tables, and says plainly what is wrong and with which database.</summary>
internal sealed class PostgresStart(PostgresSessionLog archive) : IHostedService
{
    // The first connection of a process is its slowest; on a busy machine it takes longer than a caption may wait.
    private const int Attempts = 3;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await archive.CheckAsync(cancellationToken);
                return;
            }
            catch (LogUnavailableException) when (attempt < Attempts)
            {
                // Asked again: what is truly wrong is still wrong then.
            }
            catch (LogUnavailableException e)
            {
                throw new LogUnavailableException($"{e.Reason} (ConnectionStrings:Postgres: {archive.Place})", e);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
