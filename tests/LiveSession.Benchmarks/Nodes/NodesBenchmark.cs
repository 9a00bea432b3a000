using System.Diagnostics;
using System.Globalization;

namespace LiveSession.Benchmarks.Nodes;

/// <summary>
/// A line said at one node and read at another: how long it takes, how many commands it costs Redis, and what becomes of lines by each fault
/// of <see cref="FaultScript"/>. Whoever writes says a line again until it was taken, so that what counts as lost is what was taken and not shown.
/// </summary>
internal static class NodesBenchmark
{
    private const int WarmLines = 25;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1.0 / BenchmarkArguments.LinesPerSecond);
    private static readonly TimeSpan Around = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(6);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        var readers = arguments.NodeReaders;
        var figures = new List<Figure>();
        foreach (var start in (Func<Task<NodePair>>[])[
            () => ProductPair.StartAsync(two: false, readers), () => ProductPair.StartAsync(two: true, readers), () => StockPair.StartAsync(readers)])
        {
            await using var pair = await start();
            await pair.UntilReadersFollowAsync();
            figures.AddRange(await TimeAsync(pair, arguments));
        }

        var accounts = new List<FaultAccount>();
        foreach (var start in (Func<Task<NodePair>>[])[
            () => ProductPair.StartAsync(two: true, readers, proxied: true), () => StockPair.StartAsync(readers, proxied: true)])
        {
            await using var pair = await start();
            await pair.UntilReadersFollowAsync();
            foreach (var fault in FaultScript.Faults)
            {
                accounts.Add(await FailAsync(pair, fault));
            }
        }

        FaultAccount.WriteSideBySide(Console.Out, accounts);

        // Side by side: what has one name stands together.
        return [.. figures.Concat(accounts.SelectMany(account => account.Figures())).GroupBy(figure => figure.Name).SelectMany(named => named)];
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
        var (before, since) = (await CommandsAsync(pair), Stopwatch.StartNew());
        while (said < WarmLines + arguments.Lines)
        {
            await SayAsync();
        }

        var (after, lasted) = (await CommandsAsync(pair), since.Elapsed);
        // Nodes also say that they are there, and the client asks Redis how it is: what that takes in as long a while without a line is not the lines'.
        await Task.Delay(lasted);
        var idle = await CommandsAsync(pair);
        took.Sort();
        var product = pair is ProductPair;
        return
        [
            new("nodes", pair.Name, "delivery p50", Percentiles.Of(took, 0.5), "ms"),
            new("nodes", pair.Name, "delivery p99", Percentiles.Of(took, 0.99), "ms"),
            .. pair.Redis is null ? [] : (Figure[])
            [
                new("nodes", pair.Name, "publications per line", PerLine("publish"), "commands", product ? 1 : null),
                new("nodes", pair.Name, "Redis commands of all kinds per line", PerLine(), "commands", product ? 1 : null),
            ],
        ];

        // To a tenth: the beats of the nodes are not in step with the two whiles.
        double PerLine(params string[] of)
        {
            var commands = of.Length > 0 ? of : [.. after.Keys.Union(idle.Keys)];
            return Math.Round(commands.Sum(command => After(command) - Idle(command)) / (double)arguments.Lines, 1);
        }

        long After(string command) => after.GetValueOrDefault(command) - before.GetValueOrDefault(command);
        long Idle(string command) => idle.GetValueOrDefault(command) - after.GetValueOrDefault(command);
    }

    private static async Task<FaultAccount> FailAsync(NodePair pair, NodeFault fault)
    {
        using var over = new CancellationTokenSource();
        var script = Task.Run(() => WriteAsync(pair, fault.Name, over.Token));
        await Task.Delay(Around);
        await fault.Happen(pair);
        await pair.UntilReadersFollowAsync();
        await Task.Delay(Around);
        await over.CancelAsync();
        var (lines, sent) = await script;
        string[] taken = [.. Enumerable.Range(1, lines).Select(number => Line(fault.Name, number))];
        for (var since = Stopwatch.StartNew(); since.Elapsed < Settling && ReadOf().Any(read => taken.Except(read).Any());)
        {
            await Task.Delay(Between);
        }

        return FaultAccount.Of(pair, fault.Name, sent, taken, ReadOf());

        // What an earlier fault held back may come now.
        string[][] ReadOf() => [.. pair.Read.Select(read => read.Where(line => line.StartsWith($"{fault.Name} line ", StringComparison.Ordinal)).ToArray())];
    }

    // How many lines were taken, and how often one was sent. The last one begun is sent until it is taken.
    private static async Task<(int Lines, int Sent)> WriteAsync(NodePair pair, string kind, CancellationToken over)
    {
        var (number, sent) = (0, 0);
        while (!over.IsCancellationRequested)
        {
            number++;
            while (true)
            {
                try
                {
                    sent++;
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

        return (number, sent);
    }

    private static string Line(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{kind} line {number}: the delegation thanks the chair for the summary.");

    private static async Task<IReadOnlyDictionary<string, long>> CommandsAsync(NodePair pair) =>
        pair.Redis is { } redis ? await redis.CommandsAsync() : new Dictionary<string, long>();
}
