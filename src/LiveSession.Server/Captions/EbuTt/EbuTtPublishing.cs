using System.Net.WebSockets;
using System.Text;
using LiveSession.Ingest.Live.EbuTt;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.EbuTt;

/// <summary>
/// Takes in the documents that a connection brings. As the standard has it, whatever is no document ends the connection, with the reason in
/// the close frame; a document that only comes at the wrong time, before the session opens or while a colleague is on air, does not.
/// </summary>
internal sealed class EbuTtPublishing(EbuTtSockets sockets, SourceDesk desk, SourcePace pace, Instruments instruments, IOptions<SourceOptions> options, TimeProvider time)
{
    /// <summary>How many connections of one source may be open at once: one that is used, one that takes over, and some that hang.</summary>
    public const int MostConnections = 5;

    /// <summary>Whether a source may open another connection; null when it may.</summary>
    public Rejection? Refusal(FoundSource found) =>
        found.Source.Protocol is not CaptionProtocol.EbuTtLive ? Rejections.OtherProtocol(found.Source.Protocol.ToString())
        : sockets.CountOf(found.Source.Id) >= MostConnections ? Rejections.TooManyConnections(MostConnections)
        : null;

    /// <summary>Serves a connection of a source.</summary>
    public Task ServeAsync(HttpContext http, FoundSource found, string sequence) => sockets.ServeAsync(
        http, new Pass(found.Place.Meeting.Id, found.Source.Id, Publishes: true, IsPublic: false), socket => ReadAsync(socket, found, sequence));

    private async Task ReadAsync(EbuTtSocket socket, FoundSource found, string sequence)
    {
        var first = true;
        while (await NextAsync(socket, found) is var (bytes, isText))
        {
            if (Read(found, bytes, isText, sequence, out var document) is var (status, fault))
            {
                Count(fault);
                await desk.RefuseAsync(found, fault);
                await socket.EndAsync(status, fault.Message, time);
                return;
            }

            if (document is not null)
            {
                Count(await desk.DocumentAsync(found, document, first));
                first = false;
            }
        }
    }

    // Text that is no UTF-8 never becomes a message: the framework closes the connection.
    private async Task<(byte[] Bytes, bool IsText)?> NextAsync(EbuTtSocket socket, FoundSource found)
    {
        try
        {
            return await socket.ReceiveAsync(options.Value.PostLength);
        }
        catch (WebSocketException e) when (e.WebSocketErrorCode is WebSocketError.Faulted)
        {
            var fault = Rejections.UnreadableDocument("it is not UTF-8");
            Count(fault);
            await desk.RefuseAsync(found, fault);
            await socket.LingerAsync(time);
            return null;
        }
    }

    private (WebSocketCloseStatus Status, Rejection Fault)? Read(FoundSource found, byte[] bytes, bool isText, string sequence, out EbuTtDocument? document)
    {
        document = null;
        if (!isText)
        {
            return (WebSocketCloseStatus.InvalidMessageType, Rejections.UnreadableDocument("it came as bytes, not as text"));
        }

        if (bytes.Length > options.Value.PostLength)
        {
            return (WebSocketCloseStatus.MessageTooBig, Rejections.PostTooLarge(options.Value.PostLength));
        }

        if (!pace.Allows(found.Source.Id))
        {
            return (WebSocketCloseStatus.PolicyViolation, Rejections.TooFast(pace.PerSecond));
        }

        var reading = EbuTtReader.Read(Encoding.UTF8.GetString(bytes));
        document = reading.Document;
        return reading.Fault is { } fault ? (WebSocketCloseStatus.InvalidPayloadData, Rejections.UnreadableDocument(fault))
            : document is not null && document.Sequence != sequence ? (WebSocketCloseStatus.PolicyViolation, Rejections.OtherSequence(sequence))
            : null;
    }

    private void Count(Rejection? rejection) => instruments.Posts.Add(1, new KeyValuePair<string, object?>("rejection", rejection?.Code));
}
