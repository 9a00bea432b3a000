using System.Globalization;
using System.IO.Compression;
using System.Text;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>Posts that are too long, packed too tightly, broken or wrongly described: each gets the status that says so, and captions go on.</summary>
public sealed class HostilePostTests : IAsyncLifetime
{
    private const int TenMegabytes = 10_000_000;

    private RunningServer _server = null!;
    private string _secret = "";
    private CaptionSourceId _source;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        await _server.OpenSessionAsync();
        (_secret, _source) = await _server.IssueSourceAsync(CaptionProtocol.Zoom);
    }

    // Whatever came before, the next post is taken.
    public async ValueTask DisposeAsync()
    {
        (await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 1_000), "still here\n")).Status.ShouldBe(200);
        (await _server.LinesAsync())[^1].ShouldBe("still here");
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task A_post_of_more_lines_than_a_second_takes_is_refused_whole()
    {
        var refused = await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 1), string.Concat(Enumerable.Repeat("a\n", 30_000)));

        refused.Status.ShouldBe(413);
        (await _server.LinesAsync()).ShouldBeEmpty();
        _server.Services.GetRequiredService<SourceDesk>().Find(_source)!.Refusal.ShouldBe(Rejections.PostTooManyLines(200));
    }

    [Fact]
    public async Task A_line_that_ends_in_two_characters_counts_once()
    {
        var post = string.Concat(Enumerable.Range(1, 150).Select(line => $"line {line}\r\n"));

        (await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 1), post)).Status.ShouldBe(200);

        (await _server.LinesAsync()).Length.ShouldBe(150);
    }

    [Fact]
    public async Task A_post_that_is_sent_again_after_a_lost_answer_is_not_counted_again()
    {
        var post = string.Concat(Enumerable.Range(1, 150).Select(line => $"line {line}\n"));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            (await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 1), post)).Status.ShouldBe(200);
        }

        (await _server.LinesAsync()).Length.ShouldBe(150);
    }

    [Fact]
    public async Task Lines_faster_than_they_may_come_wait_for_the_software_to_send_them_again_and_stand_once()
    {
        var flood = string.Concat(Enumerable.Range(1, 150).Select(line => $"line {line}\n"));
        (await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 1), flood)).Status.ShouldBe(200);

        var second = await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 2), flood);
        second.Status.ShouldBe(429);
        (await _server.LinesAsync()).Length.ShouldBe(150);

        for (var attempt = 0; second.Status == 429 && attempt < 10_000; attempt++)
        {
            second = await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 2), flood);
        }

        second.Status.ShouldBe(200);
        (await _server.LinesAsync()).Length.ShouldBe(300);
    }

    [Fact]
    public async Task Ten_megabytes_are_too_large() =>
        (await SendAsync(Head(), new byte[TenMegabytes])).Status.ShouldBe(413);

    [Fact]
    public async Task Ten_megabytes_in_chunks_are_too_large() =>
        (await SendAsync(Head("Transfer-Encoding: chunked"), Chunked(TenMegabytes))).Status.ShouldBe(413);

    [Fact]
    public async Task A_length_past_every_limit_is_too_large_before_anything_is_sent() =>
        (await SendAsync(Head("Content-Length: 9000000000000000000"), [])).Status.ShouldBe(413);

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task A_small_post_that_unpacks_to_megabytes_is_too_large(string encoding) =>
        (await SendAsync(Head($"Content-Encoding: {encoding}\nContent-Length: {{length}}"), Packed(encoding, new byte[50_000_000]))).Status.ShouldBe(413);

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task What_cannot_be_unpacked_cannot_be_read(string encoding)
    {
        var answer = await SendAsync(Head($"Content-Encoding: {encoding}\nContent-Length: {{length}}"), Encoding.UTF8.GetBytes("not packed like that, and long enough to be looked at"));

        answer.Status.ShouldBe(400);
        answer.Body.ShouldContain("it is packed wrongly");
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip, gzip")]
    public async Task A_packing_that_is_not_known_is_refused_with_those_that_are(string encoding)
    {
        var answer = await SendAsync(Head($"Content-Encoding: {encoding}\nContent-Length: {{length}}"), Encoding.UTF8.GetBytes("packed in some way"));

        answer.Status.ShouldBe(415);
        answer.Body.Trim().ShouldBe(Rejections.UnknownPacking(encoding).Message);
        answer.Head.ShouldContain("Accept-Encoding: gzip, deflate, br");
    }

    [Theory]
    [InlineData("iso-8859-1", "Été à Genève.\n", "Été à Genève.")]
    [InlineData("Windows-1252", "Été – “Genève”\n", "Été – “Genève”")]
    [InlineData("\"koi8-r\"", "Спасибо.\n", "Спасибо.")]
    [InlineData("utf-16", "Été à Genève.\n", "Été à Genève.")]
    public async Task What_is_written_in_a_declared_encoding_is_read_in_it(string charset, string said, string heard)
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(charset.Trim('"')) ?? Encoding.GetEncoding(charset.Trim('"'));

        (await SendAsync(Head(type: $"text/plain; charset={charset}"), encoding.GetBytes(said))).Status.ShouldBe(200);

        (await _server.LinesAsync()).ShouldBe([heard]);
        Source!.DamagedAt.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("x-own-invention")]
    public async Task UTF_8_that_is_declared_as_something_else_is_read_as_what_it_is(string charset)
    {
        (await SendAsync(Head(type: $"text/plain; charset={charset}"), Encoding.UTF8.GetBytes("Été à Genève.\n"))).Status.ShouldBe(200);

        (await _server.LinesAsync()).ShouldBe(["Été à Genève."]);
    }

    [Fact]
    public async Task An_encoding_nobody_knows_is_refused_in_words()
    {
        var answer = await SendAsync(Head(type: "text/plain; charset=x-own-invention"), Encoding.Latin1.GetBytes("Été\n"));

        answer.Status.ShouldBe(415);
        answer.Body.Trim().ShouldBe(Rejections.UnknownCharset("x-own-invention").Message);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task What_is_packed_and_cut_off_is_not_taken_for_whole(string encoding)
    {
        var packed = Packed(encoding, [.. Enumerable.Range(0, 4_000).Select(index => (byte)('a' + (index * index % 26)))]);

        (await SendAsync(Head($"Content-Encoding: {encoding}\nContent-Length: {{length}}"), packed[..(packed.Length / 2)])).Status.ShouldBe(400);
        (await _server.LinesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_taken_as_far_as_they_are_and_the_rest_is_marked()
    {
        byte[] body = [.. "Merci"u8, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF, .. " Madame\n"u8];

        (await SendAsync(Head("Content-Length: {length}"), body)).Status.ShouldBe(200);
        var line = (await _server.LinesAsync()).ShouldHaveSingleItem();
        line.ShouldStartWith("Merci");
        line.ShouldEndWith("Madame");
    }

    [Theory]
    [InlineData(CaptionProtocol.Zoom)]
    [InlineData(CaptionProtocol.YouTube)]
    [InlineData(CaptionProtocol.StreamText)]
    [InlineData(CaptionProtocol.Teams)]
    [InlineData(CaptionProtocol.Webhook)]
    [InlineData(CaptionProtocol.Json)]
    public async Task Bytes_that_are_no_text_at_all_are_refused_and_readers_see_nothing_of_them(CaptionProtocol protocol)
    {
        var (secret, id) = await _server.IssueSourceAsync(protocol, track: "en");
        var bytes = new byte[3_000];
        new Random(4).NextBytes(bytes);
        var path = protocol switch
        {
            CaptionProtocol.Teams => $"/cartcaption?token={secret}",
            CaptionProtocol.Webhook => $"/api/captions/webhook?token={secret}&seq=1",
            CaptionProtocol.Json => $"/api/captions?token={secret}&seq=1",
            _ => $"/closedcaption?signature={secret}&seq=1",
        };

        foreach (var body in new[] { bytes, [.. "Merci, "u8, .. new byte[64]], Encoding.Unicode.GetBytes("""{"text":"The meeting is called to order."}""") })
        {
            var answer = await SendAsync($"POST {path} HTTP/1.1\nHost: x\nContent-Type: text/plain\nContent-Length: {{length}}", body);

            answer.Status.ShouldBe(400);
            answer.Body.ShouldContain("The post is not text");
        }

        _server.Services.GetRequiredService<SourceDesk>().Find(id)!.Refusal.ShouldBe(Rejections.NotText);
        (await _server.LinesAsync("en")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Content-Length: -1")]
    [InlineData("Content-Length: four")]
    [InlineData("Content-Length: 4\nContent-Length: 5")]
    [InlineData("Transfer-Encoding: chunked\nContent-Length: four")]
    public async Task A_length_that_is_none_is_a_bad_request(string length) =>
        (await SendAsync(Head(length), "four"u8.ToArray())).Status.ShouldBe(400);

    [Fact]
    public async Task Chunks_that_are_none_are_a_bad_request() =>
        (await SendAsync(Head("Transfer-Encoding: chunked"), "zz\r\nfour\r\n0\r\n\r\n"u8.ToArray())).Status.ShouldBe(400);

    [Fact]
    public async Task Software_that_goes_away_in_the_middle_of_a_post_leaves_nothing_of_it()
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(_server.Address.Host, _server.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(
            Encoding.ASCII.GetBytes(Head("Content-Length: 100").ReplaceLineEndings("\r\n") + "\r\n\r\nhalf of it"), TestContext.Current.CancellationToken);
        client.Client.Close(0);

        (await SendAsync(Head("Content-Length: {length}", seq: 2), "next\n"u8.ToArray())).Status.ShouldBe(200);
        (await _server.LinesAsync()).ShouldBe(["next"]);
    }

    [Fact]
    public async Task A_request_line_with_the_whole_address_reaches_the_same_refusals()
    {
        var head = Head("Content-Length: {length}").Replace("POST /", "POST http://upload.youtube.com/", StringComparison.Ordinal)
            .Replace("captions.example", "upload.youtube.com", StringComparison.Ordinal);

        (await SendAsync(head, new byte[70_000])).Status.ShouldBe(413);
        (await SendAsync(head.Replace(_secret, "nobody", StringComparison.Ordinal), "x"u8.ToArray())).Status.ShouldBe(403);
        (await SendAsync(head, "whole\n"u8.ToArray())).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("Content-Length: 100", "half of it", "100")]
    [InlineData("Content-Length: 31", "Point de l’ordre du jour", "31")]
    public async Task A_post_that_is_shorter_than_announced_is_told_to_the_captioner(string length, string text, string about)
    {
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(_server.Address.Host, _server.Address.Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(Head(length).ReplaceLineEndings("\r\n") + "\r\n\r\n" + text), TestContext.Current.CancellationToken);
        client.Client.Shutdown(System.Net.Sockets.SocketShutdown.Send);

        await UntilAsync(() => Source?.Refusal?.Code == 341);
        Source!.Refusal!.About.ShouldBe(about);
        (await _server.LinesAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_encoding_is_told_to_the_captioner_and_is_no_cut()
    {
        (await SendAsync(Head(), [.. "D"u8, 0xE9, .. "l"u8, 0xE9, .. "gu"u8, 0xE9, .. " du Br"u8, 0xE9, .. "sil\n"u8])).Status.ShouldBe(200);

        Source!.DamagedAt.Keys.ShouldBe([LiveSession.Ingest.Live.TextDamages.OtherEncoding]);
    }

    [Fact]
    public async Task A_member_that_is_wrong_is_refused_by_name_each_time_it_is_sent_and_nothing_of_it_is_taken()
    {
        var (secret, id) = await _server.IssueSourceAsync(CaptionProtocol.Json, track: "en");
        string Post() => $"POST /api/captions?token={secret} HTTP/1.1\nHost: x\nContent-Length: {{length}}";
        var body = Encoding.UTF8.GetBytes($$"""{"seq":1,"edits":[{"text":"kept out\n"},{"speaker":"{{new string('x', 161)}}"}]}""");

        for (var again = 0; again < 2; again++)
        {
            var answer = await SendAsync(Post(), body);
            answer.Status.ShouldBe(400);
            answer.Body.ShouldContain("edits[1].speaker must be text of at most 160 characters");
        }

        _server.Services.GetRequiredService<SourceDesk>().Find(id)!.Refusal!.Code.ShouldBe(340);
        (await SendAsync(Post(), """{"seq":1,"text":"set right\n"}"""u8.ToArray())).Status.ShouldBe(200);
        (await _server.LinesAsync("en")).ShouldBe(["set right"]);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Another_method_is_not_allowed(string method) =>
        (await SendAsync(Head("Content-Length: {length}").Replace("POST ", method + " ", StringComparison.Ordinal), [])).Status.ShouldBe(405);

    private LiveSource? Source => _server.Services.GetRequiredService<SourceDesk>().Find(_source);

    private static async Task UntilAsync(Func<bool> seen)
    {
        while (!seen())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    private Task<RawAnswer> SendAsync(string head, byte[] body) => RawHttp.SendAsync(_server.Address, head, body);

    private string Head(string more = "Content-Length: {length}", int seq = 1, string type = "text/plain") =>
        $"POST /closedcaption?ns=TGl2ZQ&signature={_secret}&seq={seq} HTTP/1.1\nHost: captions.example\nContent-Type: {type}\n{more}";

    private static byte[] Chunked(int length)
    {
        using var chunks = new MemoryStream();
        var block = new byte[50_000];
        for (var sent = 0; sent < length; sent += block.Length)
        {
            chunks.Write(Encoding.ASCII.GetBytes(block.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"));
            chunks.Write(block);
            chunks.Write("\r\n"u8);
        }

        chunks.Write("0\r\n\r\n"u8);
        return chunks.ToArray();
    }

    private static byte[] Packed(string encoding, byte[] plain)
    {
        using var packed = new MemoryStream();
        using (Stream packer = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
        })
        {
            packer.Write(plain);
        }

        return packed.ToArray();
    }
}
