using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>The readers of one server, in as many processes as the limit of open files asks for, each with an address of its own.</summary>
internal sealed class Crowds : IDisposable
{
    private const int PerProcess = 10_000;

    private readonly List<Process> _processes = [];

    private Crowds()
    {
    }

    /// <summary>Lets readers join, and waits until all follow.</summary>
    /// <param name="way">How.</param>
    /// <param name="readers">How many.</param>
    /// <param name="seconds">How long lines come.</param>
    /// <param name="stalled">How many of them never read again once they follow.</param>
    public static Task<Crowds> JoinAsync(WayIn way, int readers, int seconds, int stalled = 0) => stalled > 0 && readers > PerProcess
        ? throw new ArgumentOutOfRangeException(nameof(readers))
        : StartAsync(way, readers, ["--seconds", Text(seconds), .. stalled > 0 ? ["--stalled", Text(stalled)] : Array.Empty<string>()]);

    /// <summary>Readers that wait for the server to come back; the report is theirs as soon as all have joined.</summary>
    public static Task<Crowds> ReturnAsync(WayIn way, int readers) => StartAsync(way, readers, ["--returning", "1"]);

    /// <summary>What they got, once they have everything or time is up.</summary>
    public async Task<CrowdReport> ReportAsync()
    {
        var reports = new List<CrowdReport>();
        foreach (var process in _processes)
        {
            reports.Add(JsonSerializer.Deserialize<CrowdReport>(await ReadAsync(process), ProtocolJson.Options)!);
        }

        return reports.Aggregate((one, two) => one.With(two));
    }

    public void Dispose()
    {
        foreach (var process in _processes)
        {
            process.Kill();
            process.Dispose();
        }
    }

    private static async Task<Crowds> StartAsync(WayIn way, int readers, string[] options)
    {
        var crowds = new Crowds();
        for (var first = 0; first < readers; first += PerProcess)
        {
            crowds._processes.Add(Process.Start(new ProcessStartInfo("dotnet",
            [
                typeof(ReaderCrowd).Assembly.Location, "--role", "readers", "--way", JsonSerializer.Serialize(way, ProtocolJson.Options),
                "--from", $"127.0.0.{crowds._processes.Count + 2}", "--readers", Text(Math.Min(PerProcess, readers - first)),
                .. options,
            ])
            {
                RedirectStandardOutput = true,
                Environment = { ["DOTNET_gcServer"] = "0" },
            })!);
        }

        foreach (var process in crowds._processes)
        {
            await ReadAsync(process);
        }

        return crowds;
    }

    private static async Task<string> ReadAsync(Process process) =>
        await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The readers gave up; what they said of it stands above.");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
