using System.Globalization;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>What captioning software really sends, byte for byte, and what readers get of it.</summary>
public sealed class CapturedPostTests
{
    [Fact]
    public async Task A_heartbeat_carries_the_number_of_the_caption_that_follows_it()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.YouTube, language: "fr");

        (await RawHttp.SendAsync(server.Address, YouTube(secret, 0))).Status.ShouldBe(200);
        (await RawHttp.SendAsync(server.Address, YouTube(secret, 0), "2026-11-23T19:22:52.213\nMerci, Monsieur le Président.<br>Second line — é\n")).Status.ShouldBe(200);
        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["Merci, Monsieur le Président.", "Second line — é"]);
    }

    [Fact]
    public async Task The_answer_is_the_time_of_the_server()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.YouTube);

        var answer = await RawHttp.SendAsync(server.Address, YouTube(secret, 0));

        answer.Body.ShouldEndWith("\n");
        var time = DateTimeOffset.ParseExact(answer.Body.TrimEnd(), "yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        (DateTimeOffset.UtcNow - time).Duration().ShouldBeLessThan(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Single_words_are_joined_by_one_space()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.YouTube);

        await RawHttp.SendAsync(server.Address, YouTube(secret, 1), "2026-11-23T19:22:52.215 region:reg1#cue1\nOne\n2026-11-23T19:22:52.315\nTwo\n");
        await RawHttp.SendAsync(server.Address, YouTube(secret, 2), "2026-11-23T19:22.53.000\n three\n");
        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["One Two three"]);
    }

    [Fact]
    public async Task A_line_between_two_breaks_is_one_line_with_the_title_of_who_is_addressed()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.YouTube);

        await RawHttp.SendAsync(server.Address, YouTube(secret, 0), "2026-11-26T18:17:46.401 region:reg1#cue1\n<br>Thank you, Mr. Chair. We agree.<br>\n");
        await RawHttp.SendAsync(server.Address, YouTube(secret, 1), "2026-11-26T18:17:47.402 region:reg1#cue1\n<br>Ms. Okafor has the floor.<br>\n");
        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["Thank you, Mr. Chair.", "We agree.", "Ms. Okafor has the floor."]);
    }

    [Fact]
    public async Task Letters_posted_one_by_one_make_words()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        var seq = 0;
        foreach (var letter in "So I say yes.")
        {
            await RawHttp.SendAsync(server.Address, Zoom(secret, ++seq), letter.ToString());
        }

        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["So I say yes."]);
    }

    [Fact]
    public async Task What_the_captioner_is_shown_of_what_is_heard_cuts_no_emoji()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.StreamText);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 1), string.Concat(Enumerable.Repeat("👏🏽", 60)) + "x👍\b");

        Find(server, id).Echo.ShouldBe(string.Concat(Enumerable.Repeat("👏🏽", 39)) + "x");
    }

    [Fact]
    public async Task The_number_of_the_last_post_is_a_plain_number_at_the_absolute_path()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);
        await RawHttp.SendAsync(server.Address, Zoom(secret, 41), "I'M SENDING ");

        var answer = await RawHttp.SendAsync(server.Address, $"""
            GET /closedcaption/seq?id=200610693&ns=GZHkEA==&expire=86400&sparams=id%2Cns%2Cexpire&signature={secret} HTTP/1.1
            Accept-Encoding: identity
            Host: captions.example
            """);

        answer.Status.ShouldBe(200);
        answer.Body.ShouldBe("41");
        answer.Head.ShouldContain("Content-Type: text/plain");
    }

    [Fact]
    public async Task A_stream_keeps_its_spaces_across_posts()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 1), "I'M SENDING ");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 2), "SEVERAL CAPTIONS.\n");

        (await server.LinesAsync()).ShouldBe(["I'M SENDING SEVERAL CAPTIONS."]);
    }

    [Theory]
    [InlineData("a\nb\r\nc\rd\r\n")]
    public async Task Lines_end_with_either_break(string body)
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 1), body);

        (await server.LinesAsync()).ShouldBe(["a", "b", "c", "d"]);
    }

    [Fact]
    public async Task A_window_that_is_sent_again_with_more_is_not_written_twice()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom, language: "fr");

        await WebCaptionerAsync(server, secret, 0, "Merci, Madame la Présidente");
        await WebCaptionerAsync(server, secret, 1, "Merci, Madame la Présidente\nje vous remercie");
        await WebCaptionerAsync(server, secret, 2, "Merci, Madame la Présidente\nje vous remercie de votre");
        await WebCaptionerAsync(server, secret, 3, "je vous remercie de votre\nconfiance et je");
        await WebCaptionerAsync(server, secret, 4, "je vous remercie de votre\nconfiance, et j'en");
        await server.PauseAsync();

        string.Join(' ', await server.LinesAsync()).ShouldBe("Merci, Madame la Présidente je vous remercie de votre confiance, et j'en");
    }

    [Fact]
    public async Task Phrases_without_spaces_at_their_seams_are_not_glued()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 0), "thank you");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 1), "madam chair");
        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["thank you madam chair"]);
    }

    [Theory]
    [InlineData("Point de l’ordre du jour — été", 30, "Point de l’ordre du jour —")]
    [InlineData("Délégué du Brésil", 17, "Délégué du Br")]
    public async Task A_length_counted_in_characters_loses_the_end_and_the_owner_is_warned(string text, int length, string kept)
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom, language: "fr");

        var answer = await RawHttp.SendAsync(server.Address, Zoom(secret, 1).Replace("{length}", length.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal), text);
        await server.PauseAsync();

        answer.Status.ShouldBe(200);
        (await server.LinesAsync()).Single().ShouldStartWith(kept);
        (await server.LinesAsync()).Single().ShouldNotContain("\uFFFD");
        Find(server, id).DamagedAt.Keys.ShouldBe([LiveSession.Ingest.Live.TextDamages.Cut]);
    }

    [Fact]
    public async Task A_post_sent_again_after_a_lost_answer_is_taken_once()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 5), "Thank you.\n");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 5), "Thank you.\n");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 6), "Thank you.\n");

        (await server.LinesAsync()).ShouldBe(["Thank you.", "Thank you."]);
        Find(server, id).Sequence.MissingCount.ShouldBe(0);
    }

    [Fact]
    public async Task Software_that_was_started_again_counts_anew_and_is_heard()
    {
        await using var server = await StartAsync();
        var (secret, id) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 7), "before\n");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 10), "after a gap\n");
        Find(server, id).Sequence.MissingCount.ShouldBe(2);
        await RawHttp.SendAsync(server.Address, Zoom(secret, 0), "anew\n");

        (await server.LinesAsync()).ShouldBe(["before", "after a gap", "anew"]);
        Find(server, id).Sequence.MissingCount.ShouldBe(0);
    }

    [Fact]
    public async Task The_misprint_jp_is_Japanese_and_no_language_is_a_reason_to_refuse()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Zoom);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 1, "jp-JP"), "ありがとうございます。\n");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 2, "?!"), "Thank you.\n");

        var state = await server.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().WriterOf(server.Session).StateAsync();
        state.Captions.Lines.Select(line => line.Language).ShouldBe(["ja-JP", "en"]);
    }

    [Fact]
    public async Task A_request_line_with_the_whole_address_is_taken()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.YouTube);

        var answer = await RawHttp.SendAsync(
            server.Address,
            $"POST http://upload.youtube.com/closedcaption?cid={secret}&seq=1 HTTP/1.1\nHost: upload.youtube.com\nContent-Type: text/plain\nContent-Length: {{length}}\n",
            "2026-11-23T19:22:52.215\nOver a proxy\n");
        await server.PauseAsync();

        answer.Status.ShouldBe(200);
        (await server.LinesAsync()).ShouldBe(["Over a proxy"]);
    }

    [Fact]
    public async Task Deletions_reach_back_into_earlier_posts_and_into_lines_already_recorded()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 1), "This is a test\n\nWith 2 lins\bes and a delete character");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 2), new string('\b', 9) + "letter\n");
        (await server.LinesAsync()).ShouldBe(["This is a test", "With 2 lines and a delete letter"]);
        await RawHttp.SendAsync(server.Address, Zoom(secret, 3), new string('\b', 7) + "word.\nNext");
        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["This is a test", "With 2 lines and a delete word.", "Next"]);
    }

    [Fact]
    public async Task A_message_that_goes_on_where_its_lost_answer_left_it_is_not_doubled()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText);

        await RawHttp.SendAsync(server.Address, Zoom(secret, 1), "Everything since ");
        await RawHttp.SendAsync(server.Address, Zoom(secret, 1), "Everything since the last success\n");

        (await server.LinesAsync()).ShouldBe(["Everything since the last success"]);
    }

    [Fact]
    public async Task Teams_takes_a_line_with_each_post()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Teams);

        var answer = await RawHttp.SendAsync(
            server.Address,
            $"POST /cartcaption?meetingid=%7b%22tId%22%3a%221%22%7d&token={secret}&lang=en-us HTTP/1.1\nHost: x\nContent-Type: text/plain\nContent-Length: {{length}}\n",
            "The meeting is called to order");

        answer.Status.ShouldBe(200);
        (await server.LinesAsync()).ShouldBe(["The meeting is called to order"]);
    }

    [Fact]
    public async Task A_webhook_of_a_page_of_another_site_is_read_by_content()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Webhook);
        string Head(string _) =>
            $"POST /api/captions/webhook?token={secret} HTTP/1.1\nHost: x\nOrigin: https://webcaptioner.com\nSec-Fetch-Site: cross-site\nContent-Type: text/plain;charset=UTF-8\nContent-Length: {{length}}\n";

        (await RawHttp.SendAsync(server.Address, Head("a"), """{"transcript":"hello everybody","sequence":0}""")).Status.ShouldBe(200);
        (await RawHttp.SendAsync(server.Address, Head("b"), """{"transcript":"and welcome.","sequence":1}""")).Status.ShouldBe(200);
        await server.PauseAsync();

        (await server.LinesAsync()).ShouldBe(["hello everybody and welcome."]);
    }

    [Fact]
    public async Task Our_own_JSON_says_every_edit()
    {
        await using var server = await StartAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.Json);
        string Head() => $"POST /api/captions HTTP/1.1\nHost: x\nAuthorization: Bearer {secret}\nContent-Type: application/json\nContent-Length: {{length}}\n";

        (await RawHttp.SendAsync(server.Address, Head(), """{"seq":1,"edits":[{"speaker":"France","language":"fr"},{"text":"Mercu"},{"erase":1},{"text":"i.","newLine":true}]}""")).Status.ShouldBe(200);
        (await RawHttp.SendAsync(server.Address, Head(), """{"seq":2,"text":"Bon\nsoir\n"}""")).Status.ShouldBe(200);

        var state = await server.Services.GetRequiredService<Server.Meetings.MeetingDirectory>().WriterOf(server.Session).StateAsync();
        state.Captions.Lines.Select(line => (line.Text, line.Language, line.MarkedSpeaker))
            .ShouldBe([("Merci.", "fr", "France"), ("Bon", "fr", "France"), ("soir", "fr", "France")]);
    }

    internal static string Zoom(string secret, long seq, string lang = "en-US") =>
        $"POST /closedcaption?id=200610693&ns=GZHkEA==&expire=86400&sparams=id%2Cns%2Cexpire&signature={secret}&seq={seq}&lang={lang} HTTP/1.1\n"
        + "Host: captions.example\nContent-Type: text/plain\nContent-Length: {length}\n";

    private static string YouTube(string secret, long seq) =>
        $"POST /closedcaption?cid={secret}&seq={seq} HTTP/1.1\nContent-Type: text/plain\nContent-Length: {{length}}\nHost: captions.example\n";

    private static Task<RawAnswer> WebCaptionerAsync(RunningServer server, string secret, long seq, string body) => RawHttp.SendAsync(
        server.Address,
        Zoom(secret, seq, "fr-FR") + "Accept: application/json, text/plain, */*\nUser-Agent: axios/1.21.1\n",
        body);

    private static LiveSource Find(RunningServer server, CaptionSourceId id) =>
        server.Services.GetRequiredService<SourceDesk>().Find(id).ShouldNotBeNull();

    private static async Task<RunningServer> StartAsync()
    {
        var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        return server;
    }
}
