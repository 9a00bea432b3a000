using System.Globalization;
using System.IO.Compression;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using LiveSession.Faults.Readers;

namespace LiveSession.Faults.Attacks;

/// <summary>What somebody with a network connection, and for some of it the address of a caption source, can do to a server.</summary>
internal sealed class Attacks(OpenHouse house) : IDisposable
{
    /// <summary>The source that floods.</summary>
    public const string Flooding = "Flooding";

    /// <summary>The source that is withdrawn.</summary>
    public const string Withdrawn = "Withdrawn";

    /// <summary>The source that publishes documents.</summary>
    public const string Station = "Station";

    /// <summary>No source, but a secret as long as that of one.</summary>
    public const string MadeUp = "Made up";

    private const int Unpacked = 50_000_000;
    private const int Large = 10_000_000;

    private static readonly byte[] NoText = [.. "Merci "u8, 0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF, 0xF8, 0x0A];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, MaxConnectionsPerServer = 500 }) { Timeout = TimeSpan.FromSeconds(60) };
    private readonly Dictionary<string, byte[]> _bombs = new()
    {
        ["gzip"] = Packed(to => new GZipStream(to, CompressionLevel.Fastest)),
        ["deflate"] = Packed(to => new ZLibStream(to, CompressionLevel.Fastest)),
        ["br"] = Packed(to => new BrotliStream(to, CompressionLevel.Fastest)),
    };

    private readonly ImmutableDictionary<string, string> _secrets = house.Meeting.Sources.Add(MadeUp, "a2F2ZW1hZGV0aGlzdXBteXNlbGZhbmRpdGlzbm90aGk");
    private int _posts;

    /// <summary>Begins all of them at once.</summary>
    public List<Attack> Begin() =>
    [
        Attack.Begin("bombs", 3, TimeSpan.FromMilliseconds(200), BombAsync),
        Attack.Begin("ten megabytes", 2, TimeSpan.FromMilliseconds(200), cancellation => PostAsync(Flooding, new ByteArrayContent(new byte[Large]), cancellation)),
        Attack.Begin("no text", 2, TimeSpan.FromMilliseconds(20), cancellation => PostAsync(Flooding, new ByteArrayContent(NoText), cancellation)),
        Attack.Begin("flood", 20, TimeSpan.FromMilliseconds(20), cancellation => PostAsync(Flooding, new StringContent("more and more\n"), cancellation)),
        Attack.Begin("wrong secrets", 20, TimeSpan.FromMilliseconds(20), cancellation => PostAsync(MadeUp, new StringContent("let me in\n"), cancellation)),
        Attack.Begin("withdrawn secret", 5, TimeSpan.FromMilliseconds(20), cancellation => PostAsync(Withdrawn, new StringContent("let me in\n"), cancellation)),
        Attack.Begin("entity bombs", 2, TimeSpan.FromMilliseconds(50), cancellation => PublishAsync(EntityBomb, cancellation)),
        Attack.Begin("deep nesting", 2, TimeSpan.FromMilliseconds(50), cancellation => PublishAsync(Nested, cancellation)),
        Attack.Begin("one byte a second", 200, TimeSpan.Zero, cancellation => TrickleAsync("GET / HTTP/1.1\r\nHost: x\r\nX-", cancellation)),
        Attack.Begin("a body that does not come", 50, TimeSpan.Zero, cancellation => TrickleAsync(
            $"POST /closedcaption?seq=1&signature={house.Meeting.Sources[Flooding]} HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n", cancellation)),
        Attack.Begin("silence", 100, TimeSpan.Zero, SayNothingAsync),
        Attack.Begin("hanging up", 5, TimeSpan.FromMilliseconds(20), HangUpAsync),
        Attack.Begin("never reading", 5, TimeSpan.Zero, NeverReadAsync),
    ];

    public void Dispose() => _http.Dispose();

    /// <summary>Posts with a secret, of a source or made up, and says what the answer was.</summary>
    public async Task<string> PostAsync(string source, HttpContent body, CancellationToken cancellation)
    {
        var secret = _secrets[source];
        var seq = Interlocked.Increment(ref _posts).ToString(CultureInfo.InvariantCulture);
        using var answer = await _http.PostAsync(new Uri(house.Server.Address, $"/closedcaption?seq={seq}&signature={secret}"), body, cancellation);
        return $"{(int)answer.StatusCode}";
    }

    private static string EntityBomb =>
        "<!DOCTYPE tt [<!ENTITY a0 'ha'>" + string.Concat(Enumerable.Range(1, 40).Select(n => $"<!ENTITY a{n} '&a{n - 1};&a{n - 1};'>")) + "]><tt xmlns='http://www.w3.org/ns/ttml'>&a40;</tt>";

    private static string Nested => "<tt xmlns='http://www.w3.org/ns/ttml'>" + string.Concat(Enumerable.Repeat("<div>", 12_000));

    private async Task<string> BombAsync(CancellationToken cancellation)
    {
        var (encoding, bomb) = _bombs.ElementAt(Interlocked.Increment(ref _posts) % _bombs.Count);
        using var body = new ByteArrayContent(bomb);
        body.Headers.ContentEncoding.Add(encoding);
        return await PostAsync(Flooding, body, cancellation);
    }

    private async Task<string> PublishAsync(string document, CancellationToken cancellation)
    {
        using var socket = new ClientWebSocket();
        var address = new UriBuilder(house.Server.Address) { Scheme = "ws", Path = "/one/publish", Query = $"token={house.Meeting.Sources[Station]}" }.Uri;
        await socket.ConnectAsync(address, cancellation);
        await socket.SendAsync(Encoding.UTF8.GetBytes(document), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        await socket.ReceiveAsync(new byte[1_024], cancellation);
        return $"{socket.CloseStatus}";
    }

    private async Task<string> TrickleAsync(string beginning, CancellationToken cancellation)
    {
        using var client = await ConnectAsync(cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(beginning), cancellation);
        for (var answered = client.GetStream().ReadAsync(new byte[1_024], cancellation).AsTask(); !answered.IsCompleted;)
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            await client.GetStream().WriteAsync("a"u8.ToArray(), cancellation);
        }

        return "closed";
    }

    private async Task<string> SayNothingAsync(CancellationToken cancellation)
    {
        using var client = await ConnectAsync(cancellation);
        return await client.GetStream().ReadAsync(new byte[1], cancellation) == 0 ? "closed" : "answered";
    }

    // No word of leaving reaches the server before it has something to send.
    private async Task<string> HangUpAsync(CancellationToken cancellation)
    {
        using var client = await ConnectAsync(cancellation);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"GET {house.Meeting.SessionPage()} HTTP/1.1\r\nHost: x\r\n\r\n"), cancellation);
        client.Client.Close(0);
        return "hung up";
    }

    private async Task<string> NeverReadAsync(CancellationToken cancellation)
    {
        await using var deaf = await DeafReader.FollowAsync(house.Server.Address, house.Session);
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        return "";
    }

    private async Task<TcpClient> ConnectAsync(CancellationToken cancellation)
    {
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(house.Server.Address.Host, house.Server.Address.Port, cancellation);
        return client;
    }

    private static byte[] Packed(Func<Stream, Stream> pack)
    {
        using var packed = new MemoryStream();
        using (var packing = pack(packed))
        {
            packing.Write(new byte[Unpacked]);
        }

        return packed.ToArray();
    }
}
