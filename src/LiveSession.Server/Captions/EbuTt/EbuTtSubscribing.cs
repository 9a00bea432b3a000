using System.Net.WebSockets;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.EbuTt;

/// <summary>Gives a channel's documents to a connection, at the pace it reads; whoever does not read is cut off like any reader.</summary>
internal sealed class EbuTtSubscribing(
    EbuTtSockets sockets, EbuTtSequences sequences, Instruments instruments, IOptions<BroadcastOptions> options, TimeProvider time)
{
    /// <summary>Serves a connection that reads.</summary>
    public Task ServeAsync(HttpContext http, SessionPlace place, string track, Pass pass) =>
        sockets.ServeAsync(http, pass, socket => RunAsync(socket, place, track));

    private async Task RunAsync(EbuTtSocket socket, SessionPlace place, string track)
    {
        var output = await sequences.EnterAsync(place, track);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(socket.Ended);
        try
        {
            var writing = WriteAsync(socket, output, leaving.Token);
            var spoke = await socket.ReceiveAsync(0) is not null;
            await leaving.CancelAsync();
            if (spoke)
            {
                await socket.EndAsync(WebSocketCloseStatus.PolicyViolation, "Nothing is taken here: publish on the address for it.", time);
            }

            await writing;
        }
        finally
        {
            sequences.Leave(place, track);
        }
    }

    private async Task WriteAsync(EbuTtSocket socket, EbuTtOutput output, CancellationToken leaving)
    {
        try
        {
            for (var had = -1L; ;)
            {
                (var document, had) = await output.NextAsync(had, leaving);
                await socket.SendAsync(document, options.Value.StallLimit);
            }
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The reader left, or is told to.
        }
        catch (TimeoutException)
        {
            instruments.CutOff.Add(1);
            socket.Abort();
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or ObjectDisposedException)
        {
            socket.Abort();
        }
    }
}
