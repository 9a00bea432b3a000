using System.Diagnostics;
using System.Globalization;

namespace LiveSession.Benchmarks.Nodes;

/// <summary>
/// A line said at one node and read at another: how long it takes, how many publications it costs, and what readers miss while Redis is away and
/// while their node is killed. Whoever writes says a line again until it was taken, so that what counts as lost is what was taken and not shown.
/// </summary>
internal static class NodesBenchmark
{
    private const int WarmLines = 25;
    private const int LinesOfScript = 100;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.0 / BenchmarkArguments.LinesPerSecond);
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(5);
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
                figures.AddRange(await FailAsync(pair));
            }
        }

        return figures;
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

    private static async Task<IReadOnlyList<Figure>> FailAsync(NodePair pair)
    {
        var had = pair.Read.Select(lines => lines.Count).ToArray();
        var script = Task.Run(() => WriteAsync(pair));
        await Task.Delay(Away);
        await pair.Redis!.KillAsync();
        await Task.Delay(Away);
        await pair.Redis.StartAsync();
        await Task.Delay(Away);
        await pair.RestartReadersNodeAsync();
        await script;
        await pair.UntilReadersFollowAsync();
        await Task.Delay(Settling);

        string[] taken = [.. Enumerable.Range(1, LinesOfScript).Select(number => Line("script", number))];
        var read = pair.Read.Select((lines, reader) => lines.Skip(had[reader]).ToArray()).ToArray();
        var places = taken.Select((line, place) => (line, place)).ToDictionary(one => one.line, one => one.place);
        var product = pair is ProductPair;
        return
        [
            new("nodes", pair.Name, "lines taken while Redis and a node failed", taken.Length, "lines"),
            new("nodes", pair.Name, "of those lost to a reader, on average", read.Average(lines => taken.Except(lines).Count()), "lines", product ? 0 : null),
            new("nodes", pair.Name, "shown to a reader twice, on average", read.Average(lines => lines.Length - lines.Distinct().Count()), "lines", product ? 0 : null),
            new("nodes", pair.Name, "shown out of order, on average", read.Average(lines =>
                lines.Zip(lines.Skip(1)).Count(pair => places[pair.First] > places[pair.Second])), "lines", product ? 0 : null),
        ];
    }

    private static async Task WriteAsync(NodePair pair)
    {
        for (var number = 1; number <= LinesOfScript; number++)
        {
            while (true)
            {
                try
                {
                    await pair.SayAsync(Line("script", number));
                    break;
                }
                catch (Exception e) when (e is not OutOfMemoryException)
                {
                    await Task.Delay(Between);
                }
            }

            await Task.Delay(Between);
        }
    }

    private static string Line(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind} line {number}: the delegation thanks the chair for the summary.");

    private static async Task<long> PublicationsAsync(NodePair pair) => pair.Redis is { } redis ? await redis.CountAsync("publish") : 0;
}
