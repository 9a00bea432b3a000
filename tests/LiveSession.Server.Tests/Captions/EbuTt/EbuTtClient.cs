using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Xml.Linq;
using LiveSession.Server.Tests.Host;

namespace LiveSession.Server.Tests.Captions.EbuTt;

/// <summary>Software that speaks EBU-TT Live over a real WebSocket.</summary>
internal sealed class EbuTtClient(ClientWebSocket socket) : IDisposable
{
    private static CancellationToken Limit => TestContext.Current.CancellationToken;

    public static async Task<EbuTtClient> ConnectAsync(RunningServer server, string path, Action<ClientWebSocketOptions>? configure = null)
    {
        var socket = new ClientWebSocket();
        configure?.Invoke(socket.Options);
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}{path}"), Limit);
        return new EbuTtClient(socket);
    }

    /// <summary>A connection that can take in little: who does not read it is noticed soon, whatever buffers the system has.</summary>
    public static async Task<EbuTtClient> ConnectNarrowlyAsync(RunningServer server, string path)
    {
        var socket = new ClientWebSocket();
        using var narrow = new HttpMessageInvoker(new SocketsHttpHandler
        {
            ConnectCallback = async (context, cancellation) =>
            {
                var connection = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4_096 };
                await connection.ConnectAsync(context.DnsEndPoint, cancellation);
                return new NetworkStream(connection, ownsSocket: true);
            },
        });
        await socket.ConnectAsync(new Uri($"ws://{server.Address.Authority}{path}"), narrow, Limit);
        return new EbuTtClient(socket);
    }

    public static string Document(long number, string rows, string attributes = "", string sequence = "one") => $"""
        <tt:tt ebuttp:sequenceIdentifier="{sequence}" ebuttp:sequenceNumber="{number}" {attributes} ttp:timeBase="media" xml:lang="en"
          xmlns:tt="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter" xmlns:ebuttp="urn:ebu:tt:parameters">
        <tt:body><tt:div><tt:p>{rows.Replace("|", "<tt:br/>", StringComparison.Ordinal)}</tt:p></tt:div></tt:body></tt:tt>
        """;

    public Task SendAsync(long number, string rows, string attributes = "", string sequence = "one") => SendAsync(Document(number, rows, attributes, sequence));

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] bytes, WebSocketMessageType type) => socket.SendAsync(bytes, type, endOfMessage: true, Limit);

    /// <summary>The next document; the rest of its attributes and rows are read from it.</summary>
    public async Task<XElement> HearAsync()
    {
        using var message = new MemoryStream();
        var block = new byte[65_536];
        WebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(block, Limit);
            received.MessageType.ShouldBe(WebSocketMessageType.Text);
            message.Write(block, 0, received.Count);
        }
        while (!received.EndOfMessage);

        return XElement.Parse(Encoding.UTF8.GetString(message.ToArray()));
    }

    /// <summary>Waits for the other side to close, and says with what.</summary>
    public async Task<(WebSocketCloseStatus? Status, string? Reason)> EndAsync()
    {
        var block = new byte[65_536];
        while ((await socket.ReceiveAsync(block, Limit)).MessageType is not WebSocketMessageType.Close)
        {
            // Documents on their way.
        }

        return (socket.CloseStatus, socket.CloseStatusDescription);
    }

    public Task CloseAsync() => socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, Limit);

    public void Dispose() => socket.Dispose();
}
