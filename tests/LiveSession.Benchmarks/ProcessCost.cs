using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;

namespace LiveSession.Benchmarks;

/// <summary>What a process has used so far, as the Linux kernel counts it.</summary>
/// <param name="Processor">Processor time, user and system.</param>
/// <param name="ResidentBytes">Memory it holds.</param>
internal sealed record ProcessCost(TimeSpan Processor, long ResidentBytes)
{
    // sysconf(_SC_CLK_TCK) and the page size, on every Linux .NET runs on with x64.
    private const int TicksPerSecond = 100;
    private const int PageSize = 4_096;

    private const long CollectHeap = 0x800000;
    private const string SocketMemory = " mem ";
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    /// <summary>Of several together.</summary>
    public static ProcessCost Of(IEnumerable<int> processes) =>
        processes.Select(Of).Aggregate((one, two) => new ProcessCost(one.Processor + two.Processor, one.ResidentBytes + two.ResidentBytes));

    /// <summary>A process and those it started.</summary>
    public static IReadOnlyList<int> Family(int process) =>
    [
        process,
        .. Directory.GetDirectories($"/proc/{process}/task")
            .SelectMany(thread => File.ReadAllText(Path.Combine(thread, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .SelectMany(child => Family(int.Parse(child, CultureInfo.InvariantCulture))),
    ];

    /// <summary>Of several together, when those that collect garbage have just done so and given back what they do not need.</summary>
    public static async Task<ProcessCost> SettledAsync(IReadOnlyList<int> processes)
    {
        foreach (var process in DiagnosticsClient.GetPublishedProcesses().Intersect(processes))
        {
            // A listener that asks for the whole heap makes the collector go through all of it first.
            using var session = new DiagnosticsClient(process).StartEventPipeSession(
                [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, CollectHeap)], requestRundown: false);
            var events = session.EventStream.CopyToAsync(Stream.Null);
            await Task.Delay(Settling);
            await session.StopAsync(CancellationToken.None);
            await events;
        }

        await Task.Delay(Settling);
        return Of(processes);
    }

    /// <summary>What the kernel holds for all TCP connections of this machine.</summary>
    public static long OfSockets()
    {
        // TCP: inuse 2 orphan 0 tw 0 alloc 2 mem 213
        var line = File.ReadLines("/proc/net/sockstat").Single(line => line.StartsWith("TCP:", StringComparison.Ordinal));
        return long.Parse(line[(line.LastIndexOf(SocketMemory, StringComparison.Ordinal) + SocketMemory.Length)..], CultureInfo.InvariantCulture) * PageSize;
    }

    public static ProcessCost Of(int process)
    {
        // 1234 (name with spaces) S ppid … utime(14) stime(15) …
        var stat = File.ReadAllText($"/proc/{process}/stat");
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        var ticks = long.Parse(fields[11], CultureInfo.InvariantCulture) + long.Parse(fields[12], CultureInfo.InvariantCulture);
        var resident = long.Parse(File.ReadAllText($"/proc/{process}/statm").Split(' ')[1], CultureInfo.InvariantCulture) * PageSize;
        return new ProcessCost(TimeSpan.FromSeconds((double)ticks / TicksPerSecond), resident);
    }
}
