using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Meetings;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>Software posts on while the server is stopped, or ends without a word, and is started again over the same archive.</summary>
public sealed class RestartTests
{
    private const string Patient = "--Sources:FinishAfter=00:01:00";

    private static string[] Script =>
        "Thank you, Madam Chair. We support the draft as it stands. We would like to thank the secretariat for the work done since the last session. Thank you.".Split(' ');

    [Fact]
    public async Task A_post_sent_again_after_the_restart_is_not_doubled_and_the_next_ones_are_heard()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.Zoom);
        await places.PostAsync(secret, 1, "Good morning. ");
        await places.PostAsync(secret, 2, "Please be ");

        await places.RestartAsync();
        await places.PostAsync(secret, 2, "Please be ");
        await places.PostAsync(secret, 3, "seated.\n");
        await places.PostAsync(secret, 4, "seated.\n");

        (await places.LinesAsync()).ShouldBe(["Good morning.", "Please be", "seated.", "seated."]);
    }

    [Fact]
    public async Task Posts_that_left_no_line_are_not_missed_after_the_restart()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.YouTube);
        await places.PostAsync(secret, 1, "2026-11-23T19:22:52.215\nGood morning.<br>\n");
        await places.PostAsync(secret, 2, "2026-11-23T19:22:53.215\n \n");
        await places.PostAsync(secret, 3, "2026-11-23T19:22:54.215\n \n");

        await places.RestartAsync();
        await places.PostAsync(secret, 4, "2026-11-23T19:22:55.215\nPlease be seated.<br>\n");

        places.Source.Sequence.MissingCount.ShouldBe(0);
        (await places.LinesAsync()).ShouldBe(["Good morning.", "Please be seated."]);
    }

    [Fact]
    public async Task Software_started_again_that_says_the_same_with_the_same_number_is_heard_before_and_after_a_restart()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.Zoom);
        for (var run = 0; run < 4; run++)
        {
            for (var number = 0; number < 4; number++)
            {
                await places.PostAsync(secret, number, "Thank you.\n");
            }

            if (run % 2 == 1)
            {
                await places.RestartAsync();
                await places.PostAsync(secret, 3, "Thank you.\n");
            }
        }

        (await places.LinesAsync()).ShouldBe(Enumerable.Repeat("Thank you.", 16));
    }

    [Fact]
    public async Task A_window_goes_on_over_the_restart()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.Zoom);
        await places.PostAsync(secret, 0, "Merci, Madame la Présidente");
        await places.PostAsync(secret, 1, "Merci, Madame la Présidente\nje vous remercie de votre");
        await places.PostAsync(secret, 2, "je vous remercie de votre\nconfiance et je");

        await places.RestartAsync();
        await places.PostAsync(secret, 3, "je vous remercie de votre\nconfiance, et j'en");
        await places.PostAsync(secret, 4, "confiance, et j'en\nprends acte");
        await places.PauseAsync();

        string.Join(' ', await places.LinesAsync()).ShouldBe("Merci, Madame la Présidente je vous remercie de votre confiance, et j'en prends acte");
    }

    [Fact]
    public async Task Deletions_reach_back_over_the_restart()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.StreamText);
        await places.PostAsync(secret, 1, "The first line\nand a delete charact");
        await places.RestartAsync();
        await places.PostAsync(secret, 2, new string('\b', 7) + "letter ");
        await places.PostAsync(secret, 3, "\nNext ");
        await places.RestartAsync();
        await places.PostAsync(secret, 4, new string('\b', 5) + "And then\n");
        await places.RestartAsync();
        await places.PostAsync(secret, 5, "Last\n");
        await places.RestartAsync();
        await places.PostAsync(secret, 6, new string('\b', 5) + "At last\n");

        (await places.LinesAsync()).ShouldBe(["The first line", "and a delete letter", "", "And then", "", "At last"]);
    }

    [Fact]
    public async Task A_message_that_says_more_because_its_answer_was_lost_in_the_restart_goes_on_where_the_record_ends()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.StreamText);
        await places.PostAsync(secret, 1, "Everything since ");
        await places.RestartAsync();
        await places.PostAsync(secret, 1, "Everything since the last success\n");

        (await places.LinesAsync()).ShouldBe(["Everything since", "the last success"]);
    }

    [Fact]
    public async Task Nothing_said_off_the_record_comes_into_it_by_way_of_a_restart()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.StreamText);
        await places.PostAsync(secret, 1, "On record line.\n");
        await places.GoAsync(nameof(IFloorHub.GoOffTheRecord));
        await places.PostAsync(secret, 2, "SECRET.\n");

        await places.RestartAsync();
        await places.PostAsync(secret, 3, "\b\b\b\b\b\b HUSH\n");
        await places.GoAsync(nameof(IFloorHub.GoOnTheRecord));
        await places.RestartAsync();
        await places.PostAsync(secret, 4, "\b\b\b\b\b\bThank you.\n");
        await places.PostAsync(secret, 5, "\b\b.\n");

        (await places.LinesAsync()).ShouldBe(["On record line.", "Thank you."]);
        var stored = await places.Server.StoredTextAsync();
        stored.ShouldNotContain("SECRET");
        stored.ShouldNotContain("HUSH");
    }

    [Theory]
    [InlineData(CaptionProtocol.StreamText)]
    [InlineData(CaptionProtocol.Zoom)]
    public async Task What_a_post_had_begun_when_the_server_ended_without_a_word_is_taken_when_it_is_sent_again(CaptionProtocol protocol)
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(protocol);
        await places.PostAsync(secret, 1, "We support the draft\nand we thank ");
        await places.CrashAsync();
        await places.PostAsync(secret, 1, "We support the draft\nand we thank ");
        await places.PostAsync(secret, 2, "you all\n");

        (await places.LinesAsync()).ShouldBe(["We support the draft", "and we thank you all"]);
    }

    [Fact]
    public async Task Who_speaks_stays_said_over_the_restart()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.Json);
        await places.PostAsync(secret, 1, """{"seq":1,"edits":[{"speaker":"France","language":"fr"},{"text":"Merci.","newLine":true}]}""");
        await places.RestartAsync();
        await places.PostAsync(secret, 2, """{"seq":2,"text":"Bonsoir.\n"}""");

        (await places.StateAsync()).Captions.Lines.Select(line => (line.Text, line.Language, line.MarkedSpeaker))
            .ShouldBe([("Merci.", "fr", "France"), ("Bonsoir.", "fr", "France")]);
    }

    [Fact]
    public async Task The_last_number_is_known_after_the_restart()
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(CaptionProtocol.Zoom);
        await places.PostAsync(secret, 41, "Good morning.\n");
        await places.RestartAsync();

        (await RawHttp.SendAsync(places.Server.Address, $"GET /closedcaption/seq?id=1&signature={secret} HTTP/1.1\nHost: x")).Body.ShouldBe("41");
    }

    [Theory]
    [InlineData(CaptionProtocol.Zoom, false)]
    [InlineData(CaptionProtocol.Zoom, true)]
    [InlineData(CaptionProtocol.StreamText, false)]
    [InlineData(CaptionProtocol.YouTube, false)]
    public async Task Whenever_the_server_is_restarted_every_word_stands_in_the_record_once(CaptionProtocol protocol, bool window)
    {
        await using var places = await Places.StartAsync();
        var secret = await places.IssueAsync(protocol);
        var random = new Random(11);
        var said = 0;
        var words = Enumerable.Range(0, 90).Select(index => Script[index % Script.Length]).ToArray();
        for (var number = 0; said < words.Length; number++)
        {
            var next = Math.Min(words.Length, said + random.Next(1, 5));
            var text = string.Join(' ', words[(window ? Math.Max(0, next - 9) : said)..next]);
            var body = protocol is CaptionProtocol.YouTube ? $"2026-11-23T19:22:52.215\n{text}\n" : window ? text : text + ' ';
            said = next;
            await places.PostAsync(secret, number, body);
            if (random.Next(8) == 0)
            {
                await places.RestartAsync();
                for (var again = random.Next(3); again > 0; again--)
                {
                    await places.PostAsync(secret, number, body);
                }
            }
        }

        await places.PauseAsync();
        string.Join(' ', await places.LinesAsync()).ShouldBe(string.Join(' ', words));
    }

    /// <summary>The server as it is started again and again, each time at another place.</summary>
    private sealed class Places : IAsyncDisposable
    {
        private readonly List<RunningServer> _left = [];
        private CaptionProtocol _protocol;
        private CaptionSourceId _source;

        private Places(RunningServer server) => Server = server;

        public RunningServer Server { get; private set; }

        public LiveSource Source => Server.Services.GetRequiredService<SourceDesk>().Find(_source).ShouldNotBeNull();

        public static async Task<Places> StartAsync()
        {
            var server = await RunningServer.StartAsync(Patient);
            await server.OpenSessionAsync();
            return new Places(server);
        }

        public async Task<string> IssueAsync(CaptionProtocol protocol)
        {
            (var secret, _source) = await Server.IssueSourceAsync(_protocol = protocol);
            return secret;
        }

        public async Task PostAsync(string secret, long number, string body)
        {
            var head = _protocol is CaptionProtocol.Json
                ? $"POST /api/captions?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n"
                : CapturedPostTests.Zoom(secret, number).Replace("&lang=en-US", "", StringComparison.Ordinal);
            (await RawHttp.SendAsync(Server.Address, head, body)).Status.ShouldBe(200);
        }

        public async Task RestartAsync()
        {
            await Server.StopAsync();
            await CrashAsync();
        }

        // The one before is left as it is: it can write no more than it had written.
        public async Task CrashAsync()
        {
            _left.Add(Server);
            Server = await Server.StartAnotherNodeAsync(Patient);
        }

        public async Task GoAsync(string where)
        {
            await using var chair = await Server.VisitAsync(Role.Chair);
            (await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(where, Server.Session)).Rejection.ShouldBeNull();
        }

        public Task PauseAsync() => Server.PauseAsync();

        public async Task<ImmutableArray<string>> LinesAsync() => await Server.LinesAsync();

        public async Task<Core.Sessions.SessionState> StateAsync() => await Server.Services.GetRequiredService<MeetingDirectory>().WriterOf(Server.Session).StateAsync();

        public async ValueTask DisposeAsync()
        {
            await Server.DisposeAsync();
            foreach (var server in _left)
            {
                await server.DisposeAsync();
            }
        }
    }
}
