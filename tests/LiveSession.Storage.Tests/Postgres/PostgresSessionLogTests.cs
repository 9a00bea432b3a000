using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace LiveSession.Storage.Tests.Postgres;

public sealed class PostgresSessionLogTests(SharedPostgres server) : SessionLogContract
{
    private string? _connection;

    protected override async Task<ISessionLog> OpenAsync() => new PostgresSessionLog(_connection ??= await server.CreateDatabaseAsync());
}
