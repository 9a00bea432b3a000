using System.Collections.Concurrent;
using System.Net.WebSockets;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Server.Log;
using LiveSession.Server.Roster;

namespace LiveSession.Server.Captions.EbuTt;

/// <summary>The open connections of EBU-TT Live: they end when their source is withdrawn, their meeting is closed to the public, or the server stops.</summary>
internal sealed class EbuTtSockets(OpenConnections connections, ISessionFeed feed, TimeProvider time) : FeedListener(feed)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Alive = TimeSpan.FromSeconds(20);

    private readonly ConcurrentDictionary<EbuTtSocket, Pass> _open = new();
    private volatile bool _closing;

    public int CountOf(CaptionSourceId source) => _open.Values.Count(pass => pass.Source == source && pass.Publishes);

    /// <summary>Serves one connection from its beginning to its end.</summary>
    public Task ServeAsync(HttpContext http, Pass pass, Func<EbuTtSocket, Task> serve) => connections.GuardAsync(http, async opened =>
    {
        using var socket = await opened.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = Alive, KeepAliveTimeout = Alive });
        var connection = new EbuTtSocket(socket, opened);
        _open[connection] = pass;
        try
        {
            if (_closing)
            {
                await SayGoodbyeAsync(connection);
            }

            await serve(connection);
            await connection.CloseAsync();
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Gone, or told to go.
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    });

    /// <summary>Ends all connections, in good order where the other side answers: the process is stopping.</summary>
    public async Task CloseAsync()
    {
        _closing = true;
        await Task.WhenAny(Task.WhenAll(_open.Keys.Select(SayGoodbyeAsync)), Task.Delay(2 * Patience, time, CancellationToken.None));
    }

    protected override void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        foreach (var happened in events.Select(happened => happened.Event))
        {
            switch (happened)
            {
                case CaptionSourceRevoked revoked:
                    End(pass => pass.Source == revoked.Source, Rejections.UnknownSource.Message);
                    break;
                case MeetingDescribed { Public: false }:
                    End(pass => pass.Meeting == log.Meeting && pass.IsPublic, Rejections.UnknownSession.Message);
                    break;
            }
        }
    }

    private void End(Func<Pass, bool> concerned, string reason)
    {
        foreach (var (socket, _) in _open.Where(open => concerned(open.Value)))
        {
            _ = socket.EndAsync(WebSocketCloseStatus.PolicyViolation, reason, time);
        }
    }

    private Task SayGoodbyeAsync(EbuTtSocket socket) =>
        socket.EndAsync(WebSocketCloseStatus.EndpointUnavailable, "The server is stopping. Please connect again.", time);
}

/// <summary>By what right a connection is open.</summary>
/// <param name="Meeting">The meeting it concerns.</param>
/// <param name="Source">The source whose secret opened it.</param>
/// <param name="Publishes">Whether it brings documents, rather than taking them.</param>
/// <param name="IsPublic">Whether it is open to anybody because the meeting is.</param>
internal sealed record Pass(MeetingId Meeting, CaptionSourceId? Source, bool Publishes, bool IsPublic);
