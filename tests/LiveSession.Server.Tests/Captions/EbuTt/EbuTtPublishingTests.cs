using System.Net.WebSockets;
using LiveSession.Server.Captions.EbuTt;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Tests.Captions.Sources;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Captions.EbuTt;

public sealed class EbuTtPublishingTests
{
    private const string Group = "ebuttp:authorsGroupIdentifier='hall'";

    private static int HandOvers => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 1_000 : 40;

    [Theory]
    [InlineData("/one/publish?token={0}")]
    [InlineData("/ebu-tt-live/{0}/one/publish")]
    public async Task Documents_become_lines_on_either_address(string path)
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, string.Format(System.Globalization.CultureInfo.InvariantCulture, path, secret));

        await software.SendAsync(1, "Thank you");
        await software.SendAsync(2, "Thank you, Chair.|We agree");
        await software.SendAsync(2, "sent twice");
        await software.SendAsync("<m:message xmlns:m='urn:ebu:tt:livemessage'/>");
        await software.SendAsync(1, "too late");
        await software.SendAsync(9, "We agree with it.|Next");
        await LinesAsync(server, "Thank you, Chair.", "We agree with it.");

        await server.PauseAsync();
        (await server.LinesAsync()).ShouldBe(["Thank you, Chair.", "We agree with it.", "Next"]);
        server.Services.GetRequiredService<SourceDesk>().Find(id)!.Refusal.ShouldBeNull();
        await software.CloseAsync();
    }

    [Fact]
    public async Task What_stands_on_the_screen_from_off_the_record_comes_into_no_line_and_what_stood_there_before_is_not_changed()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");
        Task HeardAsync(string words) =>
            UntilAsync(() => server.Services.GetRequiredService<SourceDesk>().Find(id)?.Echo.Contains(words, StringComparison.Ordinal) == true);
        await using var chair = await server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");

        await software.SendAsync(1, "The vote|is");
        await HeardAsync("is");
        await floor.SendCommandAsync(nameof(IFloorHub.GoOffTheRecord), server.Session);
        await software.SendAsync(2, "The vote|is RIGGED|SECRET");
        await HeardAsync("SECRET");
        await software.SendAsync(3, "The vote|was RIGGED|SECRET|NOBODY");
        await HeardAsync("NOBODY");
        await floor.SendCommandAsync(nameof(IFloorHub.GoOnTheRecord), server.Session);
        await software.SendAsync(4, "The vote|was RIGGED|SECRET|NOBODY|Thank you");
        await software.SendAsync(5, "was RIGGED|SECRET|NOBODY|Thank you, Chair|Next");
        await LinesAsync(server, "The vote", "is", "Thank you, Chair");

        (await server.StoredTextAsync()).ShouldNotContain("RIGGED");
        (await server.StoredTextAsync()).ShouldNotContain("SECRET");
        await software.CloseAsync();
    }

    [Fact]
    public async Task The_name_of_the_sequence_is_decoded_once()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/a%2Fb%20%2520/publish?token={secret}");

        await software.SendAsync(1, "one|two", sequence: "a/b %20");

        await LinesAsync(server, "one");
    }

    [Theory]
    [InlineData("<!DOCTYPE tt [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;'>]><tt xmlns='http://www.w3.org/ns/ttml'>&b;</tt>", WebSocketCloseStatus.InvalidPayloadData, "document type", 330)]
    [InlineData("<tt xmlns='urn:other'/>", WebSocketCloseStatus.InvalidPayloadData, "urn:other", 330)]
    [InlineData("plain words", WebSocketCloseStatus.InvalidPayloadData, "not XML", 330)]
    [InlineData("{other}", WebSocketCloseStatus.PolicyViolation, "one", 331)]
    [InlineData("{huge}", WebSocketCloseStatus.MessageTooBig, "65536", 325)]
    [InlineData("{bytes}", WebSocketCloseStatus.InvalidMessageType, "bytes", 330)]
    public async Task What_is_no_document_ends_the_connection_with_a_reason_and_the_owner_is_told(string sent, WebSocketCloseStatus status, string reason, int code)
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");

        var bytes = sent switch
        {
            "{other}" => EbuTtClient.Document(1, "x", sequence: "two"),
            "{huge}" => new string('x', 10_000_000),
            _ => sent,
        };
        var sending = software.SendAsync(System.Text.Encoding.UTF8.GetBytes(bytes), sent == "{bytes}" ? WebSocketMessageType.Binary : WebSocketMessageType.Text);
        var (closed, said) = await software.EndAsync();
        await Record.ExceptionAsync(() => sending);

        closed.ShouldBe(status);
        said.ShouldNotBeNull().ShouldContain(reason);
        server.Services.GetRequiredService<SourceDesk>().Find(id)!.Refusal!.Code.ShouldBe(code);
        using var again = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");
        await again.SendAsync(1, "still|here");
        await LinesAsync(server, "still");
    }

    [Fact]
    public async Task What_is_no_UTF8_ends_the_connection_and_the_owner_is_told()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");

        await software.SendAsync([0x3C, 0xE9, 0x3E], WebSocketMessageType.Text);

        (await software.EndAsync()).Status.ShouldBe(WebSocketCloseStatus.InvalidPayloadData);
        await UntilAsync(() => server.Services.GetRequiredService<SourceDesk>().Find(id) is { } live && live.DamagedAt.Keys.SequenceEqual([Ingest.Live.TextDamages.OtherEncoding]));
    }

    [Fact]
    public async Task Rows_that_come_faster_than_lines_may_be_written_are_refused_and_come_once_with_a_later_document()
    {
        await using var server = await StartAsync("--Captions:LinesPerSecond=4");
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        var desk = server.Services.GetRequiredService<SourceDesk>();
        var found = (await server.Services.GetRequiredService<SourceIndex>().FindAsync(secret)).ShouldNotBeNull();
        var number = 0;
        Task<Rejection?> SendAsync(int from, int count) => desk.DocumentAsync(found, Ingest.Live.EbuTt.EbuTtReader.Read(EbuTtClient.Document(
            ++number, string.Join('|', Enumerable.Range(from, count).Select(row => $"row {row}")))).Document.ShouldNotBeNull(), first: number == 1);

        (await SendAsync(1, 9)).ShouldBe(Rejections.PostTooManyLines(4));
        var refused = new HashSet<Rejection>();
        for (var row = 1; row <= 12; row++)
        {
            while (await SendAsync(row, 3) is { } tooFast)
            {
                refused.Add(tooFast);
                await Task.Yield();
            }
        }

        await server.PauseAsync();
        refused.ShouldBe([Rejections.TooFast(4)]);
        (await server.LinesAsync()).ShouldBe(Enumerable.Range(1, 14).Select(row => $"row {row}"));
    }

    [Fact]
    public async Task Unknown_and_withdrawn_secrets_get_the_same_answer()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        await server.ChangeMeetingAsync(new RevokeCaptionSource(id));
        await using var stranger = await server.VisitAsync(null);
        async Task<(System.Net.HttpStatusCode, string)> Ask(string path)
        {
            using var answer = await stranger.Http.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var unknown = await Ask("/one/publish?token=nobody");

        unknown.Item1.ShouldBe(System.Net.HttpStatusCode.Unauthorized);
        (await Ask($"/one/publish?token={secret}")).ShouldBe(unknown);
        (await Ask($"/ebu-tt-live/{secret}/one/publish")).ShouldBe(unknown);
        (await Ask($"/ebu-tt-live/{secret}/one/subscribe")).ShouldBe(unknown);
        (await Ask("/one/publish")).ShouldBe(unknown);
    }

    [Fact]
    public async Task A_secret_of_another_protocol_opens_nothing_here()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await Should.ThrowAsync<WebSocketException>(() => EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}"));
    }

    [Fact]
    public async Task A_source_that_is_withdrawn_is_disconnected_at_once()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");
        using var watching = await EbuTtClient.ConnectAsync(server, $"/ebu-tt-live/{secret}/one/subscribe");

        // Both listen from the start: whoever does not answer the close within a second is cut off.
        var ends = Task.WhenAll(software.EndAsync(), watching.EndAsync());

        await server.ChangeMeetingAsync(new RevokeCaptionSource(id));

        (WebSocketCloseStatus?, string?) told = (WebSocketCloseStatus.PolicyViolation, Rejections.UnknownSource.Message);
        (await ends).ShouldBe([told, told]);
    }

    [Fact]
    public async Task A_stopping_server_says_so_and_waits_for_nobody()
    {
        await using var server = await StartAsync("--LiveSession:StopWithin=00:02:00");
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");
        using var silent = await EbuTtClient.ConnectAsync(server, "/wgec_1/subscribe");

        var stopping = server.StopAsync();

        (await software.EndAsync()).Status.ShouldBe(WebSocketCloseStatus.EndpointUnavailable);
        await stopping.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_flood_ends_with_a_reason_and_others_are_heard()
    {
        await using var server = await StartAsync("--Sources:PostsPerSecond=1");
        var (flood, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        var (calm, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive, "Calm", "fr", "fr");
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={flood}");
        using var other = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={calm}");

        for (var number = 1; number <= 30; number++)
        {
            await Record.ExceptionAsync(() => software.SendAsync(number, $"word {number}"));
        }

        var (status, reason) = await software.EndAsync();
        (status, reason).ShouldBe((WebSocketCloseStatus.PolicyViolation, Rejections.TooFast(1).Message));
        await other.SendAsync(1, "calm|er");
        await LinesAsync(server, "fr", "calm");
    }

    [Fact]
    public async Task A_source_has_so_many_connections_and_no_more()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        var open = new List<EbuTtClient>();
        for (var count = 0; count < EbuTtPublishing.MostConnections; count++)
        {
            open.Add(await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}"));
        }

        await Should.ThrowAsync<WebSocketException>(() => EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}"));
        open.ForEach(each => each.Dispose());
    }

    [Fact]
    public async Task Documents_before_the_opening_are_not_taken_and_the_connection_lives_on()
    {
        await using var server = await RunningServer.StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");
        await software.SendAsync(1, "early");
        await UntilAsync(() => server.Services.GetRequiredService<SourceDesk>().Find(id)?.Refusal == Rejections.SessionNotOpen);

        await server.OpenSessionAsync();
        await software.SendAsync(2, "in time|now");

        await LinesAsync(server, "in time");
    }

    [Fact]
    public async Task The_token_decides_who_is_on_air_and_may_be_lowered_by_who_is()
    {
        await using var server = await StartAsync();
        var (secretA, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive, "A");
        var (secretB, b) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive, "B");
        using var one = await EbuTtClient.ConnectAsync(server, $"/a/publish?token={secretA}");
        using var two = await EbuTtClient.ConnectAsync(server, $"/b/publish?token={secretB}");
        var desk = server.Services.GetRequiredService<SourceDesk>();

        await one.SendAsync(1, "from A|and", $"{Group} ebuttp:authorsGroupControlToken='5'", "a");
        await LinesAsync(server, "from A");
        await two.SendAsync(1, "not yet", $"{Group} ebuttp:authorsGroupControlToken='5'", "b");
        await UntilAsync(() => desk.Find(b)?.NotAired == 1);
        await two.SendAsync(2, "from B|x", $"{Group} ebuttp:authorsGroupControlToken='6'", "b");
        await LinesAsync(server, "from A", "and", "from B");
        await two.SendAsync(3, "from B|x y|z", $"{Group} ebuttp:authorsGroupControlToken='1'", "b");
        await LinesAsync(server, "from A", "and", "from B", "x y");
        await one.SendAsync(2, "A again|w", $"{Group} ebuttp:authorsGroupControlToken='2'", "a");

        await LinesAsync(server, "from A", "and", "from B", "x y", "z", "A again");
    }

    [Fact]
    public async Task Between_documents_and_posts_no_word_is_lost_doubled_or_mixed_into_another_line()
    {
        await using var server = await StartAsync("--Sources:PostsPerSecond=10000", "--Connections:CommandsPerSecond=10000");
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var hub = await captioner.ConnectAsync("/hubs/captions");
        var (desk, index) = (server.Services.GetRequiredService<SourceDesk>(), server.Services.GetRequiredService<SourceIndex>());
        var (secretE, e) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive, "E");
        var (secretZ, z) = await server.IssueSourceAsync(CaptionProtocol.Zoom, "Z");
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secretE}");
        var random = new Random(11);
        var (expected, screen, word, post, document, heard) = (new List<string>(), new List<string>(), 0, 0, 0, 0);
        for (var handOver = 0; handOver < HandOvers; handOver++)
        {
            var onAir = handOver % 2 == 0 ? e : z;
            (await hub.SendCommandAsync(nameof(ICaptionHub.GivePen), server.Session, "floor", onAir.Writer, true)).Rejection.ShouldBeNull();
            screen.Clear();
            for (var count = random.Next(1, 5); count > 0; count--)
            {
                if (onAir == e)
                {
                    screen.Add($"e{++word}");
                    await software.SendAsync(++document, string.Join(' ', screen));
                    await Record.ExceptionAsync(() => random.Next(3) == 0 ? software.SendAsync(document, string.Join(' ', screen)) : Task.CompletedTask);
                    heard = word;
                    await UntilAsync(() => desk.Find(e)?.Echo.EndsWith($"e{heard}", StringComparison.Ordinal) == true);
                    expected.Add($"e{word}");
                }
                else
                {
                    var found = (await index.FindAsync(secretZ)).ShouldNotBeNull();
                    (await desk.PostAsync(found, ++post, null, System.Text.Encoding.UTF8.GetBytes($"z{++word} "))).ShouldBeNull();
                    expected.Add($"z{word}");
                }
            }
        }

        await server.PauseAsync();
        var lines = await server.LinesAsync();
        lines.SelectMany(line => line.Split(' ')).ShouldBe(expected);
        lines.ShouldAllBe(line => line.Split(' ').Select(each => each[0]).Distinct().Count() == 1);
        (await RawHttp.SendAsync(server.Address, CapturedPostTests.Zoom(secretZ, post + 1), "")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task After_a_restart_the_screen_goes_on_from_the_record()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.EbuTtLive);
        using var software = await EbuTtClient.ConnectAsync(server, $"/one/publish?token={secret}");
        await software.SendAsync(1, "first row|the second row");
        await LinesAsync(server, "first row");
        await server.PauseAsync();

        // What a new process knows is what it folds from the log: the desk begins with nothing.
        var again = ActivatorUtilities.CreateInstance<SourceDesk>(server.Services);
        var found = (await server.Services.GetRequiredService<SourceIndex>().FindAsync(secret)).ShouldNotBeNull();
        foreach (var (number, rows) in new[] { (1, "first row|the second row"), (2, "first row|the second row goes"), (3, "the second row goes on|third") })
        {
            var document = Ingest.Live.EbuTt.EbuTtReader.Read(EbuTtClient.Document(number, rows)).Document.ShouldNotBeNull();
            (await again.DocumentAsync(found, document, first: number == 1)).ShouldBeNull();
        }

        (await server.LinesAsync()).ShouldBe(["first row", "the second row", "goes on"]);
    }

    internal static async Task<RunningServer> StartAsync(params string[] settings)
    {
        var server = await RunningServer.StartAsync(settings);
        await server.OpenSessionAsync();
        return server;
    }

    private static Task LinesAsync(RunningServer server, params string[] lines) =>
        lines[0] == "fr" ? LinesOnAsync(server, "fr", lines[1..]) : LinesOnAsync(server, "floor", lines);

    private static async Task LinesOnAsync(RunningServer server, string track, string[] lines)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!(await server.LinesAsync(track)).SequenceEqual(lines) && !limit.IsCancellationRequested)
        {
            await Task.Yield();
        }

        (await server.LinesAsync(track)).ShouldBe(lines);
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(15));
        while (!holds() && !limit.IsCancellationRequested)
        {
            await Task.Yield();
        }

        holds().ShouldBeTrue();
    }
}
