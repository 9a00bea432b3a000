using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.Benchmarks.Acknowledgement;

/// <summary>From a captioner's line leaving the client to its acknowledgement arriving there; and the store alone at the same rate.</summary>
internal static class AcknowledgementBenchmark
{
    private const double MostMilliseconds = 10;
    private const int TracksPerSession = 5;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        var product = await ProductAsync(arguments);
        var store = await BareStore.RunAsync(arguments);
        return
        [
            new("ack", "captioner", "p50", Percentiles.Of(product, 0.5), "ms"),
            new("ack", "captioner", "p99", Percentiles.Of(product, 0.99), "ms", MostMilliseconds),
            new("ack", "captioner", "lines", product.Count, "lines"),
            new("ack", "bare store", "p50", Percentiles.Of(store, 0.5), "ms"),
            new("ack", "bare store", "p99", Percentiles.Of(store, 0.99), "ms"),
        ];
    }

    private static async Task<IReadOnlyList<double>> ProductAsync(BenchmarkArguments arguments)
    {
        var names = Enumerable.Range(1, arguments.Captioners).Select(number => $"Captioner {number}").ToArray();
        var sessions = (arguments.Captioners + TracksPerSession - 1) / TracksPerSession;
        SeededMeeting meeting = null!;
        await using var server = await ServerProcess.StartAsync(async folder =>
        {
            meeting = await ArchiveSeed.FoundAsync(folder, new MeetingPlan
            {
                Sessions = [.. Enumerable.Range(1, sessions).Select(number => $"Session {number}")],
                Roster = [.. new MeetingPlan().Roster, .. names.Select(name => new RosterEntry(name, "", StakeholderGroup.Unspecified, Role.Captioner))],
            });
            await using var seed = ArchiveSeed.In(folder);
            for (var session = 1; session <= sessions; session++)
            {
                await seed.HappenAsync(meeting, session, new OpenSession());
            }
        });
        var captioners = await Task.WhenAll(names.Select(async (name, index) => await CaptionerClient.SitDownAsync(
            await OpenedLink.OpenAsync(server.Address, meeting.Links[name]),
            meeting.Session(1 + (index / TracksPerSession)), $"track-{index % TracksPerSession}")));

        // The first lines compile the way; they do not count.
        var warm = 5 * BenchmarkArguments.LinesPerSecond;
        await Pace.RunAsync(captioners.Length, warm + arguments.Lines, (captioner, line) => captioners[captioner].SendAsync($"Line {line}: the delegation thanks the chair for the summary of what was said."));
        var waits = captioners.SelectMany(captioner => captioner.Sent.Skip(warm)).ToArray();
        foreach (var captioner in captioners)
        {
            await captioner.DisposeAsync();
        }

        return waits.All(line => line.Acknowledged)
            ? [.. waits.Select(line => line.Waited.TotalMilliseconds).Order()]
            : throw new InvalidOperationException("Some lines were not acknowledged.");
    }
}
