using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;

namespace LiveSession.Server.Operations;

/// <summary>Looks at the database before anything else starts, makes its tables, and says plainly what is wrong and with which database.</summary>
internal sealed class PostgresStart(PostgresSessionLog archive) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await archive.StartAsync(cancellationToken);
        }
        catch (LogUnavailableException e)
        {
            throw new LogUnavailableException($"{e.Reason} (ConnectionStrings:Postgres: {archive.Place})", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
