using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Installation;

namespace LiveSession.Server.Tests.Floor;

/// <summary>The text door: lines posted one by one, and the queues of two real meetings, each line as it was typed.</summary>
public sealed partial class TextDoorTests
{
    [Fact]
    public async Task A_member_asks_and_the_chair_acknowledges_in_plain_text()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var member = await server.VisitAsync(Role.Member);
        await using var chair = await server.VisitAsync(Role.Chair);

        (await SayAsync(member, "q+ to ask about <paragraph> 4")).ShouldBe((HttpStatusCode.OK, "Nobody has the floor.\n1. Mem Ber (Grand Fenwick): ask about <paragraph> 4\n"));
        (await SayAsync(member, "ack next")).ShouldBe(
            (HttpStatusCode.BadRequest, $"{Rejections.NotAllowed.Message}\nNobody has the floor.\n1. Mem Ber (Grand Fenwick): ask about <paragraph> 4\n"));
        (await SayAsync(chair, "ack mem")).ShouldBe((HttpStatusCode.OK, "Mem Ber (Grand Fenwick) has the floor.\nNobody is in the queue.\n"));
        (await SayAsync(chair, "good morning")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await member.Http.GetStringAsync(new Uri("/m/wgec/1/queue.txt", UriKind.Relative), TestContext.Current.CancellationToken))
            .ShouldBe("Mem Ber (Grand Fenwick) has the floor.\nNobody is in the queue.\n");

        async Task<(HttpStatusCode Status, string Text)> SayAsync(Visitor visitor, string line)
        {
            var answer = await visitor.PostFormAsync("/m/wgec/1/queue.txt", ("line", line));
            answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/plain");
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [InlineData("w3c-ccg_2022-01-11-vcapi_irc.log")]
    [InlineData("w3c-ccg_2023-02-07_irc.log")]
    public void The_queue_of_a_real_meeting_is_replayed_and_its_waits_are_told(string file)
    {
        var replay = new Replay();
        foreach (var (text, index) in File.ReadLines(RealRecords.PathOf(file)).Select((text, index) => (text, index)))
        {
            if (Entry().Match(text) is { Success: true } entry)
            {
                replay.Say(index + 1, DateTimeOffset.Parse(entry.Groups["at"].Value, CultureInfo.InvariantCulture), entry.Groups["nick"].Value, entry.Groups["text"].Value);
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine(replay.Report());
        replay.Grants.Count.ShouldBeGreaterThan(15);
        replay.Grants.ShouldAllBe(grant => grant.Waited >= TimeSpan.Zero && grant.AskedOn < grant.Line);
        (replay.Grants.Count + replay.Left + replay.State.Floor.Queue.Count).ShouldBe(replay.Asked);
    }

    [GeneratedRegex(@"^\[(?<at>[^\]]+)\]\t<(?<nick>[^>]+)>\t(?<text>.*)$")]
    private static partial Regex Entry();

    private sealed record Grant(int Line, string To, int AskedOn, TimeSpan Waited, string[] Passed);

    /// <summary>Everybody who types is a member; whoever gives the floor does so as the chair.</summary>
    private sealed class Replay
    {
        private static readonly MeetingState Meeting = MeetingState.Empty;
        private static readonly LogId Log = LogId.Of(SessionId.New());
        private static readonly CommandId Naming = CommandId.New();
        private readonly Dictionary<string, (int Line, DateTimeOffset At)> _asked = [];
        private readonly List<string> _refused = [];

        public SessionState State { get; private set; } = SessionState.Empty;

        public List<Grant> Grants { get; } = [];

        public int Asked { get; private set; }

        public int Left { get; private set; }

        public void Say(int line, DateTimeOffset at, string nick, string text)
        {
            if (State.Phase is SessionPhase.Scheduled)
            {
                Append(at, default, new SessionOpened(MeetingId.New(), "", 1, ""));
            }

            if (QueueLine.Read(text) is not { } read)
            {
                return;
            }

            var (command, refusal) = TextDoor.CommandOf(read, State, Meeting);
            var chairs = command is GiveFloor or GiveFloorToNext or GiveLastWord or CloseList or ReopenList or SetSpeakingTime;
            var by = new Actor(IdOf(nick), chairs ? Role.Chair : Role.Member, nick, "W3C CCG");
            var waiting = State.Floor.Queue;
            var decision = command is null ? null : SessionDecider.Decide(
                State, command, new SessionContext(CommandId.New(), by, at, SessionId.New(), Meeting, new SessionLimits()));
            if ((refusal ?? decision?.Rejection) is { } refused)
            {
                _refused.Add($"line {line}: {text} by {nick}: {refused.Message}");
            }

            foreach (var happened in decision?.Events ?? [])
            {
                Append(at, by.Id, happened);
                Note(line, at, happened, waiting);
            }
        }

        public string Report()
        {
            var waits = Grants.Select(grant => grant.Waited).Order().ToArray();
            return string.Join('\n',
            [
                $"{Asked} asked, {Grants.Count} were called, {Left} took it back; median wait {waits[waits.Length / 2]:m\\:ss}, longest {waits[^1]:m\\:ss}",
                .. Grants.Where(grant => grant.Passed.Length > 0).Select(grant => $"line {grant.Line}: {grant.To} (asked on line {grant.AskedOn}) before {string.Join(", ", grant.Passed)}"),
                .. _refused,
            ]);
        }

        private void Note(int line, DateTimeOffset at, LogEvent happened, ImmutableList<FloorRequest> waiting)
        {
            switch (happened)
            {
                case FloorRequested e:
                    Asked++;
                    _asked[e.Speaker.Name] = (line, at);
                    break;
                case FloorRequestWithdrawn:
                    Left++;
                    break;
                case FloorGranted e:
                    var (askedOn, askedAt) = _asked[e.Speaker.Name];
                    Grants.Add(new Grant(
                        line, e.Speaker.Name, askedOn, at - askedAt,
                        [.. waiting.TakeWhile(request => request.Speaker.Id != e.Speaker.Id).Select(request => $"{request.Speaker.Name} (line {_asked[request.Speaker.Name].Line})")]));
                    break;
            }
        }

        private void Append(DateTimeOffset at, ParticipantId by, LogEvent happened) => State = State.Apply(new LoggedEvent(
            Log, new LogPosition(Log.Session!.Value.Value, State.Cursor.Sequence + 1), at, by, CommandId.New(), happened, HashChain.Start));

        private static ParticipantId IdOf(string nick) => ParticipantId.From(DerivedId.From(Naming, nick.ToUpperInvariant()));
    }
}
