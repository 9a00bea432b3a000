using LiveSession.Testing.Installation;

[assembly: AssemblyFixture(typeof(SharedPostgres))]

namespace LiveSession.Faults;

/// <summary>Databases on the one PostgreSQL of all tests that do it no harm.</summary>
internal static class Databases
{
    public static async Task<string> CreateAsync() =>
        await (await TestContext.Current.GetFixture<SharedPostgres>())!.CreateDatabaseAsync();
}
