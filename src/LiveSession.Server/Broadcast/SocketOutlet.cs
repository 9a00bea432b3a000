using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Broadcast;

/// <summary>
/// The sending half of a reader's WebSocket. A frame that everybody gets is written straight from its one buffer to the kernel: one
/// system call, no copy, no allocation, no other thread. Where the bytes are not the wire's own (TLS in this process), they take the
/// server's stream instead.
/// </summary>
internal sealed class SocketOutlet : IOutlet
{
    // Linux doubles it, for its own bookkeeping: 64 KB at most for one who does not read, instead of megabytes. An ordinary snapshot fits.
    private const int KernelBuffer = 32_768;

    private readonly Lock _turn = new();
    private readonly IConnectionLifetimeFeature _connection;
    private readonly CancellationToken _aborted;
    private readonly Stream _stream;
    private readonly Socket? _socket;
    private readonly IHubProtocol _protocol;
    private Task _sending = Task.CompletedTask;
    private volatile bool _gone;

    public SocketOutlet(HttpContext http, Stream stream, IHubProtocol protocol)
    {
        // Taken now: the request may be over, and its context gone, while the broadcaster still holds this outlet.
        (Id, User, IsInHall, _aborted) = (http.Connection.Id, http.User, IOutlet.SaysHall(http.Request), http.RequestAborted);
        _connection = http.Features.GetRequiredFeature<IConnectionLifetimeFeature>();
        (_stream, _protocol) = (stream, protocol);
        if (http.Features.Get<ITlsHandshakeFeature>() is null && http.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            // A full buffer is then an answer instead of a wait. The server's own reads are asynchronous, and not concerned.
            socket.Blocking = false;
            socket.SendBufferSize = KernelBuffer;
            _socket = socket;
        }
    }

    public string Id { get; }

    public ClaimsPrincipal? User { get; }

    public bool IsInHall { get; }

    public bool IsGone => _gone;

    /// <summary>When something was last written, in milliseconds since the machine's start.</summary>
    public long WrittenAt { get; private set; } = Environment.TickCount64;

    public ValueTask WriteAsync(Publication publication) => SendAsync(publication.FrameIn(_protocol));

    /// <summary>Sends whole frames, after those that are being sent. Never fails: a connection that breaks has ended, and its reading half says so.</summary>
    public ValueTask SendAsync(ReadOnlyMemory<byte> frames)
    {
        if (_gone)
        {
            return default;
        }

        WrittenAt = Environment.TickCount64;
        lock (_turn)
        {
            if (!_sending.IsCompleted)
            {
                return new ValueTask(_sending = SendAfterAsync(_sending, frames));
            }

            var rest = SendNow(frames);
            return rest.IsEmpty ? default : new ValueTask(_sending = SendRestAsync(rest));
        }
    }

    public void Abort()
    {
        _gone = true;
        _connection.Abort();
    }

    private async Task SendAfterAsync(Task before, ReadOnlyMemory<byte> frames)
    {
        await before;
        await SendRestAsync(frames);
    }

    // What the kernel has no room for.
    private ReadOnlyMemory<byte> SendNow(ReadOnlyMemory<byte> frames)
    {
        if (_socket is null)
        {
            return frames;
        }

        try
        {
            var sent = _socket.Send(frames.Span, SocketFlags.None, out var fault);
            if (fault is SocketError.Success or SocketError.WouldBlock)
            {
                return frames[sent..];
            }
        }
        catch (ObjectDisposedException)
        {
            // The connection ended between one look and the next.
        }

        _gone = true;
        return default;
    }

    private async Task SendRestAsync(ReadOnlyMemory<byte> rest)
    {
        try
        {
            if (_socket is null)
            {
                await _stream.WriteAsync(rest, _aborted);
                return;
            }

            while (!rest.IsEmpty)
            {
                rest = rest[await _socket.SendAsync(rest, SocketFlags.None, _aborted)..];
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            _gone = true;
        }
    }
}
