using System.Globalization;
using System.Net.Http.Json;
using LiveSession.Faults.Archive;
using LiveSession.Ingest.Files;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.RealInput;

/// <summary>
/// A real meeting, streamed by the command line program into a server that is killed twice on the way, under observers who come at
/// random moments; and what everybody has of it afterwards.
/// </summary>
internal sealed class Replay(string file, double speed, int observers, int seed)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(6);

    private readonly Random _random = new(seed);
    private readonly List<ObserverClient> _observers = [];

    /// <summary>How many observers lost their connection and came back.</summary>
    public int Returned { get; private set; }

    /// <summary>Plays the meeting and holds everybody's text against the file.</summary>
    public async Task PlayAsync()
    {
        SeededMeeting meeting = null!;
        await using var server = await ServerProcess.StartAsync(async folder => meeting = await ArchiveSeed.FoundAsync(folder));
        var spoken = Spoken();
        try
        {
            var replaying = ProgramRun.RunAsync(
                Programs.CommandLine, Limit, "replay", file, "--server", server.Address.OriginalString, "--link", meeting.CaptionerLink,
                "--chair-link", meeting.ChairLink, "--session", "1", "--speed", speed.ToString(CultureInfo.InvariantCulture), "--json");
            await AttendAsync(server, meeting.Session(), spoken.Length, replaying);

            var run = await replaying;
            run.ExitCode.ShouldBe(0, run.Out + run.Error);
            await CompareAsync(server, meeting, spoken);
        }
        finally
        {
            await Task.WhenAll(_observers.Select(observer => observer.DisposeAsync().AsTask()));
        }

        await VerifyAsync(server);
    }

    private ImmutableArray<string> Spoken()
    {
        using var content = File.OpenRead(file);
        return [.. CaptionFile.Read(content).Lines.Select(line => line.Text)];
    }

    // The first observer is there from the beginning and is the clock: the others come, and the server is killed, when a certain line is in.
    private async Task AttendAsync(ServerProcess server, SessionId session, int lines, Task replaying)
    {
        var pilot = Join(server, session);
        var kills = new[] { lines * (25 + _random.Next(15)) / 100, lines * (60 + _random.Next(15)) / 100 };
        var arrivals = Enumerable.Range(1, observers - 1).Select(_ => _random.Next(0, lines - 1)).ToArray();
        foreach (var moment in kills.Concat(arrivals).Distinct().Order())
        {
            var reached = pilot.UntilAsync(self => self.Lines.Length >= moment, $"see {moment} lines", Limit);
            (await Task.WhenAny(reached, replaying)).ShouldBe(moment < lines ? reached : replaying, "The replay ended early.");
            await reached;
            if (kills.Contains(moment))
            {
                await server.KillAsync();
            }

            // Some find nobody at home and keep trying.
            _observers.AddRange(arrivals.Where(arrival => arrival == moment).Select(_ => ObserverClient.Follow(server.Address, session)));
            if (kills.Contains(moment))
            {
                _observers.Add(ObserverClient.Follow(server.Address, session));
                await server.StartAsync();
            }
        }
    }

    private ObserverClient Join(ServerProcess server, SessionId session)
    {
        _observers.Add(ObserverClient.Follow(server.Address, session));
        return _observers[^1];
    }

    private async Task CompareAsync(ServerProcess server, SeededMeeting meeting, ImmutableArray<string> spoken)
    {
        var archive = Path.Combine(server.Data, "livesession.db");
        var archived = ArchivedLines.Read(archive, meeting.Session());
        archived.Select(line => line.Text).ShouldBe(spoken);

        var page = await server.Http.GetStringAsync(new Uri($"{meeting.SessionPage()}/transcript", UriKind.Relative));
        var numbered = archived.Select(line => (line.Number, line.Text)).ToArray();
        TranscriptPageLines.In(page).ShouldBe(numbered);

        _observers.Count.ShouldBeGreaterThanOrEqualTo(observers);
        var end = ArchivedLines.EndOf(archive, meeting.Session());
        foreach (var observer in _observers)
        {
            await observer.ReachesAsync(end, TimeSpan.FromSeconds(30));
            observer.Faults.ShouldBeEmpty();
            var seen = observer.Lines;
            var earlier = await EarlierAsync(server, meeting.Session(), seen.Length > 0 ? seen[0].Number : long.MaxValue);
            earlier.Concat(seen).Select(line => (line.Number, line.Text)).ShouldBe(numbered);
            Returned += observer.Connections > 1 ? 1 : 0;
        }
    }

    private static async Task<ImmutableArray<CaptionLineView>> EarlierAsync(ServerProcess server, SessionId session, long before)
    {
        var lines = ImmutableArray<CaptionLineView>.Empty;
        while (true)
        {
            var page = await server.Http.GetFromJsonAsync<CaptionLineView[]>(
                new Uri($"/api/sessions/{session}/lines?before={before}&take=100", UriKind.Relative), ProtocolJson.Options) ?? [];
            if (page.Length == 0)
            {
                return lines;
            }

            lines = [.. page, .. lines];
            before = page[0].Number;
        }
    }

    private static async Task VerifyAsync(ServerProcess server)
    {
        (await server.StopAsync(TimeSpan.FromSeconds(20))).ShouldBe(0);
        var verdict = await ProgramRun.RunAsync(Programs.CommandLine, TimeSpan.FromMinutes(1), "verify", Path.Combine(server.Data, "livesession.db"));
        verdict.ExitCode.ShouldBe(0, verdict.Out + verdict.Error);
        verdict.Out.ShouldContain("session/");
    }
}
