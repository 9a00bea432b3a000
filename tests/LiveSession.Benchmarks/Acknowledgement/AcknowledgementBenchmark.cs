using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.Benchmarks.Acknowledgement;

/// <summary>
/// From a captioner's line leaving the client to its acknowledgement arriving there, durable; and how many lines a second there can be
/// when everybody says the next one as soon as the last is acknowledged. The store alone does the same beside it.
/// </summary>
internal static class AcknowledgementBenchmark
{
    private const double MostMilliseconds = 10;
    private const double LeastThroughput = 0.8;
    private const int PromisedFor = 50;
    private const int TracksPerSession = 5;
    private const int WarmLines = 5 * BenchmarkArguments.LinesPerSecond;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        var figures = new List<Figure>();
        foreach (var captioners in arguments.Captioners)
        {
            figures.AddRange(await MeasureAsync("SQLite", captioners, arguments.Lines, [], ArchiveSeed.In, folder => new SqliteSessionLog(Path.Combine(folder, "livesession.db"))));
        }

        if (PostgresPrograms.AreInstalled)
        {
            await using var postgres = await PostgresServer.StartAsync();
            foreach (var captioners in arguments.Captioners)
            {
                var (served, bare) = (await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync());
                figures.AddRange(await MeasureAsync(
                    "PostgreSQL", captioners, arguments.Lines, [$"--ConnectionStrings:Postgres={served}"], _ => ArchiveSeed.InDatabase(served), _ => new PostgresSessionLog(bare)));
            }
        }

        return figures;
    }

    private static async Task<IEnumerable<Figure>> MeasureAsync(
        string store, int captioners, int lines, IReadOnlyList<string> settings, Func<string, ArchiveSeed> seed, Func<string, ISessionLog> open)
    {
        var product = await ProductAsync(captioners, lines, settings, seed);
        var bare = await BareStore.RunAsync(captioners, lines, open);
        var (subject, alone) = ($"{captioners} captioners, {store}", $"{captioners} writers, {store} alone");
        return
        [
            new("ack", subject, "p50", Percentiles.Of(product.Waits, 0.5), "ms"),
            new("ack", subject, "p99", Percentiles.Of(product.Waits, 0.99), "ms", captioners == PromisedFor ? MostMilliseconds : null),
            new("ack", alone, "p50", Percentiles.Of(bare.Waits, 0.5), "ms"),
            new("ack", alone, "p99", Percentiles.Of(bare.Waits, 0.99), "ms"),
            new("ack", subject, "as fast as they are acknowledged", product.Rate, "lines/s"),
            new("ack", alone, "as fast as they are durable", bare.Rate, "lines/s"),
            new("ack", $"{subject} / alone", "lines a second", product.Rate / bare.Rate, "times", AtLeast: captioners == PromisedFor ? LeastThroughput : null),
        ];
    }

    private static async Task<(IReadOnlyList<double> Waits, double Rate)> ProductAsync(int many, int lines, IReadOnlyList<string> settings, Func<string, ArchiveSeed> seed)
    {
        var names = Enumerable.Range(1, many).Select(number => $"Captioner {number}").ToArray();
        var sessions = (many + TracksPerSession - 1) / TracksPerSession;
        SeededMeeting meeting = null!;
        await using var server = await ServerProcess.StartAsync(
            async folder =>
            {
                await using var archive = seed(folder);
                meeting = await archive.FoundAsync(new MeetingPlan
                {
                    Sessions = [.. Enumerable.Range(1, sessions).Select(number => $"Session {number}")],
                    Roster = [.. new MeetingPlan().Roster, .. names.Select(name => new RosterEntry(name, "", StakeholderGroup.Unspecified, Role.Captioner))],
                });
                for (var session = 1; session <= sessions; session++)
                {
                    await archive.HappenAsync(meeting, session, new OpenSession());
                }
            },
            ["--Captions:LinesPerSecond=100000", .. settings]);
        var captioners = new List<CaptionerClient>();
        foreach (var (index, name) in names.Index())
        {
            captioners.Add(await CaptionerClient.SitDownAsync(
                await OpenedLink.OpenAsync(server.Address, meeting.Links[name]), meeting.Session(1 + (index / TracksPerSession)), $"track-{index % TracksPerSession}"));
        }

        // The first lines compile the way; they do not count.
        await Pace.RunAsync(many, WarmLines + lines, (captioner, line) => captioners[captioner].SendAsync(TextOf(line)));
        var waits = captioners.SelectMany(captioner => captioner.Sent.Skip(WarmLines)).ToArray();
        var rate = await Pace.RateAsync(many, (captioner, line) => captioners[captioner].SendAsync(TextOf(line)));
        foreach (var captioner in captioners)
        {
            await captioner.DisposeAsync();
        }

        return waits.All(line => line.Acknowledged)
            ? ([.. waits.Select(line => line.Waited.TotalMilliseconds).Order()], rate)
            : throw new InvalidOperationException("Some lines were not acknowledged.");
    }

    /// <summary>What is said, about as long as a line of a real meeting.</summary>
    public static string TextOf(int line) => $"Line {line}: the delegation thanks the chair for the summary of what was said.";
}
