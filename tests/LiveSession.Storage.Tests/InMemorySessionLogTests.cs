using LiveSession.Core.Log;
using LiveSession.Testing.Log;

namespace LiveSession.Storage.Tests;

public sealed class InMemorySessionLogTests : SessionLogContract
{
    private InMemorySessionLog? _store;

    protected override Task<ISessionLog> OpenAsync() => Task.FromResult<ISessionLog>(_store = _store?.Reopened() ?? new());
}
