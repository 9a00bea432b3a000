using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Broadcast;

/// <summary>One message for many connections. It is encoded once for each way out, when the first connection needs it.</summary>
internal sealed class Publication(HubMessage message)
{
    private byte[]? _frame;

    /// <summary>For SignalR's own connections.</summary>
    public SerializedHubMessage Message { get; } = new(message);

    /// <summary>The same message in a WebSocket frame, ready for the wire. Two threads may build it at once; either result is right.</summary>
    public ReadOnlyMemory<byte> FrameIn(IHubProtocol protocol) =>
        _frame ??= WebSocketFrame.Text(Message.GetSerializedMessage(protocol).Span);
}
