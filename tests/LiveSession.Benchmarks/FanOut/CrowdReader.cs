using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>One reader on a bare socket: joins, answers what wants an answer, and counts the stamped lines it gets.</summary>
/// <param name="way">How it joins.</param>
/// <param name="tally">Where it notes when lines came.</param>
/// <param name="stalls">Whether nobody will read what comes; then its machine takes as little as can be.</param>
internal sealed class CrowdReader(WayIn way, LineTally tally, bool stalls = false) : IDisposable
{
    private const int SmallestBuffer = 2_048;
    private const int InternetProtocol = 0;
    private const int BindAddressNoPort = 24;
    private const int Text = 1;
    private const int Close = 8;
    private const int Ping = 9;
    private const int Pong = 10;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly byte[]? _joined = way.Joined is null ? null : Encoding.UTF8.GetBytes(way.Joined);
    private readonly byte[]? _asked = way.Asked is null ? null : Encoding.UTF8.GetBytes(way.Asked);
    private byte[] _begun = [];
    private bool _upgraded;
    private int _last;

    public Socket Socket => _socket;

    /// <summary>Whether it follows the session.</summary>
    public bool HasJoined { get; private set; }

    /// <summary>Whether the server ended the connection.</summary>
    public bool IsGone { get; private set; }

    /// <summary>Why it is gone, where the network says.</summary>
    public SocketError Fault { get; private set; }

    /// <summary>How many lines that count it has.</summary>
    public int Lines { get; private set; }

    /// <summary>Lines that were not the next.</summary>
    public int Misplaced { get; private set; }

    /// <summary>Everything the server sent since it joined.</summary>
    public long Bytes { get; private set; }

    public void Connect(IPAddress from)
    {
        // The port is chosen when it connects: choosing it before means to look through all ports in use, thousands of times.
        _socket.SetRawSocketOption(InternetProtocol, BindAddressNoPort, BitConverter.GetBytes(1));
        _socket.Bind(new IPEndPoint(from, 0));
        if (stalls)
        {
            _socket.ReceiveBufferSize = SmallestBuffer;
        }

        _socket.Connect(IPAddress.Loopback, way.Address.Port);
        _socket.Send(Encoding.ASCII.GetBytes(
            $"GET {way.Address.PathAndQuery} HTTP/1.1\r\nHost: {way.Address.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        _socket.Blocking = false;
    }

    public void Send(string message) => Send(Text, Encoding.UTF8.GetBytes(message));

    /// <summary>Takes what the kernel has for it.</summary>
    /// <param name="buffer">Room for it, shared by all.</param>
    public void Receive(byte[] buffer)
    {
        _begun.CopyTo(buffer, 0);
        var received = _socket.Receive(buffer.AsSpan(_begun.Length), SocketFlags.None, out var fault);
        if (fault is SocketError.WouldBlock)
        {
            return;
        }

        if (received == 0)
        {
            (IsGone, Fault) = (true, fault);
            return;
        }

        Bytes += HasJoined ? received : 0;
        var bytes = buffer.AsSpan(0, _begun.Length + received);
        var taken = _upgraded ? 0 : TakeUpgrade(bytes);
        if (_upgraded)
        {
            while (TakeFrame(bytes[taken..]) is > 0 and var length)
            {
                taken += length;
            }
        }

        _begun = taken == bytes.Length ? [] : bytes[taken..].ToArray();
    }

    public void Dispose() => _socket.Dispose();

    private int TakeUpgrade(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return 0;
        }

        if (!bytes.StartsWith("HTTP/1.1 101"u8))
        {
            throw new InvalidOperationException($"{way.Address} does not take WebSockets: {Encoding.UTF8.GetString(bytes)}");
        }

        (_upgraded, HasJoined) = (true, _joined is null);
        foreach (var message in way.Greeting)
        {
            Send(message);
        }

        return end + 4;
    }

    // How long the frame at the beginning is; 0 when not all of it is there.
    private int TakeFrame(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2)
        {
            return 0;
        }

        var (begin, length) = (bytes[1] & 0x7f) switch
        {
            126 when bytes.Length >= 4 => (4, BinaryPrimitives.ReadUInt16BigEndian(bytes[2..])),
            127 when bytes.Length >= 10 => (10, (int)BinaryPrimitives.ReadUInt64BigEndian(bytes[2..])),
            >= 126 => (int.MaxValue, 0),
            var small => (2, small),
        };
        if (begin > bytes.Length - length)
        {
            return 0;
        }

        var payload = bytes.Slice(begin, length);
        switch (bytes[0] & 0x0f)
        {
            case Ping:
                Send(Pong, payload);
                break;
            case Close:
                IsGone = true;
                break;
            default:
                Take(payload);
                break;
        }

        return begin + length;
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        if (_asked is not null && message.SequenceEqual(_asked))
        {
            Send(way.Answer!);
        }

        HasJoined = HasJoined || message.IndexOf(_joined) >= 0;
        while (StampedLine.TryRead(ref message, out var number, out var meant))
        {
            // Lines with the number 0 warm the way and do not count.
            if (number > 0)
            {
                Misplaced += number == _last + 1 ? 0 : 1;
                _last = number;
                Lines++;
                tally.Took(number, meant);
            }
        }
    }

    // Clients mask what they send (RFC 6455 §5.3); the mask of zeros leaves it as it is.
    private void Send(int kind, ReadOnlySpan<byte> payload) =>
        _socket.Send(payload.Length < 126
            ? [(byte)(0x80 | kind), (byte)(0x80 | payload.Length), 0, 0, 0, 0, .. payload]
            : [(byte)(0x80 | kind), 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, 0, 0, 0, 0, .. payload]);
}
