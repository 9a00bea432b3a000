using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LiveSession.Faults.Readers;

/// <summary>A connection that says hello, follows a session, and then never reads a byte again.</summary>
internal sealed class DeafReader : IAsyncDisposable
{
    private const int SmallestBuffer = 2_048;
    private const string EndOfMessage = "\u001e";

    private readonly ClientWebSocket _socket = new();
    private readonly HttpMessageInvoker _http = new(new SocketsHttpHandler { ConnectCallback = ConnectAsync });

    public static async Task<DeafReader> FollowAsync(Uri server, SessionId session)
    {
        var reader = new DeafReader();
        var hub = new UriBuilder(server) { Scheme = "ws", Path = "/hubs/session" }.Uri;
        await reader._socket.ConnectAsync(hub, reader._http, CancellationToken.None);
        await reader.SayAsync("""{"protocol":"json","version":1}""");
        await reader.SayAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "1", target = nameof(ISessionHub.Join), arguments = new object?[] { session.ToString(), null, null } }));
        return reader;
    }

    /// <summary>Reads what still lies in the buffers, until the connection turns out to be dead.</summary>
    public async Task FindsItselfCutOffAsync(TimeSpan limit)
    {
        using var late = new CancellationTokenSource(limit);
        var buffer = new byte[65_536];
        try
        {
            while ((await _socket.ReceiveAsync(buffer, late.Token)).MessageType is not WebSocketMessageType.Close)
            {
            }
        }
        catch (WebSocketException)
        {
            // Cut in the middle of a message.
        }
    }

    public ValueTask DisposeAsync()
    {
        _socket.Abort();
        _socket.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private Task SayAsync(string message) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + EndOfMessage), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = SmallestBuffer };
        await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }
}
