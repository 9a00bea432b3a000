using System.Net.WebSockets;
using System.Text;

namespace LiveSession.Server.Captions.EbuTt;

/// <summary>One connection of EBU-TT Live: what comes in whole messages, what goes out, and an end with a reason.</summary>
internal sealed class EbuTtSocket(WebSocket socket, HttpContext http)
{
    private const int LongestReason = 123;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private int _ending;

    /// <summary>Ends when the connection does.</summary>
    public CancellationToken Ended { get; } = http.RequestAborted;

    /// <summary>The next message as it came; null when the other side closed. A longer one than may be is cut off behind its limit.</summary>
    /// <exception cref="WebSocketException">The connection broke, or what came is no UTF-8.</exception>
    public async Task<(byte[] Bytes, bool IsText)?> ReceiveAsync(int most)
    {
        using var message = new MemoryStream();
        var block = new byte[4_096];
        ValueWebSocketReceiveResult received;
        do
        {
            received = await socket.ReceiveAsync(block.AsMemory(), Ended);
            if (received.MessageType is WebSocketMessageType.Close)
            {
                return null;
            }

            message.Write(block, 0, received.Count);
        }
        while (!received.EndOfMessage && message.Length <= most);

        return (message.ToArray(), received.MessageType is WebSocketMessageType.Text);
    }

    /// <summary>Sends one document; whoever does not take it within the limit is cut off.</summary>
    /// <exception cref="TimeoutException">It was not taken.</exception>
    /// <exception cref="OperationCanceledException">The connection ended.</exception>
    /// <exception cref="WebSocketException">The connection broke.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> document, TimeSpan within)
    {
        using var limit = new CancellationTokenSource(within);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(Ended, limit.Token);
        try
        {
            await socket.SendAsync(document, WebSocketMessageType.Text, endOfMessage: true, either.Token);
        }
        catch (Exception e) when (limit.IsCancellationRequested && e is (OperationCanceledException or WebSocketException))
        {
            // The server ends a connection whose write was given up: that alone does not tell who ended it.
            throw new TimeoutException($"A document was not taken within {within}.", e);
        }
    }

    /// <summary>Ends the connection and says why; whoever does not answer is cut off.</summary>
    public async Task EndAsync(WebSocketCloseStatus status, string reason, TimeProvider time)
    {
        if (Interlocked.Exchange(ref _ending, 1) != 0)
        {
            return;
        }

        try
        {
            using var limit = new CancellationTokenSource(Patience, time);
            await socket.CloseOutputAsync(status, Shortened(reason), limit.Token);
            await Task.Delay(Patience, time, Ended);
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Gone already.
        }

        Abort();
    }

    /// <summary>Gives a close frame that is on its way the time to arrive.</summary>
    public Task LingerAsync(TimeProvider time) => Task.Delay(Patience, time, Ended);

    /// <summary>Cuts the connection off.</summary>
    public void Abort()
    {
        socket.Abort();
        try
        {
            http.Abort();
        }
        catch (ObjectDisposedException)
        {
            // The request is over.
        }
    }

    /// <summary>Answers a close, or whatever ended the reading, in good order.</summary>
    public async Task CloseAsync()
    {
        try
        {
            if (socket.State is WebSocketState.CloseReceived)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Ended);
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException)
        {
            // Gone already.
        }
    }

    // A close frame holds 123 bytes of reason.
    private static string Shortened(string reason)
    {
        while (Encoding.UTF8.GetByteCount(reason) > LongestReason)
        {
            reason = reason[..^(char.IsLowSurrogate(reason[^1]) ? 2 : 1)];
        }

        return reason;
    }
}
