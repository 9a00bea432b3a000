namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// Readers that never read: what they take from those that do, with one of a hundred stalled and without, in turns (A, B, B, A); and what
/// the server and its kernel hold for one of them, while lines come that are far longer than what it may hold.
/// </summary>
internal static class StalledBenchmark
{
    private const double MostSlower = 1.1;
    private const double MostKibibytes = 64;
    private const int OneIn = 100;
    private const int StalledAlone = 500;
    private const int WarmLines = 75;

    // Shorter than the server puts up with them: who is cut off holds nothing.
    private const int Seconds = 12;

    // 2 KB a line, ten KB a second.
    private static readonly string Long = new('x', 1_700);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        await using var server = await ProductServer.StartAsync();
        await ReadAsync(server, arguments, 0, WarmLines);
        var lines = Seconds * BenchmarkArguments.LinesPerSecond;
        var stalled = Math.Max(1, arguments.Readers / OneIn);
        var before = await ReadAsync(server, arguments, 0, lines);
        var with = await ReadAsync(server, arguments, stalled, lines);
        var withAgain = await ReadAsync(server, arguments, stalled, lines);
        var after = await ReadAsync(server, arguments, 0, lines);
        var subject = $"{arguments.Readers} readers, {stalled} stalled";
        return
        [
            new("stalled", subject, "delivery p99 without", (before + after) / 2, "ms"),
            new("stalled", subject, "delivery p99 with", (with + withAgain) / 2, "ms"),
            new("stalled", subject, "p99 of those that read, with / without", (with + withAgain) / (before + after), "times", MostSlower),
            new("stalled", "the same twice", "p99, larger / smaller", Math.Max(before, after) / Math.Min(before, after), "times"),
            new("stalled", $"{StalledAlone} stalled", "memory for one of them", await GrowthAsync(server) / 1_024, "KiB", MostKibibytes),
        ];
    }

    private static async Task<double> ReadAsync(SubjectServer server, BenchmarkArguments arguments, int stalled, int lines)
    {
        using var crowds = await Crowds.JoinAsync(server.Way, arguments.Readers, lines / BenchmarkArguments.LinesPerSecond, stalled);
        await FanOutBenchmark.SayAsync(server, lines, number => number);
        return (await crowds.ReportAsync()).Tally.WaitOf(0.99);
    }

    private static async Task<double> GrowthAsync(SubjectServer server)
    {
        using var crowds = await Crowds.JoinAsync(server.Way, StalledAlone, Seconds, StalledAlone);
        var before = (await ProcessCost.SettledAsync(server.Processes)).ResidentBytes + ProcessCost.OfSockets();
        await FanOutBenchmark.SayAsync(server, Seconds * BenchmarkArguments.LinesPerSecond, _ => 0, Long);
        var after = (await ProcessCost.SettledAsync(server.Processes)).ResidentBytes + ProcessCost.OfSockets();
        return (double)(after - before) / StalledAlone;
    }
}
