using System.Globalization;
using LiveSession.Faults.Archive;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.Faults.Kills;

public sealed class KillLoopTests(ITestOutputHelper output)
{
    private const int Captioners = 20;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200);

    private static int Rounds => int.Parse(Environment.GetEnvironmentVariable("LIVESESSION_ROUNDS") ?? "20", CultureInfo.InvariantCulture);

    [Fact]
    public async Task Every_acknowledged_line_is_archived_once_and_in_order_wherever_the_server_is_killed()
    {
        SeededMeeting meeting = null!;
        await using var server = await ServerProcess.StartAsync(async folder =>
        {
            meeting = await ArchiveSeed.FoundAsync(folder, Crowd.Plan(Captioners));
            await using var seed = ArchiveSeed.In(folder);
            await seed.HappenAsync(meeting, 1, new OpenSession());
        });
        var random = new Random(11);
        var links = await Task.WhenAll(Crowd.Names(Captioners).Select(name => OpenedLink.OpenAsync(server.Address, meeting.Links[name])));
        var tracks = Enumerable.Range(0, Captioners).Select(number => new TrackOfLines($"track-{number}", links[number], meeting.Session())).ToArray();

        for (var round = 1; round <= Rounds; round++)
        {
            if (round > 1)
            {
                await server.StartAsync();
            }

            await Task.WhenAll(tracks.Select(track => track.SitDownAsync(server.Address)));
            var killed = new CancellationTokenSource();
            var writing = tracks.Select(track => track.WriteAsync(Pace, random.NextDouble(), killed.Token)).ToArray();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(100, 1_200)), TestContext.Current.CancellationToken);
            await server.KillAsync();
            await killed.CancelAsync();
            await Task.WhenAll(writing);
            await Task.WhenAll(tracks.Select(track => track.StandUpAsync()));

            var archived = ArchivedLines.Read(Path.Combine(server.Data, "livesession.db"), meeting.Session());
            foreach (var track in tracks)
            {
                track.HoldAgainst(archived);
            }
        }

        var acknowledged = tracks.Sum(track => track.Acknowledged);
        output.WriteLine($"{Rounds} rounds, {tracks.Sum(track => track.Sent)} lines sent, {acknowledged} acknowledged, {tracks.Sum(track => track.Unanswered)} without an answer when the server died");
        acknowledged.ShouldBeGreaterThan(Rounds * Captioners);
        var verdict = await ProgramRun.RunAsync(Programs.CommandLine, TimeSpan.FromMinutes(2), "verify", Path.Combine(server.Data, "livesession.db"));
        verdict.ExitCode.ShouldBe(0, verdict.Out + verdict.Error);
    }

    /// <summary>One captioner's track over all kills: what was sent, what was answered.</summary>
    private sealed class TrackOfLines(string name, OpenedLink link, SessionId session)
    {
        private readonly List<SentLine> _before = [];
        private readonly HashSet<CommandId> _repeated = [];
        private CaptionerClient? _captioner;
        private int _count;

        public int Sent => _count;

        public int Acknowledged => _before.Count(line => line.Acknowledged);

        public int Unanswered { get; private set; }

        public async Task SitDownAsync(Uri server) => _captioner = await CaptionerClient.SitDownAsync(link with { Server = server }, session, name);

        // Every other captioner sends what was not answered again, as a program that lost its connection does.
        public async Task WriteAsync(TimeSpan pace, double phase, CancellationToken killed)
        {
            if (_count % 2 == 0)
            {
                foreach (var lost in _before.Where(line => line.Result is null && !_repeated.Contains(line.Command)).ToArray())
                {
                    _repeated.Add(lost.Command);
                    _ = _captioner!.SendAsync(lost.Text, lost.Command);
                }
            }

            using var timer = new PeriodicTimer(pace);
            try
            {
                await Task.Delay(pace * phase, killed);
                do
                {
                    _ = _captioner!.SendAsync($"{name} says {++_count}");
                }
                while (await timer.WaitForNextTickAsync(killed));
            }
            catch (OperationCanceledException)
            {
                // Killed.
            }
        }

        public async Task StandUpAsync()
        {
            await _captioner!.Closed.WaitAsync(TimeSpan.FromSeconds(20));
            await _captioner.DisposeAsync();
            _before.AddRange(_captioner.Sent);
            Unanswered += _captioner.Sent.Count(line => line.Result is null);
            _before.ShouldAllBe(line => line.Result == null || line.Result.Accepted);
        }

        public void HoldAgainst(ImmutableArray<ArchivedLine> archive)
        {
            var mine = archive.Where(line => line.Track == name).ToArray();
            mine.Select(line => line.Command).ShouldBeUnique();
            var places = mine.ToDictionary(line => new CommandId(line.Command));
            foreach (var line in _before.Where(line => line.Acknowledged))
            {
                places.ShouldContainKey(line.Command, $"{line.Text} was acknowledged and is not in the archive.");
                places[line.Command].Number.ShouldBe(line.Result!.Position!.Value.Sequence);
                places[line.Command].Text.ShouldBe(line.Text);
            }

            // In the order sent: each line's first appearance on the wire against its place in the record.
            var sent = _before.Select(line => line.Command).Distinct().Where(places.ContainsKey).ToArray();
            var fresh = sent.Where(command => !_repeated.Contains(command)).Select(command => places[command].Number);
            fresh.ShouldBeInOrder();
            mine.Length.ShouldBe(sent.Length, "The archive holds a line that nobody sent.");
        }
    }
}
