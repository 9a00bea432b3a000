using System.Globalization;
using System.IO.Compression;
using System.Text;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions.Sources;

/// <summary>Posts that are too long, packed too tightly, broken or wrongly described: each gets the status that says so, and captions go on.</summary>
public sealed class HostilePostTests : IAsyncLifetime
{
    private const int TenMegabytes = 10_000_000;

    private RunningServer _server = null!;
    private string _secret = "";

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        await _server.OpenSessionAsync();
        (_secret, _) = await _server.IssueSourceAsync(CaptionProtocol.Zoom);
    }

    // Whatever came before, the next post is taken.
    public async ValueTask DisposeAsync()
    {
        (await RawHttp.SendAsync(_server.Address, CapturedPostTests.Zoom(_secret, 1_000), "still here\n")).Status.ShouldBe(200);
        (await _server.LinesAsync())[^1].ShouldBe("still here");
        await _server.DisposeAsync();
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
    [InlineData("gzip, gzip")]
    [InlineData("exotic")]
    public async Task What_cannot_be_unpacked_cannot_be_read(string encoding)
    {
        var answer = await SendAsync(Head($"Content-Encoding: {encoding}\nContent-Length: {{length}}"), Encoding.UTF8.GetBytes("not packed like that, and long enough to be looked at"));

        answer.Status.ShouldBe(400);
        answer.Body.ShouldContain("it is packed wrongly");
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
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Another_method_is_not_allowed(string method) =>
        (await SendAsync(Head("Content-Length: {length}").Replace("POST ", method + " ", StringComparison.Ordinal), [])).Status.ShouldBe(405);

    private Task<RawAnswer> SendAsync(string head, byte[] body) => RawHttp.SendAsync(_server.Address, head, body);

    private string Head(string more = "Content-Length: {length}", int seq = 1) =>
        $"POST /closedcaption?ns=TGl2ZQ&signature={_secret}&seq={seq} HTTP/1.1\nHost: captions.example\nContent-Type: text/plain\n{more}";

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
