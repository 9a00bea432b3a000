using System.Diagnostics;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// One session, many readers, five lines a second: the product, and what else delivers messages to many, under the same readers. Every
/// server has its turn on the way there and on the way back (A, B, C, C, B, A), so that what the machine does meanwhile falls on all. The
/// product has two turns at each end: the outer two against the inner two say how far figures of this run can be trusted.
/// </summary>
internal static class FanOutBenchmark
{
    private const double MostMilliseconds = 250;
    private const double MostKibibytes = 12;
    private const double MostApart = 1.03;

    // What runs often is compiled anew while it runs; a meeting lasts for hours, so that is over before anything counts.
    private const int WarmLines = 75;
    private const int FirstLines = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        Func<Task<SubjectServer?>>[] peers =
        [
            .. new[] { Peer.Stock, Peer.Kestrel, Peer.SocketIo, Peer.Bun, Peer.Nchan() }
                .Where(peer => arguments.Peers.IsEmpty || arguments.Peers.Contains(peer.Name, StringComparer.OrdinalIgnoreCase))
                .Select(peer => (Func<Task<SubjectServer?>>)(() => PeerServer.StartAsync(peer))),
        ];
        Func<Task<SubjectServer?>> product = async () => await ProductServer.StartAsync();
        var runs = new List<FanOutRun>();
        foreach (var start in (IEnumerable<Func<Task<SubjectServer?>>>)[product, product, .. peers, .. peers.Reverse(), product, product])
        {
            await using var server = await start();
            if (server is not null)
            {
                runs.Add(await MeasureAsync(server, arguments));
                await Console.Error.WriteLineAsync(runs[^1].ToString());
            }
        }

        var (outer, inner) = (runs[0].MicrosecondsPerLine + runs[^1].MicrosecondsPerLine, runs[1].MicrosecondsPerLine + runs[^2].MicrosecondsPerLine);
        var subjects = runs.GroupBy(run => run.Subject).Select(FanOutRun.Mean).ToArray();
        var own = subjects[0];
        return
        [
            .. subjects.SelectMany(FiguresOf),
            .. subjects.Skip(1).SelectMany(peer => Compare(own, peer)),
            new("fanout", "LiveSession / LiveSession", "CPU per delivered line", Math.Max(outer, inner) / Math.Min(outer, inner), "times", MostApart),
        ];
    }

    private static IEnumerable<Figure> FiguresOf(FanOutRun run)
    {
        var product = run.Subject == "LiveSession";
        yield return new("fanout", run.Subject, "CPU per delivered line", run.MicrosecondsPerLine, "µs");
        yield return new("fanout", run.Subject, "first reader to last", run.Sweep, "ms");
        yield return new("fanout", run.Subject, "delivery p50", run.Median, "ms");
        yield return new("fanout", run.Subject, "delivery p99", run.P99, "ms", product ? MostMilliseconds : null);
        yield return new("fanout", run.Subject, "memory per idle reader", run.BytesPerReader / 1_024, "KiB", product ? MostKibibytes : null);
        yield return new("fanout", run.Subject, "bytes per delivered line", run.BytesPerLine, "bytes");
        yield return new("fanout", run.Subject, "readers without every line", run.Incomplete, "readers", product ? 0 : null);
        yield return new("fanout", run.Subject, "lines twice or out of order", run.Misplaced, "lines", product ? 0 : null);
    }

    private static IEnumerable<Figure> Compare(FanOutRun own, FanOutRun peer)
    {
        var subject = $"LiveSession / {peer.Subject}";
        double? most = peer.Subject switch { "nchan" => 1, "stock SignalR" => 0.5, _ => null };
        yield return new("fanout", subject, "CPU per delivered line", own.MicrosecondsPerLine / peer.MicrosecondsPerLine, "times", most);
        yield return new("fanout", subject, "first reader to last", own.Sweep / peer.Sweep, "times", peer.Subject == "nchan" ? 1 : null);
        yield return new("fanout", subject, "delivery p99", own.P99 / peer.P99, "times", peer.Subject == "nchan" ? 1 : null);
        yield return new("fanout", subject, "memory per idle reader", own.BytesPerReader / peer.BytesPerReader, "times");
    }

    private static async Task<FanOutRun> MeasureAsync(SubjectServer server, BenchmarkArguments arguments)
    {
        await SayAsync(server, FirstLines, _ => 0);
        var empty = await ProcessCost.SettledAsync(server.Processes);
        using var crowds = await Crowds.JoinAsync(server.Way, arguments.Readers, arguments.Seconds);
        await SayAsync(server, WarmLines, _ => 0);
        var before = await ProcessCost.SettledAsync(server.Processes);
        await SayAsync(server, arguments.Lines, number => number);
        var crowd = await crowds.ReportAsync();
        var after = ProcessCost.Of(server.Processes);
        return new FanOutRun(
            server.Name, (after.Processor - before.Processor).TotalMicroseconds / Math.Max(1, crowd.Lines), crowd.Tally.SweepMilliseconds, crowd.Tally.WaitOf(0.5),
            crowd.Tally.WaitOf(0.99), (double)(before.ResidentBytes - empty.ResidentBytes) / arguments.Readers,
            (double)crowd.Bytes / crowd.Readers / (arguments.Lines + WarmLines), crowd.Readers - crowd.Whole, crowd.Misplaced);
    }

    /// <summary>Says lines at a speaker's pace, each when it is due whatever became of those before.</summary>
    /// <param name="server">Where.</param>
    /// <param name="lines">How many.</param>
    /// <param name="number">What number each carries; 0 for one that does not count.</param>
    /// <param name="more">What each says besides.</param>
    public static async Task SayAsync(SubjectServer server, int lines, Func<int, int> number, string more = "")
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

            await server.SayAsync(StampedLine.Write(number(line), meant) + more);
        }
    }
}

/// <summary>One turn of one server.</summary>
/// <param name="Subject">Which server.</param>
/// <param name="MicrosecondsPerLine">Its processor time for one line to one reader.</param>
/// <param name="Sweep">From the first reader that has a line to the last one, in milliseconds.</param>
/// <param name="Median">From when a line was meant to be sent until a reader has it, in milliseconds.</param>
/// <param name="P99">What one delivery in a hundred exceeds.</param>
/// <param name="BytesPerReader">Its memory for one reader, while nothing is said.</param>
/// <param name="BytesPerLine">What one reader received for each line.</param>
/// <param name="Incomplete">Readers that do not have every line, once and in order.</param>
/// <param name="Misplaced">Lines that came twice or out of order.</param>
internal sealed record FanOutRun(
    string Subject, double MicrosecondsPerLine, double Sweep, double Median, double P99, double BytesPerReader, double BytesPerLine, int Incomplete, int Misplaced)
{
    /// <summary>Several turns of one server together; what went wrong in any of them counts.</summary>
    public static FanOutRun Mean(IEnumerable<FanOutRun> turns)
    {
        var runs = turns.ToArray();
        return new FanOutRun(
            runs[0].Subject, runs.Average(run => run.MicrosecondsPerLine), runs.Average(run => run.Sweep), runs.Average(run => run.Median),
            runs.Average(run => run.P99), runs.Average(run => run.BytesPerReader), runs.Average(run => run.BytesPerLine),
            runs.Max(run => run.Incomplete), runs.Sum(run => run.Misplaced));
    }
}
