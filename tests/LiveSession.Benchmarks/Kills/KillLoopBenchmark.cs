using System.Diagnostics;
using System.Globalization;
using LiveSession.Testing.Installation;

namespace LiveSession.Benchmarks.Kills;

/// <summary>The fault tests' kill loop, over as many rounds as wanted.</summary>
internal static class KillLoopBenchmark
{
    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        var begun = Stopwatch.GetTimestamp();
        var start = new ProcessStartInfo("dotnet", [Repository.AssemblyOf("tests/LiveSession.Faults"), "-class", "LiveSession.Faults.Kills.KillLoopTests", "-showLiveOutput"]);
        start.Environment["LIVESESSION_ROUNDS"] = arguments.Rounds.ToString(CultureInfo.InvariantCulture);
        using var loop = Process.Start(start)!;
        await loop.WaitForExitAsync();
        return
        [
            new("kills", "kill loop", "failed", loop.ExitCode, "exit code", 0),
            new("kills", "kill loop", "rounds", arguments.Rounds, "rounds"),
            new("kills", "kill loop", "time", Stopwatch.GetElapsedTime(begun).TotalSeconds, "s"),
        ];
    }
}
