namespace LiveSession.Testing.Installation;

/// <summary>
/// One PostgreSQL server for all tests of an assembly that do it no harm, started when the first asks for a database. Used with
/// <c>[assembly: AssemblyFixture(typeof(SharedPostgres))]</c>.
/// </summary>
public sealed class SharedPostgres : IAsyncDisposable
{
    private readonly SemaphoreSlim _starting = new(1);
    private PostgresServer? _server;

    /// <summary>Makes an empty database of the test's own.</summary>
    /// <returns>How to connect to it.</returns>
    public async Task<string> CreateDatabaseAsync() => await (await ServerAsync()).CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        _starting.Dispose();
    }

    private async Task<PostgresServer> ServerAsync()
    {
        await _starting.WaitAsync();
        try
        {
            return _server ??= await PostgresServer.StartAsync();
        }
        finally
        {
            _starting.Release();
        }
    }
}
