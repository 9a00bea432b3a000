using System.Globalization;

namespace LiveSession.Benchmarks;

/// <summary>What a process has used so far, as the Linux kernel counts it.</summary>
/// <param name="Processor">Processor time, user and system.</param>
/// <param name="ResidentBytes">Memory it holds.</param>
internal sealed record ProcessCost(TimeSpan Processor, long ResidentBytes)
{
    // sysconf(_SC_CLK_TCK) and the page size, on every Linux .NET runs on with x64.
    private const int TicksPerSecond = 100;
    private const int PageSize = 4_096;

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
