using LiveSession.Testing.Installation;

namespace LiveSession.Cli.Tests.Replay;

public sealed class ReplayTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static string Cart(int lines) => string.Concat(Enumerable.Range(1, lines).Select(n => FormattableString.Invariant($">> SPEAKER {n % 3}: This is line {n}.\n")));

    [Fact]
    public async Task Every_line_of_a_file_is_in_the_record_once_and_in_order()
    {
        await using var server = await StubServer.StartAsync();

        var run = await Replay(server, Cart(100), "--speed", "5000", "--language", "en-GB");

        run.Code.ShouldBe(0);
        server.Record.Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(1, 100).Select(n => $"This is line {n}."));
        server.Record.Lines[0].ShouldBe(server.Record.Lines[0] with { Speaker = "SPEAKER 1", Language = "en-GB", SpokenAt = null });
        run.Output.ShouldContain("100 of 100");
        run.Output.ShouldContain("Everything sent was acknowledged.");
    }

    [Fact]
    public async Task The_report_can_be_JSON()
    {
        await using var server = await StubServer.StartAsync();

        var run = await Replay(server, Cart(20), "--speed", "0", "--json");

        var report = run.Json();
        report.GetProperty("acknowledged").GetInt32().ShouldBe(20);
        report.GetProperty("unanswered").GetInt32().ShouldBe(0);
        report.GetProperty("session").GetString().ShouldBe("wg-1/1");
        report.GetProperty("format").GetString().ShouldBe("Cart");
        report.GetProperty("reconnects").GetInt32().ShouldBe(0);
        report.GetProperty("p99Milliseconds").GetDouble().ShouldBeGreaterThan(0);
        run.Error.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Cut.BeforeKeeping)]
    [InlineData(Cut.BeforeAnswer)]
    internal async Task A_connection_cut_in_the_middle_loses_and_doubles_nothing(Cut cut)
    {
        await using var server = await StubServer.StartAsync(new StubRecord { CutAt = arrival => arrival is 10 or 25 or 26 ? cut : Cut.Never });

        var run = await Replay(server, Cart(60), "--speed", "5000", "--json");

        run.Code.ShouldBe(0);
        server.Record.Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(1, 60).Select(n => $"This is line {n}."));
        server.Record.Arrivals.ShouldBeGreaterThan(60);
        run.Json().GetProperty("reconnects").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_dies_and_comes_back_finds_the_rest_waiting()
    {
        await using var server = await StubServer.StartAsync();
        var replay = Replay(server, Cart(200), "--speed", "600", "--json");

        await server.Record.Until(record => record.Lines.Count >= 20);
        await server.RestartAsync();
        await server.Record.Until(record => record.Lines.Count >= 60);
        await server.RestartAsync();

        var run = await replay;
        run.Code.ShouldBe(0);
        server.Record.Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(1, 200).Select(n => $"This is line {n}."));
        run.Json().GetProperty("reconnects").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task A_restarted_server_that_forgot_the_sign_in_is_shown_the_link_again()
    {
        await using var server = await StubServer.StartAsync();
        var replay = Replay(server, Cart(50), "--speed", "600");

        await server.Record.Until(record => record.Lines.Count >= 10);
        server.Record.CookieEdition++;
        await server.RestartAsync();

        (await replay).Code.ShouldBe(0);
        server.Record.Lines.Count.ShouldBe(50);
    }

    [Fact]
    public async Task A_link_withdrawn_in_the_middle_ends_the_replay_with_the_reason_and_a_report()
    {
        await using var server = await StubServer.StartAsync();
        var replay = Replay(server, Cart(200), "--speed", "600");

        await server.Record.Until(record => record.Lines.Count >= 10);
        (server.Record.CookieEdition, server.Record.LinksRevoked) = (2, true);
        await server.RestartAsync();

        var run = await replay;
        run.Code.ShouldBe(1);
        run.Error.ShouldContain("This link was withdrawn.");
        run.Output.ShouldContain("of 200 (stopped)");
    }

    [Fact]
    public async Task A_refused_line_is_reported_with_its_reason_and_the_rest_goes_on()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { Refuse = (line, _) => line.Text.EndsWith(" 7.", StringComparison.Ordinal) ? Rejections.LineEmpty : null });

        var run = await Replay(server, Cart(20), "--speed", "5000");

        run.Code.ShouldBe(1);
        server.Record.Lines.Count.ShouldBe(19);
        run.Output.ShouldContain("1: The line is empty. (303)");
        run.Output.ShouldContain("Not everything is in the record.");
    }

    [Fact]
    public async Task A_line_refused_for_the_moment_is_sent_again_until_it_is_taken()
    {
        await using var server = await StubServer.StartAsync(new StubRecord
        {
            Refuse = (line, arrivals) => line.Text.EndsWith(" 5.", StringComparison.Ordinal) && arrivals < 8 ? Rejections.ArchiveUnavailable("the disk is full") : null,
        });

        var run = await Replay(server, Cart(10), "--speed", "0", "--json");

        run.Code.ShouldBe(0);
        server.Record.Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(1, 10).Select(n => $"This is line {n}."));
    }

    [Fact]
    public async Task Lines_that_a_silent_server_never_answered_are_sent_again_over_a_new_connection()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { Silent = arrival => arrival is >= 4 and < 10 });

        var run = await ProgramRun.Of(
            new HastyTime(), TestContext.Current.CancellationToken,
            "replay", _folder.Write("a.txt", Cart(6)), "--link", server.CaptionerLink, "--speed", "5000", "--json");

        run.Code.ShouldBe(0);
        server.Record.Lines.Select(line => line.Text).ShouldBe(Enumerable.Range(1, 6).Select(n => $"This is line {n}."));
        run.Json().GetProperty("reconnects").GetInt32().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_server_that_answers_with_a_fault_again_and_again_is_not_asked_for_ever()
    {
        await using var server = await StubServer.StartAsync();

        var run = await ProgramRun.Of(
            new HastyTime(), TestContext.Current.CancellationToken,
            "replay", _folder.Write("a.txt", Cart(6)), "--link", server.CaptionerLink, "--track", "broken", "--json");

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("that track is broken");
        run.Json().GetProperty("acknowledged").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task Stopping_waits_for_the_answers_that_are_due_and_reports()
    {
        await using var server = await StubServer.StartAsync();
        using var stop = new CancellationTokenSource();
        var replay = ProgramRun.Of(stop.Token, "replay", _folder.Write("a.txt", Cart(1000)), "--link", server.CaptionerLink, "--speed", "60", "--json");

        await server.Record.Until(record => record.Lines.Count >= 5);
        await stop.CancelAsync();

        var run = await replay;
        run.Code.ShouldBe(1);
        run.Json().GetProperty("stopped").GetBoolean().ShouldBeTrue();
        run.Json().GetProperty("acknowledged").GetInt32().ShouldBe(server.Record.Lines.Count);
        run.Json().GetProperty("unanswered").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task The_queue_of_a_log_is_replayed_in_its_place_between_the_captions()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { Phase = SessionPhase.Scheduled });

        var run = await Replay(server, Log, "--chair-link", server.ChairLink, "--speed", "600", "--json");

        run.Code.ShouldBe(0);
        server.Record.Lines.Select(line => (line.Speaker, line.Text)).ShouldBe([("Cy", "Good morning."), ("Ana Li", "Thanks."), ("Cy", "Ben?")]);
        server.Record.Floor.ShouldBe(["0: open", "1: request Ana Li to thank", "1: request Di", "1: give Ana Li", "2: withdraw Di", "2: request ben", "2: give ben"]);
        run.Json().GetProperty("queueAccepted").GetInt32().ShouldBe(5);
        run.Json().GetProperty("queueCommands").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task An_answer_to_the_chair_that_was_lost_is_asked_for_again_and_nothing_happens_twice()
    {
        var cut = new HashSet<string>();
        await using var server = await StubServer.StartAsync(new StubRecord { CutChairAfter = cut.Add });

        var run = await Replay(server, Log, "--chair-link", server.ChairLink, "--speed", "600", "--json");

        run.Code.ShouldBe(0);
        server.Record.Floor.ShouldBe(["1: request Ana Li to thank", "1: request Di", "1: give Ana Li", "2: withdraw Di", "2: request ben", "2: give ben"]);
    }

    [Fact]
    public async Task Without_the_chairs_link_the_queue_is_left_out_and_said_to_be()
    {
        await using var server = await StubServer.StartAsync();

        var run = await Replay(server, Log, "--speed", "0");

        run.Code.ShouldBe(0);
        server.Record.Floor.ShouldBeEmpty();
        run.Error.ShouldContain("without --chair-link it is left out");
    }

    [Fact]
    public async Task A_real_meeting_with_its_queue_survives_two_crashes()
    {
        var path = RealRecords.PathOf("w3c-ccg_2023-02-07_irc.log");
        await using var server = await StubServer.StartAsync();
        var replay = ProgramRun.Of("replay", path, "--link", server.CaptionerLink, "--chair-link", server.ChairLink, "--speed", "2000", "--json");

        await server.Record.Until(record => record.Lines.Count >= 50);
        await server.RestartAsync();
        await server.Record.Until(record => record.Lines.Count >= 100);
        await server.RestartAsync();

        (await replay).Code.ShouldBe(0);
        var spoken = File.ReadLines(path).Select(line => line.Split('\t', 3))
            .Where(cells => cells is [_, "<Transcriber>", var text] && text.Contains(": ", StringComparison.Ordinal) && !text.StartsWith("Meeting:", StringComparison.Ordinal))
            .Select(cells => string.Join(' ', cells[2][(cells[2].IndexOf(':', StringComparison.Ordinal) + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        server.Record.Lines.Select(line => line.Text).ShouldBe(spoken);
        server.Record.Floor.Count(step => step.Contains("give", StringComparison.Ordinal)).ShouldBe(17);
    }

    [Fact]
    public async Task A_session_that_is_not_open_is_said_to_be_so()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { Phase = SessionPhase.Scheduled });

        var run = await Replay(server, Cart(1));

        run.Code.ShouldBe(1);
        run.Error.ShouldContain("Session 1 of Working Group is not open yet.");
    }

    [Fact]
    public async Task A_closed_session_takes_no_captions()
    {
        await using var server = await StubServer.StartAsync(new StubRecord { Phase = SessionPhase.Closed });

        (await Replay(server, Cart(1), "--session", "1")).Error.ShouldContain("is closed; its record is complete");
        (await Replay(server, Cart(1))).Error.ShouldContain("no session that is open or still to come");
        var unknown = await Replay(server, Cart(1), "--session", "9");
        unknown.Error.ShouldContain("no session 9. There are: 1.");
        unknown.Code.ShouldBe(2);
    }

    [Fact]
    public async Task The_wrong_link_is_named()
    {
        await using var server = await StubServer.StartAsync();
        var file = _folder.Write("a.txt", Cart(1));

        var member = await ProgramRun.Of("replay", file, "--server", server.Address.AbsoluteUri, "--link", "/i/member-token");
        member.Code.ShouldBe(2);
        member.Error.ShouldContain("The link admits a member; a captioner's link is needed here.");
        var unknown = await ProgramRun.Of("replay", file, "--server", server.Address.AbsoluteUri, "--link", "secret-nobody-knows");
        unknown.Code.ShouldBe(1);
        unknown.Error.ShouldContain("This link was withdrawn.");
        unknown.Error.ShouldNotContain("secret-nobody-knows");
    }

    [Theory]
    [InlineData("replay")]
    [InlineData("replay", "x.txt")]
    [InlineData("replay", "x.txt", "--link", "http://localhost/i/a", "--speed", "-1")]
    [InlineData("replay", "x.txt", "--link", "http://localhost/i/a", "--speed", "fast")]
    [InlineData("replay", "x.txt", "--link", "http://localhost/elsewhere")]
    [InlineData("replay", "x.txt", "--link", "just-a-token")]
    [InlineData("replay", "x.txt", "--link", "/i/a", "--server", "ftp://x")]
    [InlineData("replay", "/nowhere/x.txt", "--link", "http://localhost/i/a")]
    [InlineData("sing")]
    public async Task Bad_usage_is_explained_and_is_exit_code_2(params string[] args)
    {
        var run = await ProgramRun.Of(args);

        run.Code.ShouldBe(2);
        run.Error.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_file_that_is_no_caption_file_is_exit_code_2()
    {
        var run = await ProgramRun.Of("replay", _folder.Write("a.vtt", "WEBVTT\n"), "--link", "http://localhost/i/a");

        run.Code.ShouldBe(2);
        run.Error.ShouldContain("a.vtt: No caption was found in this file.");
    }

    public void Dispose() => _folder.Dispose();

    private const string Log = """
        [2023-02-07T17:00:00Z] <Transcriber> Cy: Good morning.
        [2023-02-07T17:00:10Z] <Ana_Li> q+ to thank
        [2023-02-07T17:00:20Z] <Di> q+
        [2023-02-07T17:00:21Z] <Di> q+
        [2023-02-07T17:00:30Z] <Cy> ack ana
        [2023-02-07T17:00:40Z] <Transcriber> Ana_Li: Thanks.
        [2023-02-07T17:00:50Z] <Di> q-
        [2023-02-07T17:00:51Z] <Di> q-
        [2023-02-07T17:01:00Z] <Cy> ack ben
        [2023-02-07T17:01:10Z] <Transcriber> Cy: Ben?
        """;

    private Task<ProgramRun> Replay(StubServer server, string contents, params string[] more) =>
        ProgramRun.Of(["replay", _folder.Write("meeting.txt", contents), "--link", server.CaptionerLink, .. more]);
}
