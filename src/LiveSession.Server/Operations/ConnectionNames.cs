using LiveSession.Server.Nodes;
using LiveSession.Storage.Postgres;

namespace LiveSession.Server.Operations;

/// <summary>Says which connection strings nobody reads: with a name mistyped the archive would be a file, and nobody would know.</summary>
internal sealed class ConnectionNames(IConfiguration configuration) : IHostedService
{
    private static readonly string[] Known = [PostgresOptions.ConnectionName, NodesRegistration.ConnectionName];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var names = configuration.GetSection("ConnectionStrings").GetChildren().Select(child => child.Key);
        foreach (var unknown in names.Except(Known, StringComparer.OrdinalIgnoreCase))
        {
            await Terminal.Error.WriteLineAsync(
                $"ConnectionStrings:{unknown} is not read: this server knows ConnectionStrings:{PostgresOptions.ConnectionName} and ConnectionStrings:{NodesRegistration.ConnectionName}.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
