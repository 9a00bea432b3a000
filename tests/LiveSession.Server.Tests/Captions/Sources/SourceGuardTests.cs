using System.IO.Compression;
using System.Text;
using LiveSession.Server.Captions;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>What must not get in, and what must not be told.</summary>
public sealed class SourceGuardTests
{
    private static int Bodies => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 5_000 : 150;

    [Fact]
    public async Task Unknown_and_withdrawn_addresses_get_the_same_answer_at_once()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "before\n")).Status.ShouldBe(200);

        (await server.ChangeMeetingAsync(new RevokeCaptionSource(id))).Accepted.ShouldBeTrue();
        var withdrawn = await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 2), "after\n");
        var unknown = await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom("nobody", 2), "after\n");
        var none = await RawHttp.SendAsync(server.Address, "POST /closedcaption?seq=1 HTTP/1.1\nHost: x\nContent-Length: {length}\n", "after\n");

        new[] { withdrawn, unknown, none }.ShouldAllBe(answer => answer.Status == 403 && answer.Body == unknown.Body);
        (await server.LinesAsync()).ShouldBe(["before"]);
    }

    [Fact]
    public async Task A_pen_left_by_a_source_that_was_withdrawn_holds_nobody_up()
    {
        await using var server = await StartAsync();
        var (first, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "First");
        var (second, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Second");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(first, 1), "one\n");
        await server.ChangeMeetingAsync(new RevokeCaptionSource(id));

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(second, 1), "two\n");

        (await server.LinesAsync()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task The_secret_stands_neither_in_the_record_nor_in_the_log_of_the_meeting()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "one\n");

        (await server.StoredTextAsync()).ShouldNotContain(secret);
        await foreach (var stored in server.Log.ReadStoredAsync(Core.Log.LogId.Of(server.Meeting), TestContext.Current.CancellationToken))
        {
            Encoding.UTF8.GetString(stored.Canonical.Span).ShouldNotContain(secret);
        }
    }

    [Fact]
    public async Task Posts_too_large_are_refused_packed_or_not_and_readers_notice_nothing()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        var head = CapturedPostTests.Zoom(secret, 1);

        using var bomb = new MemoryStream();
        await using (var gzip = new GZipStream(bomb, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var megabyte = 0; megabyte < 50; megabyte++)
            {
                await gzip.WriteAsync(new byte[1_000_000], TestContext.Current.CancellationToken);
            }
        }

        (await RawHttp.SendAsync(server.Address, head + "Content-Encoding: gzip\n", bomb.ToArray())).Status.ShouldBe(413);
        (await RawHttp.SendAsync(server.Address, head, new byte[70_000])).Status.ShouldBe(413);
        (await RawHttp.SendAsync(server.Address, head + "Content-Encoding: gzip\n", "no gzip at all")).Status.ShouldBe(400);
        (await RawHttp.SendAsync(server.Address, head + "Content-Encoding: exotic\n", "x")).Status.ShouldBe(415);
        (await RawHttp.SendAsync(server.Address, head, "still here\n")).Status.ShouldBe(200);
        (await server.LinesAsync()).ShouldBe(["still here"]);
    }

    [Fact]
    public async Task The_addresses_are_described_in_OpenAPI_and_nothing_else_is()
    {
        await using var server = await RunningServer.StartAsync();
        await using var stranger = await server.VisitAsync(null);

        using var document = System.Text.Json.JsonDocument.Parse(await stranger.Http.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), TestContext.Current.CancellationToken));

        document.RootElement.GetProperty("paths").EnumerateObject().Select(path => path.Name)
            .ShouldBe(["/closedcaption", "/closedcaption/seq", "/cartcaption", "/api/captions/webhook", "/api/captions"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_language_named_for_one_post_is_not_that_of_the_next()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Teams, language: "fr");
        string[] posts = ["&lang=en-us", "", "&lang=es", "&lang=FR-ch", ""];
        for (var post = 0; post < posts.Length; post++)
        {
            await RawHttp.SendAsync(server.Address, $"POST /cartcaption?meetingid=1&token={secret}{posts[post]} HTTP/1.1\nHost: x\nContent-Type: text/plain\nContent-Length: {{length}}\n", $"post {post}");
        }

        var state = await server.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().WriterOf(server.Session).StateAsync();
        state.Captions.Lines.Select(line => line.Language).ShouldBe(["en-us", "fr", "es", "fr", "fr"], StringComparer.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_is_heard_is_shown_to_the_owner_without_turning_their_page_around()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "one \u202Etwo\u2066 three\u200F\n");

        server.Services.GetRequiredService<SourceDesk>().Find(id)!.Echo.ShouldBe("one two three\u200F ");
    }

    [Fact]
    public async Task Packed_posts_are_taken()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync("packed\n"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1) + "Content-Encoding: gzip\n", packed.ToArray())).Status.ShouldBe(200);
        (await server.LinesAsync()).ShouldBe(["packed"]);
    }

    [Fact]
    public async Task A_flood_of_one_source_is_refused_and_another_one_is_heard()
    {
        await using var server = await RunningServer.StartAsync("--Sources:PostsPerSecond=1");
        await server.OpenSessionAsync();
        var (flood, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        var (calm, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Calm", "fr", "fr");

        var answers = new List<int>();
        for (var seq = 1; seq <= 30; seq++)
        {
            answers.Add((await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(flood, seq), "x\n")).Status);
        }

        answers.ShouldContain(429);
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(calm, 1), "calm\n")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData(CaptionProtocol.Zoom, "Ab! ", 16_384)]
    [InlineData(CaptionProtocol.YouTube, "a<br>", 13_000)]
    [InlineData(CaptionProtocol.Webhook, "Ab! ", 16_000)]
    public async Task The_chair_closes_the_session_while_posts_of_thousands_of_lines_rain_in(CaptionProtocol protocol, string line, int count)
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(protocol);
        var (head, body) = protocol switch
        {
            CaptionProtocol.Zoom => (CapturedPostTests.Zoom(secret, 1), string.Concat(Enumerable.Repeat(line, count))),
            CaptionProtocol.YouTube => ($"POST /closedcaption?cid={secret}&seq=1 HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", $"2026-11-23T19:22:52.215\n{string.Concat(Enumerable.Repeat(line, count))}\n"),
            _ => ($"POST /api/captions/webhook?token={secret}&seq=1 HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", $"{{\"transcript\":\"{string.Concat(Enumerable.Repeat(line, count))}\"}}"),
        };
        await using var chair = await server.VisitAsync(Role.Chair);
        var hub = await chair.ConnectAsync("/hubs/floor");
        using var over = new CancellationTokenSource();
        var rain = Enumerable.Range(0, 3).Select(_ => RainAsync()).ToList();

        (await hub.SendCommandAsync(nameof(IFloorHub.CloseSession), server.Session)).Accepted.ShouldBeTrue();

        await over.CancelAsync();
        (await Task.WhenAll(rain)).SelectMany(statuses => statuses).Distinct().ShouldBe([413]);
        (await server.LinesAsync()).ShouldBeEmpty();

        async Task<List<int>> RainAsync()
        {
            var statuses = new List<int>();
            do
            {
                statuses.Add((await RawHttp.SendAsync(server.Address, head, body)).Status);
            }
            while (!over.IsCancellationRequested);
            return statuses;
        }
    }

    [Fact]
    public async Task Software_whose_window_shows_many_sentences_is_paced_by_those_that_are_new()
    {
        await using var server = await RunningServer.StartAsync("--Captions:LinesPerSecond=4");
        await server.OpenSessionAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        var window = "One is here. Two is here. Three is here. Now";
        var statuses = new List<int>();
        for (var seq = 1; seq <= 20; seq++)
        {
            statuses.Add((await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, seq), window += " on")).Status);
        }

        statuses.ShouldAllBe(status => status == 200);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_source_whose_line_cannot_be_finished_holds_up_no_other_and_does_not_stop_the_server(bool gaveUp)
    {
        await using var server = await StartAsync();
        var (broken, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Broken");
        var (sound, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Sound", "fr", "fr");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(broken, 1), "begun");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(sound, 1), "commencé");
        var desk = server.Services.GetRequiredService<SourceDesk>();
        desk.Changed += source =>
        {
            if (source.Id == id)
            {
                Exception fault = gaveUp ? new OperationCanceledException("The console gave up.") : new InvalidOperationException("The console is broken.");
                throw fault;
            }
        };

        await desk.FinishIdleAsync(all: true);

        (await server.LinesAsync("fr")).ShouldBe(["commencé"]);
    }

    [Fact]
    public async Task What_a_source_has_begun_is_looked_at_when_nobody_writes_it()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "One line.\n");
        Task finishing;
        using (await server.Services.GetRequiredService<TrackGates>().EnterAsync(server.Session, "floor", TestContext.Current.CancellationToken))
        {
            finishing = server.Services.GetRequiredService<SourceDesk>().FinishIdleAsync(all: false);
            finishing.IsCompleted.ShouldBeFalse();
        }

        await finishing;
    }

    [Fact]
    public async Task Nothing_is_taken_before_the_session_opens()
    {
        await using var server = await RunningServer.StartAsync();
        var (zoom, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        var (teams, _) = await server.IssueSourceAsync(CaptionProtocol.Teams, "Teams", "fr", "fr");

        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(zoom, 1), "early\n")).Status.ShouldBe(400);
        (await RawHttp.SendAsync(server.Address, $"POST /cartcaption?token={teams} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n", "early")).Status.ShouldBe(404);
        await server.OpenSessionAsync();
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(zoom, 1), "in time\n")).Status.ShouldBe(200);

        (await server.LinesAsync()).ShouldBe(["in time"]);
    }

    [Fact]
    public async Task While_the_archive_is_away_the_software_is_asked_to_come_again_and_nothing_is_lost_or_doubled()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        server.Log.FailWith("the disk is full");
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "one\n")).Status.ShouldBe(503);
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "one\n")).Status.ShouldBe(503);
        server.Log.Recover();
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "one\n")).Status.ShouldBe(200);
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 2), "two\n")).Status.ShouldBe(200);

        (await server.LinesAsync()).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_post_sent_again_to_a_server_that_was_started_again_is_not_doubled()
    {
        var log = new InMemorySessionLog();
        await using var server = await RunningServer.StartAsync(log, null);
        await server.OpenSessionAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 1), "one\n");
        await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secret, 2), "two\nand ");

        // What a new process knows is what it folds from the log: the desk begins with nothing.
        var again = ActivatorUtilities.CreateInstance<SourceDesk>(server.Services);
        var found = (await server.Services.GetRequiredService<SourceIndex>().FindAsync(secret)).ShouldNotBeNull();
        (await again.LastNumberAsync(found)).ShouldBe(2);
        (await again.PostAsync(found, 1, null, "one\n"u8.ToArray())).ShouldBeNull();
        (await again.PostAsync(found, 2, null, "two\nand "u8.ToArray())).ShouldBeNull();
        (await again.PostAsync(found, 3, null, "three\n"u8.ToArray())).ShouldBeNull();

        id.ShouldBe(found.Source.Id);
        (await server.LinesAsync()).ShouldBe(["one", "two", "and three"]);
    }

    [Fact]
    public async Task One_time_far_from_the_others_costs_no_words()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.YouTube);
        var number = 0;
        foreach (var (stamp, word) in new[] { (Stamp(0), "One."), ("9999-12-31T23:59:59.999", "Two."), (Stamp(1), "Three."), ("0001-01-01T00:00:00.000", "Four."), (Stamp(2), "Five."), (Stamp(3), "Six.") })
        {
            var head = $"POST /closedcaption?cid={secret}&seq={++number} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n";
            (await RawHttp.SendAsync(server.Address, head, $"{stamp}\n{word}\n")).Status.ShouldBe(200);
        }

        (await server.LinesAsync()).ShouldBe(["One.", "Two.", "Three.", "Four.", "Five."]);

        string Stamp(int seconds) => TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task A_post_that_was_cut_is_not_glued_to_the_next()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        var desk = server.Services.GetRequiredService<SourceDesk>();
        var found = (await server.Services.GetRequiredService<SourceIndex>().FindAsync(secret)).ShouldNotBeNull();

        await desk.PostAsync(found, 1, null, "Welcome to "u8.ToArray());
        await desk.PostAsync(found, 2, null, "Gen\u00e8"u8.ToArray(), cut: true);
        await desk.PostAsync(found, 3, null, "Suite de la s\u00e9ance.\n"u8.ToArray());

        (await server.LinesAsync()).ShouldBe(["Welcome to Gen\u00e8 Suite de la s\u00e9ance."]);
    }

    [Fact]
    public async Task No_body_whatever_it_holds_breaks_anything()
    {
        await using var server = await RunningServer.StartAsync("--Sources:PostsPerSecond=10000");
        await server.OpenSessionAsync();
        var heads = new List<string>();
        foreach (var (protocol, path) in new[]
        {
            (CaptionProtocol.Zoom, "/closedcaption?signature="), (CaptionProtocol.YouTube, "/closedcaption?cid="), (CaptionProtocol.StreamText, "/closedcaption?signature="),
            (CaptionProtocol.Teams, "/cartcaption?token="), (CaptionProtocol.Webhook, "/api/captions/webhook?token="), (CaptionProtocol.Json, "/api/captions?token="),
        })
        {
            var (secret, _) = await server.IssueSourceAsync(protocol, protocol.ToString(), protocol.ToString().ToLowerInvariant());
            heads.Add($"POST {path}{secret}&seq={{seq}} HTTP/1.1\nHost: x\nContent-Length: {{length}}\n");
        }

        for (var seed = 0; seed < Bodies; seed++)
        {
            var random = new Random(seed);
            var head = heads[seed % heads.Count].Replace("{seq}", random.Next(6) switch { 0 => "-1", 1 => "x", 2 => "99999999999999999999", _ => $"{seed}" }, StringComparison.Ordinal);
            (await RawHttp.SendAsync(server.Address, head, BodyOf(random))).Status.ShouldBeLessThan(500, $"seed {seed}");
        }
    }

    [Fact]
    public async Task No_body_breaks_anything_however_it_is_packed_cut_and_sent()
    {
        await using var server = await RunningServer.StartAsync("--Sources:PostsPerSecond=10000");
        await server.OpenSessionAsync();
        var heads = new List<string>();
        foreach (var (protocol, path) in new[]
        {
            (CaptionProtocol.Zoom, "/closedcaption?signature="), (CaptionProtocol.StreamText, "/closedcaption?signature="), (CaptionProtocol.Teams, "/cartcaption?token="),
            (CaptionProtocol.Webhook, "/api/captions/webhook?token="), (CaptionProtocol.Json, "/api/captions?token="),
        })
        {
            var (secret, _) = await server.IssueSourceAsync(protocol, protocol.ToString(), protocol.ToString().ToLowerInvariant());
            heads.Add($"POST {path}{secret}&seq={{seq}} HTTP/1.1\nHost: x\n");
        }

        var seen = new HashSet<int>();
        for (var seed = 0; seed < Bodies; seed++)
        {
            var random = new Random(seed);
            var (named, packing) = (PackingOf(random), PackingOf(random));
            var plain = random.Next(12) == 0 ? new byte[random.Next(200_000)] : BodyOf(random);
            var body = Packed(random.Next(4) == 0 ? packing : named, plain);
            body = random.Next(3) == 0 ? body[..random.Next(body.Length + 1)] : body;
            var chunked = random.Next(2) == 0;
            var head = heads[seed % heads.Count].Replace("{seq}", $"{seed}", StringComparison.Ordinal)
                + (named.Length > 0 ? $"Content-Encoding: {named}\n" : "") + (chunked ? "Transfer-Encoding: chunked\n" : "Content-Length: {length}\n");
            body = chunked ? Chunked(body, random) : body;

            // What is cut inside a chunk has no end: nobody waits for the answer, and the server waits for nobody.
            if (chunked && random.Next(5) == 0)
            {
                await RawHttp.CutAsync(server.Address, head, body, random.NextDouble(), hard: random.Next(2) == 0);
                continue;
            }

            var status = (await RawHttp.SendAsync(server.Address, head, body)).Status;
            status.ShouldBeLessThan(500, $"seed {seed}");
            seen.Add(status);
        }

        // What it is about has come up.
        seen.ShouldBeSubsetOf([200, 202, 400, 413, 415, 429]);
        seen.ShouldContain(200);
        seen.ShouldContain(400);
        seen.ShouldContain(413);
        seen.ShouldContain(415);
    }

    private static string PackingOf(Random random) => random.Next(9) switch { < 2 => "gzip", < 4 => "deflate", < 6 => "br", 6 => "zstd", 7 => "gzip, br", _ => "" };

    private static byte[] Packed(string encoding, byte[] plain)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => Stream.Null,
        })
        {
            packer.Write(plain);
        }

        return encoding is "gzip" or "deflate" or "br" ? packed.ToArray() : plain;
    }

    private static byte[] Chunked(byte[] body, Random random)
    {
        var chunks = new List<byte>();
        for (var at = 0; at < body.Length;)
        {
            var count = Math.Min(body.Length - at, random.Next(1, 400));
            chunks.AddRange(Encoding.ASCII.GetBytes(count.ToString(random.Next(2) == 0 ? "x" : "X4", System.Globalization.CultureInfo.InvariantCulture) + (random.Next(8) == 0 ? ";q=1" : "") + "\r\n"));
            chunks.AddRange(body[at..(at + count)]);
            chunks.AddRange("\r\n"u8);
            at += count;
        }

        chunks.AddRange(random.Next(10) == 0 ? "0\r\nTrailer: x\r\n\r\n"u8 : random.Next(10) == 0 ? "zz\r\n\r\n"u8 : "0\r\n\r\n"u8);
        return [.. chunks];
    }

    private static byte[] BodyOf(Random random)
    {
        string[] scraps =
            [
                "{\"text\":", "\"\\ud800\"", "{\"edits\":[{\"erase\":-5},{\"erase\":99999999999},{\"text\":\"\\b\\b\"},7,null]}", "}", "[", "\b\b\b\b", "\n", "2026-11-23T19:22:52.215\n",
                "<br>", "9999-99-99T99:99:99.999\n", "\u202E", "\0", "\uFEFF", "{\"transcript\":null,\"sequence\":1e99}", "{\"captions\":[{\"text\":\"x\"},null,3]}", "{\"speaker\":{}}",
                "word ", "é", "\U0001F30D", "9999-12-31T23:59:59.999\nx\n", "0001-01-01T00:00:00.000\ny\n", "{\"spokenAt\":\"9999-12-31T23:59:59Z\",\"text\":\"q\\n\"}",
                "{\"spokenAt\":\"0001-01-01T00:00:00Z\",\"text\":\"q\\n\"}",
            ];
        var bytes = new List<byte>();
        for (var count = random.Next(12); count > 0; count--)
        {
            bytes.AddRange(random.Next(5) == 0 ? Enumerable.Range(0, 5).Select(_ => (byte)random.Next(256)) : Encoding.UTF8.GetBytes(scraps[random.Next(scraps.Length)]));
        }

        return [.. bytes];
    }

    private static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        return server;
    }
}
