using LiveSession.Benchmarks;
using LiveSession.Benchmarks.Acknowledgement;
using LiveSession.Benchmarks.Analysis;
using LiveSession.Benchmarks.Attribution;
using LiveSession.Benchmarks.Drafts;
using LiveSession.Benchmarks.FanOut;
using LiveSession.Benchmarks.Kills;
using LiveSession.Benchmarks.Migration;
using LiveSession.Benchmarks.Nodes;

const string Usage = """
    dotnet run -c Release --project tests/LiveSession.Benchmarks -- [ack] [fanout] [drafts] [kills] [nodes] [analysis] [attribution] [migrate] [storm] [stalled] [collections] [options]

      ack       how long captioners wait for an acknowledgement and how much they can say, on SQLite and on PostgreSQL (where it is
                installed), and the bare store beside it
      fanout    what a line costs on its way to many readers; stock SignalR, plain Kestrel WebSockets, Socket.IO, Bun and nchan
                beside it, as far as this machine has them
      drafts    how long a keystroke takes into a reader's page, and what drafts weigh on a real caption feed
      kills     the kill loop of the fault tests, over many rounds
      nodes     how long a line takes from one node to readers at another, what it costs Redis, and what is lost when Redis is
                killed, restarted, frozen or emptied, nodes are killed, frozen or replaced and the proxy is restarted; one node,
                and stock SignalR with its Redis backplane, beside it (LIVESESSION_LONG=1: Redis is away for 60 s)
      analysis  how well the embedded analyzer tells languages, key phrases and personal data, and how long a passage takes
      attribution
                how many words of real meetings the transcript gives to the one who said them, by each rule
      storm     how long it takes until all readers are back after the server was killed, and until a captioner writes among them
      stalled   what readers that never read take from the others, and what is held for them
      collections
                how often the oldest generation of memory is collected while lines come
      migrate   how long a large archive takes into PostgreSQL and back, and how much memory

                Without a name: what is about speed, that is ack, fanout, stalled, drafts, storm and collections.

      --captioners N   captioners who write at once                    (50, then 500)
      --readers N      readers of the session                          (2000; drafts: 500; nodes: 20; storm: 18000)
      --peers A,B      which servers are measured beside ours          (all; fanout)
      --seconds N      how long lines are sent, five a second          (20)
      --rounds N       how often the server is killed                  (500)
      --events N       events of the archive that is moved             (1000000)

    The figures follow as one table, then as one line of JSON each.
    """;

if (BenchmarkArguments.Read(args) is not { } arguments)
{
    await Console.Error.WriteLineAsync(Usage);
    return 2;
}

switch (arguments.Role)
{
    case "stock":
        await StockServer.RunAsync(arguments.Urls, arguments.Redis);
        return 0;
    case "readers":
        ReaderCrowd.Run(arguments);
        return 0;
    case "kestrel":
        await KestrelServer.RunAsync(arguments.Urls);
        return 0;
}

var figures = new List<Figure>();
foreach (var name in arguments.Names)
{
    figures.AddRange(name switch
    {
        "ack" => await AcknowledgementBenchmark.RunAsync(arguments),
        "fanout" => await FanOutBenchmark.RunAsync(arguments),
        "drafts" => [.. await KeystrokeBenchmark.RunAsync(arguments), .. DraftBytes.Weigh()],
        "nodes" => await NodesBenchmark.RunAsync(arguments),
        "analysis" => AnalysisBenchmark.Measure(),
        "attribution" => AttributionBenchmark.Measure(),
        "collections" => await CollectionsBenchmark.RunAsync(arguments),
        "stalled" => await StalledBenchmark.RunAsync(arguments),
        "storm" => await StormBenchmark.RunAsync(arguments),
        "migrate" => await MigrationBenchmark.RunAsync(arguments),
        _ => await KillLoopBenchmark.RunAsync(arguments),
    });
}

FigureTable.Write(Console.Out, figures);
return figures.TrueForAll(figure => figure.Met is not false) ? 0 : 1;
