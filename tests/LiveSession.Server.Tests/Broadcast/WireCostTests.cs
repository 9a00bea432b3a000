using System.Buffers.Binary;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Broadcast;

/// <summary>What a caption line costs on its way to one reader: system calls and bytes. Both are the product of readers and lines, the largest number there is here.</summary>
public sealed class WireCostTests
{
    private const int Readers = 5;
    private const int Lines = 20;
    private const string Spoken = "The delegation of Grand Fenwick thanks the chair.";

    // The envelope: the position, the line's number and track, the language, the time, and the names of all these.
    private const int MostBytesAround = 280;

    [Fact]
    public async Task A_line_is_one_system_call_and_few_bytes_for_each_reader()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells how many segments came.");
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("The pen is taken with the first line.");
        var readers = await Task.WhenAll(Enumerable.Range(0, Readers).Select(_ => CountingReader.FollowAsync(server.Address, server.Session)));
        var before = readers.Select(reader => (reader.Messages, reader.Segments)).ToArray();

        for (var line = 1; line <= Lines; line++)
        {
            (await pen.LineAsync(Spoken)).Rejection.ShouldBeNull();
            foreach (var reader in readers)
            {
                (await reader.LineAsync() - Spoken.Length).ShouldBeLessThanOrEqualTo(MostBytesAround);
            }
        }

        foreach (var (reader, start) in readers.Zip(before))
        {
            // Pings are messages as well; there is one only where five seconds pass between two lines, or after the last one.
            await reader.ReadPingsAsync(reader.Segments - start.Segments - (reader.Messages - start.Messages));
            (reader.Messages - start.Messages).ShouldBe(Lines + reader.Pings);
            (reader.Segments - start.Segments).ShouldBe(reader.Messages - start.Messages);
            reader.Dispose();
        }
    }

    /// <summary>A reader as the page is one, that knows what its socket received.</summary>
    private sealed class CountingReader : IDisposable
    {
        private const int TcpInformation = 11;

        // struct tcp_info of <linux/tcp.h>: tcpi_data_segs_in. What is sent at once, and is small, arrives as one.
        private const int DataSegmentsIn = 152;
        private const char EndOfMessage = '\u001e';

        private readonly ClientWebSocket _socket = new();
        private readonly byte[] _buffer = new byte[262_144];
        private readonly HttpMessageInvoker _http;
        private Socket? _tcp;

        private CountingReader() => _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                _tcp = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await _tcp.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(_tcp, ownsSocket: true);
            },
        });

        public int Messages { get; private set; }

        public int Pings { get; private set; }

        public int Segments
        {
            get
            {
                var information = new byte[DataSegmentsIn + sizeof(int)];
                _tcp!.GetRawSocketOption((int)SocketOptionLevel.Tcp, TcpInformation, information).ShouldBe(information.Length);
                return BinaryPrimitives.ReadInt32LittleEndian(information.AsSpan(DataSegmentsIn));
            }
        }

        public static async Task<CountingReader> FollowAsync(Uri server, SessionId session)
        {
            var reader = new CountingReader();
            await reader._socket.ConnectAsync(new UriBuilder(server) { Scheme = "ws", Path = "/hubs/session" }.Uri, reader._http, TestContext.Current.CancellationToken);
            await reader.SayAsync("""{"protocol":"json","version":1}""");
            await reader.SayAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = nameof(ISessionHub.Join), arguments = new object?[] { session.ToString(), null, "en" } }));
            while (!(await reader.NextAsync()).Contains("\"invocationId\":\"1\"", StringComparison.Ordinal))
            {
            }

            return reader;
        }

        /// <summary>Takes the next line.</summary>
        /// <returns>The bytes it came in, those that frame it included.</returns>
        public async Task<int> LineAsync()
        {
            string message;
            while ((message = await NextAsync()).Contains("\"type\":6", StringComparison.Ordinal))
            {
                Pings++;
            }

            message.ShouldContain(Spoken);
            var length = Encoding.UTF8.GetByteCount(message);
            return length + (length < 126 ? 2 : 4);
        }

        /// <summary>Reads what came and was not asked for yet.</summary>
        public async Task ReadPingsAsync(int count)
        {
            for (; count > 0; count--)
            {
                (await NextAsync()).ShouldContain("\"type\":6");
                Pings++;
            }
        }

        public void Dispose()
        {
            _socket.Dispose();
            _http.Dispose();
        }

        private async Task<string> NextAsync()
        {
            var length = 0;
            ValueWebSocketReceiveResult received;
            do
            {
                received = await _socket.ReceiveAsync(_buffer.AsMemory(length), TestContext.Current.CancellationToken);
                length += received.Count;
            }
            while (!received.EndOfMessage);
            Messages++;
            return Encoding.UTF8.GetString(_buffer.AsSpan(0, length));
        }

        private Task SayAsync(string message) =>
            _socket.SendAsync(Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, TestContext.Current.CancellationToken);
    }
}
