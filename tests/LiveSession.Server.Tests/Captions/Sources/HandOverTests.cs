using System.Globalization;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>Who is on air, across caption sources and captioners at the hub.</summary>
public sealed class HandOverTests
{
    private static int HandOvers => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 1_000 : 40;

    [Fact]
    public async Task A_source_without_the_pen_is_heard_and_not_aired_and_its_owner_is_told()
    {
        await using var server = await StartAsync();
        var (first, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "First");
        var (second, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Second");

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(first, 1), "mine\n");
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(second, 1), "not mine\n")).Status.ShouldBe(200);

        (await server.LinesAsync()).ShouldBe(["mine"]);
        var live = server.Services.GetRequiredService<SourceDesk>().Find(id).ShouldNotBeNull();
        live.Refusal.ShouldBe(Rejections.PenHeld("First"));
        live.NotAired.ShouldBe(1);
        live.Echo.Trim().ShouldBe("not mine");
    }

    [Fact]
    public async Task The_first_to_begin_where_nobody_has_the_pen_is_on_air_and_nobody_writes_over_what_readers_see()
    {
        await using var server = await StartAsync();
        var (first, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText, "First");
        var (second, id) = await server.IssueSourceAsync(CaptionProtocol.StreamText, "Second");

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(first, 1), "The amendment is not adopted");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(second, 1), "Hello.\n");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(first, 2), " by this body.\n");

        (await server.LinesAsync()).ShouldBe(["The amendment is not adopted by this body."]);
        server.Services.GetRequiredService<SourceDesk>().Find(id)!.Refusal.ShouldBe(Rejections.PenHeld("First"));
    }

    [Fact]
    public async Task What_one_has_begun_is_finished_before_another_is_put_on_air()
    {
        await using var server = await StartAsync();
        var (first, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "First");
        var (second, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Second");
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(first, 1), "begun and ");

        (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", id.Writer, true)).Rejection.ShouldBeNull();
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(first, 2), "lost\n");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(second, 1), "taken on\n");

        (await server.LinesAsync()).ShouldBe(["begun and", "taken on"]);
    }

    [Theory]
    [InlineData(CaptionProtocol.Zoom, 200)]
    [InlineData(CaptionProtocol.StreamText, 200)]
    [InlineData(CaptionProtocol.Teams, 200)]
    [InlineData(CaptionProtocol.Webhook, 202)]
    [InlineData(CaptionProtocol.Json, 202)]
    public async Task What_is_sent_off_air_is_answered_as_its_software_expects_each_time_and_never_glued_to_what_is_aired(CaptionProtocol protocol, int status)
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(protocol);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("by hand");

        var heard = await PostAsync(server, protocol, secret, 1, "heard by nobody and");
        var again = await PostAsync(server, protocol, secret, 1, "heard by nobody and");
        (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", id.Writer, true)).Rejection.ShouldBeNull();
        var aired = await PostAsync(server, protocol, secret, 2, "on air");
        await server.PauseAsync();

        (heard.Status, again.Status, aired.Status).ShouldBe((status, protocol is CaptionProtocol.Teams ? again.Status : status, 200));
        heard.Body.Contains("301", StringComparison.Ordinal).ShouldBe(status == 202);
        (await server.LinesAsync()).ShouldBe(["by hand", "on air"]);
    }

    [Theory]
    [InlineData(CaptionProtocol.Zoom, 400)]
    [InlineData(CaptionProtocol.StreamText, 400)]
    [InlineData(CaptionProtocol.Teams, 404)]
    [InlineData(CaptionProtocol.Webhook, 409)]
    [InlineData(CaptionProtocol.Json, 409)]
    public async Task What_was_sent_before_the_session_opened_is_never_aired(CaptionProtocol protocol, int status)
    {
        await using var server = await RunningServer.StartAsync();
        var (secret, _) = await server.IssueSourceAsync(protocol);

        var early = await PostAsync(server, protocol, secret, 1, "testing one two");
        await server.OpenSessionAsync();
        var open = await PostAsync(server, protocol, secret, 2, "The meeting is called to order");
        await server.PauseAsync();

        (early.Status, open.Status).ShouldBe((status, 200));
        (await server.LinesAsync()).ShouldBe(["The meeting is called to order"]);
    }

    // Software that repeats a post until it gets 200 would never say the next one.
    [Theory]
    [InlineData(CaptionProtocol.Zoom, 400, 200)]
    [InlineData(CaptionProtocol.StreamText, 400, 200)]
    [InlineData(CaptionProtocol.Teams, 404, 200)]
    [InlineData(CaptionProtocol.Webhook, 409, 409)]
    [InlineData(CaptionProtocol.Json, 409, 409)]
    public async Task What_was_refused_before_the_session_opened_holds_up_nobody_and_is_not_recorded_when_it_is_sent_again(CaptionProtocol protocol, int before, int after)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        var (secret, _) = await server.IssueSourceAsync(protocol);

        var early = await PostAsync(server, protocol, secret, 1, "testing one two");
        var still = await PostAsync(server, protocol, secret, 1, "testing one two");
        await server.OpenSessionAsync();
        var again = await PostAsync(server, protocol, secret, 1, "testing one two");

        (early.Status, still.Status, again.Status).ShouldBe((before, before, after));
        (await server.LinesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_window_that_still_shows_what_was_sent_before_the_session_opened_says_only_what_is_new()
    {
        await using var server = await RunningServer.StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await PostAsync(server, CaptionProtocol.Zoom, secret, 1, "testing one two three");
        await PostAsync(server, CaptionProtocol.Zoom, secret, 2, "testing one two three\nfour five");
        await server.OpenSessionAsync();
        await PostAsync(server, CaptionProtocol.Zoom, secret, 3, "four five\nThe meeting is called to order");
        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["The meeting is called to order"]);
    }

    [Fact]
    public async Task Lines_are_cut_where_the_operator_allows_no_longer_ones()
    {
        await using var server = await RunningServer.StartAsync("--Limits:LineLength=80");
        await server.OpenSessionAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText);
        var words = string.Join(' ', Enumerable.Range(100, 60));

        (await PostAsync(server, CaptionProtocol.StreamText, secret, 1, words + "\n")).Status.ShouldBe(200);

        string.Join(' ', await server.LinesAsync()).ShouldBe(words);
    }

    [Fact]
    public async Task A_pen_that_is_offered_goes_to_the_source_that_writes()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("by hand");
        var hub = await captioner.ConnectAsync("/hubs/captions");
        (await hub.SendCommandAsync(nameof(ICaptionHub.OfferPen), server.Session, "floor")).Accepted.ShouldBeTrue();

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "by software\n");

        (await server.LinesAsync()).ShouldBe(["by hand", "by software"]);
        (await pen.LineAsync("the rest of mine")).Accepted.ShouldBeTrue();
        (await pen.LineAsync("too late")).Rejection.ShouldBe(Rejections.PenHeld("Software"));
    }

    [Fact]
    public async Task After_the_silence_that_was_set_the_pen_goes_to_whoever_writes()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(clock);
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("by hand");
        (await hub.SendCommandAsync(nameof(ICaptionHub.SetTakeover), server.Session, "floor", TimeSpan.FromSeconds(2))).Accepted.ShouldBeTrue();
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "too early\n");

        (await server.LinesAsync()).ShouldBe(["by hand"]);

        clock.Advance(TimeSpan.FromSeconds(2));
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 2), "silence\n");

        (await server.LinesAsync()).ShouldBe(["by hand", "silence"]);
        (await server.StoredTextAsync()).ShouldContain("pen-taken-over");
    }

    [Fact]
    public async Task Silence_counts_from_the_last_words_and_not_from_the_servers_own_finishing_of_their_line()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(clock);
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Webhook);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        (await hub.SendCommandAsync(nameof(ICaptionHub.SetTakeover), server.Session, "floor", TimeSpan.FromSeconds(5))).Accepted.ShouldBeTrue();
        await PostAsync(server, CaptionProtocol.Webhook, secret, 1, "by software");

        clock.Advance(TimeSpan.FromSeconds(4));
        await server.Services.GetRequiredService<SourceDesk>().FinishIdleAsync(all: false);
        (await server.LinesAsync()).ShouldBe(["by software"]);
        (await pen.LineAsync("too early")).Rejection.ShouldBe(Rejections.PenHeld("Software"));
        clock.Advance(TimeSpan.FromSeconds(1));

        (await pen.LineAsync("by hand")).Accepted.ShouldBeTrue();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_silent_software_has_begun_is_recorded_before_whoever_takes_over(bool bySoftware)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(clock);
        var (first, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "First");
        var (second, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Second");
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(first, 1), "begun and ");
        (await hub.SendCommandAsync(nameof(ICaptionHub.SetTakeover), server.Session, "floor", TimeSpan.FromSeconds(2))).Accepted.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(2));

        if (bySoftware)
        {
            await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(second, 1), "taken over\n");
        }
        else
        {
            (await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("taken over")).Accepted.ShouldBeTrue();
        }

        (await server.LinesAsync()).ShouldBe(["begun and", "taken over"]);
    }

    [Theory]
    [InlineData(CaptionProtocol.YouTube, "2026-11-23T19:22:52.215\n \n")]
    [InlineData(CaptionProtocol.Zoom, "")]
    [InlineData(CaptionProtocol.Json, "{}")]
    [InlineData(CaptionProtocol.Json, """{"newLine":true}""")]
    [InlineData(CaptionProtocol.Webhook, """{"captions":[]}""")]
    public async Task What_says_nothing_takes_the_pen_from_nobody_and_keeps_it_for_nobody(CaptionProtocol protocol, string heartbeat)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(clock);
        var (secret, id) = await server.IssueSourceAsync(protocol);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("by hand");
        (await hub.SendCommandAsync(nameof(ICaptionHub.SetTakeover), server.Session, "floor", TimeSpan.FromSeconds(2))).Accepted.ShouldBeTrue();

        clock.Advance(TimeSpan.FromSeconds(2));
        (await BeatAsync(1)).ShouldBe(200);
        (await HolderAsync()).ShouldBe(server.People[Role.Captioner].Id);
        (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", id.Writer, true)).Accepted.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(1));
        (await BeatAsync(2)).ShouldBe(200);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await pen.LineAsync("by hand again")).Accepted.ShouldBeTrue();

        async Task<int> BeatAsync(int number) => (await RawHttp.SendAsync(server.Address, protocol switch
        {
            CaptionProtocol.YouTube => $"POST /closedcaption?cid={secret}&seq={number} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n",
            CaptionProtocol.Zoom => CapturedPostTests.Zoom(secret, number),
            CaptionProtocol.Webhook => $"POST /api/captions/webhook?token={secret}&seq={number} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n",
            _ => $"POST /api/captions?token={secret}&seq={number} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n",
        }, heartbeat)).Status;

        async Task<ParticipantId> HolderAsync() =>
            (await server.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().WriterOf(server.Session).StateAsync()).Captions.Pens["floor"].Holder;
    }

    [Fact]
    public async Task An_empty_draft_says_that_somebody_writes_who_waits_for_the_pen()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(clock);
        (await server.ChangeMeetingAsync(new ImportRoster([new RosterEntry("Second Pen", "", StakeholderGroup.Unspecified, Role.Captioner)]))).Accepted.ShouldBeTrue();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await (await CaptionPen.TakeUpAsync(captioner, server.Session)).LineAsync("by hand");
        (await (await captioner.ConnectAsync("/hubs/captions")).SendCommandAsync(nameof(ICaptionHub.SetTakeover), server.Session, "floor", TimeSpan.FromSeconds(2)))
            .Accepted.ShouldBeTrue();
        await using var colleague = await server.VisitSecondCaptionerAsync();
        var theirs = await CaptionPen.TakeUpAsync(colleague, server.Session);
        clock.Advance(TimeSpan.FromSeconds(2));

        theirs.Draft("");
        await theirs.PutDownAsync();

        (await server.StoredTextAsync()).ShouldContain("pen-taken-over");
    }

    [Fact]
    public async Task Whoever_is_given_the_pen_has_the_time_that_was_set_to_begin()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(clock);
        var (_, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("by hand");
        (await hub.SendCommandAsync(nameof(ICaptionHub.SetTakeover), server.Session, "floor", TimeSpan.FromSeconds(5))).Accepted.ShouldBeTrue();
        clock.Advance(TimeSpan.FromMinutes(10));

        (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", id.Writer, true)).Accepted.ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(4));

        (await pen.LineAsync("held back until now")).Rejection.ShouldBe(Rejections.PenHeld("Software"));
        clock.Advance(TimeSpan.FromSeconds(1));
        (await pen.LineAsync("they do not begin")).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task A_line_that_waits_for_its_end_is_finished_whatever_the_heartbeats()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await StartAsync(clock);
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        Task Post(string body) => RawHttp.SendAsync(server.Address, $"POST /api/captions?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", body);
        await Post("""{"text":"begun"}""");

        for (var second = 0; second < 60; second++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Post("{}");
        }

        await server.Services.GetRequiredService<SourceDesk>().FinishIdleAsync(all: false);
        (await server.LinesAsync()).ShouldBe(["begun"]);
    }

    [Fact]
    public async Task A_higher_control_token_hands_over_between_software_and_the_hub()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("by hand");
        Task<RawAnswer> Post(int seq, int token, string text) => RawHttp.SendAsync(
            server.Address,
            $"POST /api/captions?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n",
            $$"""{"seq":{{seq}},"controlToken":{{token}},"text":"{{text}}"}""");

        await Post(1, 1, "not higher\\n");
        await Post(2, 2, "on air and ");
        (await hub.SendCommandAsync(nameof(ICaptionHub.ClaimPen), server.Session, "floor", 2L)).Rejection.ShouldBe(Rejections.TokenNotHigher("Software"));
        (await hub.SendCommandAsync(nameof(ICaptionHub.ClaimPen), server.Session, "floor", 3L)).Rejection.ShouldBeNull();
        await pen.LineAsync("by hand again");
        await Post(3, 2, "too low\\n");

        (await server.LinesAsync()).ShouldBe(["by hand", "on air and", "by hand again"]);
    }

    [Fact]
    public async Task Whatever_the_order_of_hand_overs_no_word_is_lost_doubled_or_mixed_into_another_line()
    {
        await using var server = await RunningServer.StartAsync("--Sources:PostsPerSecond=10000", "--Captions:LinesPerSecond=10000", "--Connections:CommandsPerSecond=10000");
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var desk = server.Services.GetRequiredService<SourceDesk>();
        var index = server.Services.GetRequiredService<SourceIndex>();
        var (secretA, a) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "A");
        var (secretB, b) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "B");
        var random = new Random(7);
        var (onAir, word) = (a, 0);
        var expected = new List<string>();
        var sequence = new Dictionary<CaptionSourceId, long> { [a] = 0, [b] = 0 };
        (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", onAir.Writer, true)).Rejection.ShouldBeNull();
        for (var handOver = 0; handOver < HandOvers; handOver++)
        {
            for (var count = random.Next(6); count > 0; count--)
            {
                var source = random.Next(3) == 0 ? (onAir == a ? b : a) : onAir;
                var text = $"{(source == a ? 'a' : 'b')}{(++word).ToString(CultureInfo.InvariantCulture)}";
                var body = System.Text.Encoding.UTF8.GetBytes(text + (random.Next(3) == 0 ? "\n" : " "));
                var number = ++sequence[source];
                var found = (await index.FindAsync(source == a ? secretA : secretB)).ShouldNotBeNull();
                // A cut: the answer is lost and the post sent again, sometimes twice.
                for (var again = random.Next(3); again >= 0; again--)
                {
                    (await desk.PostAsync(found, number, null, body))?.Code.ShouldBe(source == onAir ? 0 : 301);
                }

                if (source == onAir)
                {
                    expected.Add(text);
                }
            }

            onAir = onAir == a ? b : a;
            (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", onAir.Writer, true)).Rejection.ShouldBeNull();
        }

        await server.PauseAsync();
        var lines = await server.LinesAsync();
        lines.SelectMany(line => line.Split(' ')).ShouldBe(expected);
        lines.ShouldAllBe(line => line.Split(' ').Select(each => each[0]).Distinct().Count() == 1);
    }

    [Fact]
    public async Task Posts_whose_connections_are_cut_anywhere_and_that_are_sent_again_leave_each_word_once()
    {
        await using var server = await RunningServer.StartAsync("--Sources:PostsPerSecond=10000", "--Captions:LinesPerSecond=10000", "--Connections:CommandsPerSecond=10000");
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var sources = new[] { await server.IssueSourceAsync(CaptionProtocol.Zoom, "A"), await server.IssueSourceAsync(CaptionProtocol.Zoom, "B") };
        var (random, expected, word) = (new Random(11), new List<string>(), 0);
        for (var handOver = 0; handOver < HandOvers; handOver++)
        {
            var (onAir, number) = (handOver % 2, (handOver / 2 * 10) + 1);
            (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", sources[onAir].Id.Writer, true)).Rejection.ShouldBeNull();
            for (var count = random.Next(1, 4); count > 0; count--, number++)
            {
                var text = $"{"ab"[onAir]}{(++word).ToString(CultureInfo.InvariantCulture)}é";
                var (head, body) = (CapturedPostTests.Zoom(sources[onAir].Secret, number), text + (random.Next(3) == 0 ? "\n" : " "));
                for (var cuts = random.Next(3); cuts > 0; cuts--)
                {
                    await RawHttp.CutAsync(server.Address, head, body, random.NextDouble() * 1.2, hard: random.Next(2) == 0);
                }

                (await RawHttp.SendAsync(server.Address, head, body)).Status.ShouldBe(200);
                expected.Add(text);
            }
        }

        await server.PauseAsync();
        var lines = await server.LinesAsync();
        lines.SelectMany(line => line.Split(' ')).ShouldBe(expected);
        lines.ShouldAllBe(line => line.Split(' ').Select(each => each[0]).Distinct().Count() == 1);
    }

    [Fact]
    public async Task Whatever_the_software_and_however_the_pen_goes_on_while_posts_are_under_way_no_word_is_lost_doubled_or_mixed_into_another_line()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(
            new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "--Sources:PostsPerSecond=10000", "--Captions:LinesPerSecond=10000", "--Connections:CommandsPerSecond=10000");
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        var random = new Random(13);
        var writers = new List<Writing>();
        foreach (var protocol in new[] { CaptionProtocol.Zoom, CaptionProtocol.YouTube, CaptionProtocol.Teams, CaptionProtocol.Json, CaptionProtocol.Webhook, CaptionProtocol.StreamText })
        {
            var (secret, id) = await server.IssueSourceAsync(protocol, protocol.ToString());
            writers.Add(new Writing(server, clock, protocol, secret, id, (char)('a' + writers.Count), new Random(random.Next())));
        }

        var byHand = new List<string>();
        await pen.LineAsync("hand0");
        byHand.Add("hand0");
        (await hub.SendCommandAsync(nameof(ICaptionHub.SetTakeover), server.Session, "floor", TimeSpan.FromSeconds(2))).Accepted.ShouldBeTrue();
        for (var handOver = 1; handOver <= HandOvers; handOver++)
        {
            // All write at once, each one post after the other, while the pen goes on.
            var under = writers.Select(writer => writer.WriteAsync(writer.Random.Next(3))).ToList();
            switch (handOver % 3)
            {
                case 0:
                    (await GiveAsync(writers[random.Next(writers.Count)].Id.Writer)).Rejection.ShouldBeNull();
                    break;
                case 1:
                    (await GiveAsync(server.People[Role.Captioner].Id)).Rejection.ShouldBeNull();
                    if ((await pen.LineAsync($"hand{handOver}")).Accepted)
                    {
                        byHand.Add($"hand{handOver}");
                    }

                    (await hub.SendCommandAsync(nameof(ICaptionHub.OfferPen), server.Session, "floor")).Rejection.ShouldBeNull();
                    break;
                default:
                    clock.Advance(TimeSpan.FromSeconds(2));
                    break;
            }

            await Task.WhenAll(under);
        }

        await server.PauseAsync();
        var lines = await server.LinesAsync();
        lines.ShouldAllBe(line => line.Split(' ').Select(word => word[0]).Distinct().Count() == 1);
        var words = lines.SelectMany(line => line.Split(' ')).ToLookup(word => word[0]);
        words['h'].ShouldBe(byHand);
        var desk = server.Services.GetRequiredService<SourceDesk>();
        foreach (var writer in writers)
        {
            // Each post is one word: on air, or counted as not aired; those in the record are in their order.
            var said = words[writer.Letter].ToList();
            said.ShouldBe(writer.Sent.Where(said.ToHashSet().Contains), writer.Protocol.ToString());
            said.Count.ShouldBe(writer.Sent.Count - (desk.Find(writer.Id)?.NotAired ?? 0), $"{writer.Protocol} told {string.Join(' ', writer.Told)}, said {string.Join(' ', said)}, record {string.Join(" / ", lines)}");
            writer.Told.ShouldAllBe(post => said.Contains(post.Word) == post.Aired, writer.Protocol.ToString());
            said.ShouldNotBeEmpty(writer.Protocol.ToString());
        }

        var record = await server.StoredTextAsync();
        record.ShouldContain("pen-taken-over");

        Task<CommandResult> GiveAsync(ParticipantId to) => hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", to, true);
    }

    private static Task<RawAnswer> PostAsync(RunningServer server, CaptionProtocol protocol, string secret, long number, string text)
    {
        var (head, body) = RequestOf(protocol, secret, number, text);
        return RawHttp.SendAsync(server.Address, head, body);
    }

    private static (string Head, string Body) RequestOf(CaptionProtocol protocol, string secret, long number, string text) => protocol switch
    {
        CaptionProtocol.Teams => ($"POST /cartcaption?meetingid=1&token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", text),
        CaptionProtocol.Webhook => (
            $"POST /api/captions/webhook?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", $$"""{"transcript":"{{text}}","sequence":{{number}}}"""),
        CaptionProtocol.Json => (
            $"POST /api/captions?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", $$"""{"seq":{{number}},"text":"{{text}}"}"""),
        _ => (CapturedPostTests.Zoom(secret, number), text),
    };

    private static async Task<RunningServer> StartAsync(TimeProvider? clock = null)
    {
        var server = await RunningServer.StartAsync(
            new InMemorySessionLog(), builder => builder.Services.AddSingleton(clock ?? TimeProvider.System), "--Sources:PostsPerSecond=10000");
        await server.OpenSessionAsync();
        return server;
    }

    /// <summary>Software that posts one word after the other, loses connections and answers, and sends again what it has no answer to.</summary>
    private sealed class Writing(RunningServer server, FakeTimeProvider clock, CaptionProtocol protocol, string secret, CaptionSourceId id, char letter, Random random)
    {
        public CaptionProtocol Protocol => protocol;

        public CaptionSourceId Id => id;

        public char Letter => letter;

        public Random Random => random;

        public List<string> Sent { get; } = [];

        /// <summary>What the answers said of words, where the protocol says it.</summary>
        public List<(string Word, bool Aired)> Told { get; } = [];

        public async Task WriteAsync(int posts)
        {
            for (; posts > 0; posts--)
            {
                var word = $"{letter}{(Sent.Count + 1).ToString(CultureInfo.InvariantCulture)}é";
                Sent.Add(word);
                var (head, body) = RequestOf(protocol, secret, Sent.Count, TextOf(word, random.Next(3) == 0));
                for (var cuts = random.Next(3); cuts > 0; cuts--)
                {
                    await RawHttp.CutAsync(server.Address, head, body, random.NextDouble() * 1.2, hard: random.Next(2) == 0);
                }

                var answer = await RawHttp.SendAsync(server.Address, head, body);
                answer.Status.ShouldBeOneOf(200, 202);
                if (protocol is CaptionProtocol.Json or CaptionProtocol.Webhook)
                {
                    Told.Add((word, answer.Status == 200));
                }
            }
        }

        private string TextOf(string word, bool last) => protocol switch
        {
            CaptionProtocol.Zoom or CaptionProtocol.StreamText => word + (last ? "\n" : " "),
            CaptionProtocol.Json => word + (last ? "\\n" : " "),
            CaptionProtocol.YouTube => $"{clock.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture)}\n{word}\n",
            _ => word,
        };
    }
}
