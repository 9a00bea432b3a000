using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Operations;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Sessions;

/// <summary>One reader's WebSocket: the handshake, then the calls it makes, one after the other.</summary>
/// <param name="outlet">The way out.</param>
/// <param name="seat">What its calls do.</param>
/// <param name="protocol">The hub protocol, JSON.</param>
/// <param name="faulted">Told of a call that broke.</param>
internal sealed class ReaderSocket(SocketOutlet outlet, ISessionHub seat, IHubProtocol protocol, Action<string, Exception> faulted)
{
    // Enough to refuse a note that is far too long in words; a connection must not hold more of the server's memory.
    private const int LargestCall = 32_768;
    private const int LargestHandshake = 1_024;

    private static readonly SessionCalls Calls = new();
    private static readonly ConditionalWeakTable<JoinResult, SnapshotFrame> Snapshots = [];

    /// <summary>When a whole message of the client was last heard, in milliseconds since the machine's start.</summary>
    public long HeardAt { get; private set; } = Environment.TickCount64;

    public SocketOutlet Outlet { get; } = outlet;

    /// <summary>Serves the connection until either side ends it.</summary>
    public async Task RunAsync(PipeReader input, TimeSpan handshakeWithin, CancellationToken ended)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(ended);
        late.CancelAfter(handshakeWithin);
        if (!await ShakeHandsAsync(input, late.Token))
        {
            return;
        }

        while (await ReadAsync(input, ended) is { } read)
        {
            var buffer = read.Buffer;
            while (protocol.TryParseMessage(ref buffer, Calls, out var message))
            {
                HeardAt = Environment.TickCount64;
                if (message is CloseMessage)
                {
                    return;
                }

                await TakeAsync(message);
            }

            if (read.IsCompleted || buffer.Length > LargestCall)
            {
                return;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    private async Task<bool> ShakeHandsAsync(PipeReader input, CancellationToken late)
    {
        while (await ReadAsync(input, late) is { } read)
        {
            var buffer = read.Buffer;
            if (HandshakeProtocol.TryParseRequestMessage(ref buffer, out var request))
            {
                input.AdvanceTo(buffer.Start);
                var refusal = request.Protocol == protocol.Name && protocol.IsVersionSupported(request.Version)
                    ? null
                    : $"The protocol '{request.Protocol}' version {request.Version} is not supported; this hub speaks '{protocol.Name}'.";
                await Outlet.SendAsync(HandshakeAnswer(refusal));
                return refusal is null;
            }

            if (read.IsCompleted || buffer.Length > LargestHandshake)
            {
                return false;
            }

            input.AdvanceTo(buffer.Start, buffer.End);
        }

        return false;
    }

    private static async ValueTask<ReadResult?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        try
        {
            var read = await input.ReadAsync(cancellationToken);
            return read.IsCompleted && read.Buffer.IsEmpty ? null : read;
        }
        catch (NotSupportedException)
        {
            // A stream over a WebSocket that the client closed cannot be read any more.
            return null;
        }
    }

    private async ValueTask TakeAsync(HubMessage message)
    {
        switch (message)
        {
            case InvocationMessage call:
                await AnswerAsync(call.InvocationId, await ResultAsync(call));
                break;
            case InvocationBindingFailureMessage failure:
                await AnswerAsync(failure.InvocationId, CompletionMessage.WithError(
                    failure.InvocationId!, $"Failed to invoke '{failure.Target}': {failure.BindingFailure.SourceException.Message}"));
                break;
            case StreamInvocationMessage stream:
                await AnswerAsync(stream.InvocationId, CompletionMessage.WithError(stream.InvocationId!, $"Failed to invoke '{stream.Target}': this hub sends no streams."));
                break;
        }
    }

    private async Task<CompletionMessage> ResultAsync(InvocationMessage call)
    {
        // A call without an id wants no answer; one is made all the same, and not sent.
        var id = call.InvocationId ?? "";
        try
        {
            return await SessionCalls.RunAsync(seat, call) is { } result ? CompletionMessage.WithResult(id, result) : CompletionMessage.Empty(id);
        }
        catch (HubException e)
        {
            return CompletionMessage.WithError(id, $"Failed to invoke '{call.Target}': {e.Message}");
        }
        catch (Exception e)
        {
            faulted(call.Target, e);
            return CompletionMessage.WithError(id, HubFaults.Said);
        }
    }

    private ValueTask AnswerAsync(string? invocation, CompletionMessage answer) =>
        invocation is null ? default : Outlet.SendAsync(
            answer.Result is JoinResult { Missed: null, Rejection: null } snapshot
                ? Snapshots.GetOrCreateValue(snapshot).FrameFor(answer, protocol)
                : WebSocketFrame.Text(protocol.GetMessageBytes(answer).Span));

    private static byte[] HandshakeAnswer(string? refusal)
    {
        var answer = new ArrayBufferWriter<byte>();
        HandshakeProtocol.WriteResponseMessage(refusal is null ? HandshakeResponseMessage.Empty : new HandshakeResponseMessage(refusal), answer);
        return WebSocketFrame.Text(answer.WrittenSpan);
    }
}

/// <summary>
/// The bytes of a snapshot that many readers get. The answer also carries the number of the call; clients of one kind all join with the
/// same one, so the latest is kept.
/// </summary>
internal sealed class SnapshotFrame
{
    private volatile Tuple<string, byte[]>? _latest;

    public ReadOnlyMemory<byte> FrameFor(CompletionMessage answer, IHubProtocol protocol)
    {
        if (_latest is not { } latest || latest.Item1 != answer.InvocationId)
        {
            latest = _latest = Tuple.Create(answer.InvocationId!, WebSocketFrame.Text(protocol.GetMessageBytes(answer).Span));
        }

        return latest.Item2;
    }
}
