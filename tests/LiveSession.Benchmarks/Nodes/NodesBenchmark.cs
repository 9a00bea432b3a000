using System.Diagnostics;
using System.Globalization;

namespace LiveSession.Benchmarks.Nodes;

/// <summary>
/// A line said at one node and read at another: how long it takes, how many publications it costs, and what readers miss by each fault of
/// <see cref="FaultScript"/>. Whoever writes says a line again until it was taken, so that what counts as lost is what was taken and not shown.
/// </summary>
internal static class NodesBenchmark
{
    private const int WarmLines = 25;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.0 / BenchmarkArguments.LinesPerSecond);
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        Func<Task<NodePair>>[] pairs =
        [
            () => ProductPair.StartAsync(two: false, arguments.NodeReaders), () => ProductPair.StartAsync(two: true, arguments.NodeReaders),
            () => StockPair.StartAsync(arguments.NodeReaders),
        ];
        var figures = new List<Figure>();
        foreach (var start in pairs)
        {
            await using var pair = await start();
            await pair.UntilReadersFollowAsync();
            figures.AddRange(await TimeAsync(pair, arguments));
            if (pair.Redis is not null)
            {
                foreach (var fault in FaultScript.Faults)
                {
                    figures.AddRange(await FailAsync(pair, fault));
                }
            }
        }

        // Side by side: what has one name stands together.
        return [.. figures.GroupBy(figure => figure.Name).SelectMany(named => named)];
    }

    private static async Task<IReadOnlyList<Figure>> TimeAsync(NodePair pair, BenchmarkArguments arguments)
    {
        var (took, said) = (new List<double>(), 0);
        async Task SayAsync()
        {
            var (begun, number) = (Stopwatch.GetTimestamp(), ++said);
            var arrivals = pair.Read.Select(async (_, reader) =>
            {
                await pair.ReadsAsync(reader, number);
                return Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }).ToArray();
            await pair.SayAsync(Line("timed", number));
            took.AddRange(await Task.WhenAll(arrivals));
            await Task.Delay(Between);
        }

        while (said < WarmLines)
        {
            await SayAsync();
        }

        took.Clear();
        var (before, since) = (await PublicationsAsync(pair), Stopwatch.StartNew());
        while (said < WarmLines + arguments.Lines)
        {
            await SayAsync();
        }

        var (busy, lasted) = (await PublicationsAsync(pair) - before, since.Elapsed);
        // Nodes also say that they are there: what they publish in as long a while without a line is not the lines'.
        before = await PublicationsAsync(pair);
        await Task.Delay(lasted);
        var idle = await PublicationsAsync(pair) - before;
        took.Sort();
        var product = pair is ProductPair;
        return
        [
            new("nodes", pair.Name, "delivery p50", Percentiles.Of(took, 0.5), "ms"),
            new("nodes", pair.Name, "delivery p99", Percentiles.Of(took, 0.99), "ms"),
            .. pair.Redis is null ? [] : (Figure[])
                [new("nodes", pair.Name, "publications per line", Math.Round((double)(busy - idle) / arguments.Lines, 1), "commands", product ? 1 : null)],
        ];
    }

    private static async Task<IReadOnlyList<Figure>> FailAsync(NodePair pair, NodeFault fault)
    {
        using var over = new CancellationTokenSource();
        var script = Task.Run(() => WriteAsync(pair, fault.Name, over.Token));
        await Task.Delay(Around);
        await fault.Happen(pair);
        await pair.UntilReadersFollowAsync();
        await Task.Delay(Around);
        await over.CancelAsync();
        string[] taken = [.. Enumerable.Range(1, await script).Select(number => Line(fault.Name, number))];
        for (var since = Stopwatch.StartNew(); since.Elapsed < Settling && ReadOf().Any(lines => taken.Except(lines).Any());)
        {
            await Task.Delay(Between);
        }

        var (read, places) = (ReadOf(), taken.Select((line, place) => (line, place)).ToDictionary(one => one.line, one => one.place));
        var product = pair is ProductPair;
        return
        [
            new("nodes", pair.Name, $"{fault.Name}: lines taken", taken.Length, "lines"),
            new("nodes", pair.Name, $"{fault.Name}: lost to a reader, on average", read.Average(lines => taken.Except(lines).Count()), "lines", product ? 0 : null),
            new("nodes", pair.Name, $"{fault.Name}: shown twice, on average", read.Average(lines => lines.Length - lines.Distinct().Count()), "lines", product ? 0 : null),
            new("nodes", pair.Name, $"{fault.Name}: shown out of order, on average", read.Average(lines =>
                lines.Zip(lines.Skip(1)).Count(pair => places[pair.First] > places[pair.Second])), "lines", product ? 0 : null),
        ];

        // What an earlier fault held back may come now.
        string[][] ReadOf() => [.. pair.Read.Select(lines => lines.Where(line => line.StartsWith($"{fault.Name} line ", StringComparison.Ordinal)).ToArray())];
    }

    // How many lines were taken. The last one begun is said until it is.
    private static async Task<int> WriteAsync(NodePair pair, string kind, CancellationToken over)
    {
        var number = 0;
        while (!over.IsCancellationRequested)
        {
            number++;
            while (true)
            {
                try
                {
                    await pair.SayAsync(Line(kind, number));
                    break;
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    await Task.Delay(Between, CancellationToken.None);
                }
            }

            await Task.Delay(Between, CancellationToken.None);
        }

        return number;
    }

    private static string Line(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind} line {number}: the delegation thanks the chair for the summary.");

    private static async Task<long> PublicationsAsync(NodePair pair) => pair.Redis is { } redis ? await redis.CountAsync("publish") : 0;
}
