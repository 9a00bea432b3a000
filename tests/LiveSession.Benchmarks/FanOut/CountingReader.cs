using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>One reader: counts the stamped lines it gets and how late each is.</summary>
internal sealed class CountingReader(int lines) : IDisposable
{
    private const byte EndOfMessage = 0x1e;

    private static readonly byte[] Ping = [.. "{\"type\":6}"u8, EndOfMessage];
    private static readonly HttpMessageInvoker Http = new(new SocketsHttpHandler());

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private readonly byte[] _buffer = new byte[4_096];
    private byte[] _begun = [];

    /// <summary>The latencies of the lines that count.</summary>
    public List<double> Waits { get; } = new(lines);

    /// <summary>Lines that were not the next.</summary>
    public int Misplaced { get; private set; }

    public bool IsWhole => Waits.Count == lines && Misplaced == 0;

    public async Task JoinAsync(Uri hub, string session)
    {
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(hub, Http, CancellationToken.None);
        await SendAsync([.. "{\"protocol\":\"json\",\"version\":1}"u8, EndOfMessage], CancellationToken.None);
        var join = JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = "Join", arguments = new object?[] { session, null, null } });
        await SendAsync([.. Encoding.UTF8.GetBytes(join), EndOfMessage], CancellationToken.None);
        var answered = false;
        while (!answered)
        {
            await ReceiveAsync(message => answered |= message.IndexOf("\"invocationId\":\"1\""u8) >= 0, CancellationToken.None);
        }
    }

    public async Task ReadAsync(CancellationToken stop)
    {
        try
        {
            while (Waits.Count < lines && await ReceiveAsync(Take, stop))
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Late or cut off: it is not whole.
        }
    }

    public Task PingAsync(CancellationToken stop) => SendAsync(Ping, stop);

    public void Dispose()
    {
        _socket.Dispose();
        _sending.Dispose();
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        while (StampedLine.TryRead(ref message, out var number, out var meant))
        {
            // Lines with the number 0 warm the way and do not count.
            if (number > 0)
            {
                Misplaced += number == Waits.Count + 1 ? 0 : 1;
                Waits.Add(StampedLine.MillisecondsSince(meant));
            }
        }
    }

    private async Task<bool> ReceiveAsync(Receive take, CancellationToken stop)
    {
        var received = await _socket.ReceiveAsync(_buffer.AsMemory(), stop);
        if (received.MessageType is WebSocketMessageType.Close)
        {
            return false;
        }

        var bytes = _buffer.AsSpan(0, received.Count);
        for (var end = bytes.IndexOf(EndOfMessage); end >= 0; end = bytes.IndexOf(EndOfMessage))
        {
            if (_begun.Length == 0)
            {
                take(bytes[..end]);
            }
            else
            {
                take([.. _begun, .. bytes[..end]]);
                _begun = [];
            }

            bytes = bytes[(end + 1)..];
        }

        _begun = [.. _begun, .. bytes];
        return true;
    }

    private async Task SendAsync(byte[] message, CancellationToken stop)
    {
        await _sending.WaitAsync(stop);
        try
        {
            await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, stop);
        }
        finally
        {
            _sending.Release();
        }
    }

    private delegate void Receive(ReadOnlySpan<byte> message);
}
