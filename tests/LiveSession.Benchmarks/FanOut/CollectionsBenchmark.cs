namespace LiveSession.Benchmarks.FanOut;

/// <summary>How often the oldest generation is collected, which halts everybody, while lines come. Ten minutes are promised; a shorter run counts for as long as it is.</summary>
internal static class CollectionsBenchmark
{
    private const int WarmLines = 75;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        await using var server = await ProductServer.StartAsync();
        using var crowds = await Crowds.JoinAsync(server.Way, arguments.Readers, arguments.Seconds);
        await FanOutBenchmark.SayAsync(server, WarmLines, _ => 0);
        var before = await CountAsync(server);
        await FanOutBenchmark.SayAsync(server, arguments.Lines, number => number);
        var crowd = await crowds.ReportAsync();
        var after = await CountAsync(server);
        var subject = $"{arguments.Readers} readers, {arguments.Lines} lines";
        return
        [
            .. before.Zip(after, (one, two) => two - one).Select((collections, generation) =>
                new Figure("collections", subject, $"of generation {generation}", collections, "collections", generation == 2 ? 0 : null)),
            new("collections", subject, "readers without every line", crowd.Readers - crowd.Whole, "readers", 0),
        ];
    }

    private static async Task<double[]> CountAsync(ProductServer server) =>
        [await server.CollectionsAsync("gen0"), await server.CollectionsAsync("gen1"), await server.CollectionsAsync("gen2")];
}
