using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// One session, many readers, five lines a second. The product and stock SignalR take turns (A, B, B, A) under the same readers, so that
/// what the machine does meanwhile falls on both.
/// </summary>
internal static class FanOutBenchmark
{
    private const double MostMilliseconds = 250;

    // What runs often is compiled anew while it runs; a meeting lasts for hours, so that is over before anything counts.
    private const int WarmLines = 75;
    private const int FirstLines = 5;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(3);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        Func<Task<SubjectServer>>[] turns = [ProductServer.StartAsync, StockSubject.StartAsync, StockSubject.StartAsync, ProductServer.StartAsync];
        var runs = new List<FanOutRun>();
        foreach (var start in turns)
        {
            await using var server = await start();
            runs.Add(await MeasureAsync(server, arguments));
            await Console.Error.WriteLineAsync(runs[^1].ToString());
        }

        var (product, stock) = (Average(runs, "LiveSession"), Average(runs, "stock SignalR"));
        return
        [
            .. FiguresOf(product, arguments.Readers), .. FiguresOf(stock, arguments.Readers),
            new("fanout", "LiveSession / stock", "CPU per delivered line", product.MicrosecondsPerLine / stock.MicrosecondsPerLine, "times", 1),
            new("fanout", "LiveSession / stock", "memory per reader", product.BytesPerReader / stock.BytesPerReader, "times"),
        ];
    }

    private static IEnumerable<Figure> FiguresOf(FanOutRun run, int readers)
    {
        var product = run.Subject == "LiveSession";
        yield return new("fanout", run.Subject, "delivery p50", run.Crowd.Median, "ms");
        yield return new("fanout", run.Subject, "delivery p99", run.Crowd.P99, "ms", product ? MostMilliseconds : null);
        yield return new("fanout", run.Subject, "CPU per delivered line", run.MicrosecondsPerLine, "µs");
        yield return new("fanout", run.Subject, "memory per reader", run.BytesPerReader / 1_024, "KiB");
        yield return new("fanout", run.Subject, "readers without every line", readers - run.Crowd.Whole, "readers", product ? 0 : null);
        yield return new("fanout", run.Subject, "lines twice or out of order", run.Crowd.Misplaced, "lines", product ? 0 : null);
    }

    private static async Task<FanOutRun> MeasureAsync(SubjectServer server, BenchmarkArguments arguments)
    {
        await SayAsync(server, FirstLines, _ => 0);
        await Task.Delay(Settling);
        var empty = ProcessCost.Of(server.ProcessId);
        using var crowd = Start(server, arguments);
        while (await crowd.StandardOutput.ReadLineAsync() is { } line && line != "READY")
        {
        }

        await SayAsync(server, WarmLines, _ => 0);
        await Task.Delay(Settling);
        var before = ProcessCost.Of(server.ProcessId);
        await SayAsync(server, arguments.Lines, number => number);
        var report = JsonSerializer.Deserialize<CrowdReport>(await crowd.StandardOutput.ReadLineAsync() ?? "", ProtocolJson.Options)!;
        var after = ProcessCost.Of(server.ProcessId);
        await crowd.WaitForExitAsync();
        return new FanOutRun(
            server.Name, report, (after.Processor - before.Processor).TotalMicroseconds / ((double)arguments.Readers * arguments.Lines),
            (double)(after.ResidentBytes - empty.ResidentBytes) / arguments.Readers);
    }

    private static async Task SayAsync(SubjectServer server, int lines, Func<int, int> number)
    {
        var between = Stopwatch.Frequency / BenchmarkArguments.LinesPerSecond;
        var begun = Stopwatch.GetTimestamp();
        for (var line = 1; line <= lines; line++)
        {
            var meant = begun + (line * between);
            if (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), meant) is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }

            await server.SayAsync(StampedLine.Write(number(line), meant));
        }
    }

    private static Process Start(SubjectServer server, BenchmarkArguments arguments) => Process.Start(new ProcessStartInfo("dotnet",
    [
        typeof(ReaderCrowd).Assembly.Location, "--role", "readers", "--hub", new UriBuilder(server.Address) { Scheme = "ws", Path = "/hubs/session" }.Uri.AbsoluteUri,
        "--session", server.Session, "--readers", Text(arguments.Readers), "--seconds", Text(arguments.Seconds),
    ])
    {
        RedirectStandardOutput = true,
    })!;

    private static FanOutRun Average(List<FanOutRun> runs, string subject)
    {
        var own = runs.Where(run => run.Subject == subject).ToArray();
        return new FanOutRun(
            subject,
            new CrowdReport(
                own.Min(run => run.Crowd.Whole), own.Sum(run => run.Crowd.Lines), own.Sum(run => run.Crowd.Misplaced),
                own.Average(run => run.Crowd.Median), own.Average(run => run.Crowd.P99), own.Max(run => run.Crowd.Longest)),
            own.Average(run => run.MicrosecondsPerLine), own.Average(run => run.BytesPerReader));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>One turn of one server.</summary>
/// <param name="Subject">Which server.</param>
/// <param name="Crowd">What its readers got.</param>
/// <param name="MicrosecondsPerLine">The server's processor time for one line to one reader.</param>
/// <param name="BytesPerReader">The server's memory for one reader.</param>
internal sealed record FanOutRun(string Subject, CrowdReport Crowd, double MicrosecondsPerLine, double BytesPerReader);
