using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;

namespace LiveSession.Storage.Tests.Sqlite;

public sealed class SqliteSessionLogTests : SessionLogContract
{
    private readonly TemporaryFolder _folder = new();

    protected override Task<ISessionLog> OpenAsync() =>
        Task.FromResult<ISessionLog>(new SqliteSessionLog(_folder.File("logs.db")));

    protected override Task CleanAsync()
    {
        _folder.Dispose();
        return Task.CompletedTask;
    }
}
