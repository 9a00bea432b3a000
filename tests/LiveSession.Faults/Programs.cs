using LiveSession.Testing.Installation;

namespace LiveSession.Faults;

/// <summary>The programs under test, built like the tests.</summary>
internal static class Programs
{
    public static string Server { get; } = Repository.AssemblyOf("src/LiveSession.Server");

    public static string CommandLine { get; } = Path.Combine(
        Repository.Root, "src", "LiveSession.Cli", "bin", Repository.Configuration, "net10.0", "livesession.dll");
}
