using System.Diagnostics;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// Everybody returns at once: the server is killed in the middle of a session, and its readers try to connect until it is there again.
/// Measured from the moment the port opens.
/// </summary>
internal static class StormBenchmark
{
    private const double MostSeconds = 5;
    private const int Lines = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        SeededMeeting meeting = null!;
        await using var server = await ServerProcess.StartAsync(
            async folder =>
            {
                meeting = await ArchiveSeed.FoundAsync(folder);
                await using var seed = ArchiveSeed.In(folder);
                await seed.HappenAsync(meeting, 1, new OpenSession());
                await seed.HappenAsync(meeting, 1, [.. Enumerable.Range(1, Lines).Select(_ => new AddCaptionLine("floor", "en", StampedLine.Write(0, 0)))]);
            },
            "--Connections:PerAddress=100000");
        var session = meeting.Session().ToString();
        var link = await OpenedLink.OpenAsync(server.Address, meeting.CaptionerLink);
        var figures = new List<Figure>();
        foreach (var (what, way) in new[] { ("that return", WayIn.Hub(server.Address, session, await SeenAsync(server, meeting))), ("that are new", WayIn.Hub(server.Address, session)) })
        {
            await server.KillAsync();
            using var crowds = await Crowds.ReturnAsync(way, arguments.StormReaders);
            await server.StartAsync();
            var before = ProcessCost.Of(server.ProcessId);
            var written = await WriteAsync(link, meeting.Session());
            var report = await crowds.ReportAsync();
            var after = ProcessCost.Of(server.ProcessId);
            var subject = $"{arguments.StormReaders} readers {what}";
            figures.AddRange(
            [
                new("storm", subject, "half of them read after", report.Tally.WaitOf(0.5) / 1_000, "s"),
                new("storm", subject, "99 % of them read after", report.Tally.WaitOf(0.99) / 1_000, "s", MostSeconds),
                new("storm", subject, "the captioner's first line is recorded after", written.TotalSeconds, "s"),
                new("storm", subject, "all of them read after", report.Tally.WaitOf(1) / 1_000, "s"),
                new("storm", subject, "CPU for one of them", (after.Processor - before.Processor).TotalMicroseconds / arguments.StormReaders, "µs"),
            ]);
        }

        return figures;
    }

    // In the middle of all that return: sits down and says something.
    private static async Task<TimeSpan> WriteAsync(OpenedLink link, SessionId session)
    {
        var begun = Stopwatch.GetTimestamp();
        await using var captioner = await CaptionerClient.SitDownAsync(link, session);
        var receipt = await captioner.SendAsync("We are back.");
        return receipt.Result.Rejection is { } refusal ? throw new InvalidOperationException(refusal.Message) : Stopwatch.GetElapsedTime(begun);
    }

    private static async Task<LogPosition> SeenAsync(ServerProcess server, SeededMeeting meeting)
    {
        await using var observer = ObserverClient.Follow(server.Address, meeting.Session());
        await observer.UntilAsync(one => one.Position is not null, "has joined", Patience);
        return observer.Position!.Value;
    }
}
