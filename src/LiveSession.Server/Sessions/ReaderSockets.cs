using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.WebSockets;
using LiveSession.Server.Broadcast;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Sessions;

/// <summary>
/// <c>/hubs/session</c> for whoever comes by WebSocket, that is nearly every reader. On the wire it is the SignalR hub of the same
/// address, and its clients notice no difference; inside, a connection is hardly more than its socket.
/// </summary>
internal sealed partial class ReaderSockets(
    SessionJoins joins, SessionCommands commands, SessionBroadcaster broadcaster, Outlets outlets, IEnumerable<IHubProtocol> protocols,
    IOptions<HubOptions> options, TimeProvider time, ILogger<ReaderSockets> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // A pipe over a WebSocket that holds no memory while nothing arrives.
    private static readonly StreamPipeReaderOptions Frugal = new(bufferSize: 1_024, useZeroByteReads: true, leaveOpen: true);

    private readonly ConcurrentDictionary<ReaderSocket, WebSocket> _open = new();
    private readonly IHubProtocol _protocol = protocols.Single(protocol => protocol.Name == "json");
    private volatile bool _closing;

    /// <summary>Whether a request is a reader's WebSocket. Others go on to the hub: negotiation, server-sent events, long polling.</summary>
    public static bool Takes(HttpContext http) =>
        http.Request.Path.Equals("/hubs/session", StringComparison.OrdinalIgnoreCase)
        && HttpMethods.IsGet(http.Request.Method)
        && http.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true };

    /// <summary>Puts this way out in front of the framework's WebSockets.</summary>
    public void Branch(IApplicationBuilder branch)
    {
        branch.Use(next => http =>
        {
            http.Features.Set<IHttpUpgradeFeature>(new SocketUpgrade(http, http.Features.GetRequiredFeature<IHttpUpgradeFeature>(), _protocol));
            return next(http);
        });
        branch.UseWebSockets();
        branch.Run(ServeAsync);
    }

    /// <summary>Ends all connections, those that read in good order: the process is stopping.</summary>
    public async Task CloseAsync()
    {
        _closing = true;
        await CloseAsync(_ => true);
    }

    /// <summary>Ends some connections, those that read in good order.</summary>
    public async Task CloseAsync(Func<IOutlet, bool> concerned)
    {
        var leaving = _open.Where(open => concerned(open.Key.Outlet)).ToArray();
        foreach (var (reader, socket) in leaving)
        {
            _ = SayGoodbyeAsync(reader, socket);
        }

        await Task.Delay(Patience, time, CancellationToken.None);
        foreach (var (reader, _) in leaving)
        {
            reader.Outlet.Abort();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var ping = WebSocketFrame.Text(_protocol.GetMessageBytes(PingMessage.Instance).Span);
        var (quiet, silent) = (options.Value.KeepAliveInterval!.Value.TotalMilliseconds, options.Value.ClientTimeoutInterval!.Value.TotalMilliseconds);
        using var timer = new PeriodicTimer(Round, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var (reader, _) in _open)
                {
                    if (Environment.TickCount64 - reader.HeardAt > silent)
                    {
                        reader.Outlet.Abort();
                    }
                    else if (Environment.TickCount64 - reader.Outlet.WrittenAt > quiet)
                    {
                        _ = reader.Outlet.SendAsync(ping).AsTask();
                    }
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task ServeAsync(HttpContext http)
    {
        if (!http.WebSockets.IsWebSocketRequest)
        {
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        using var socket = await http.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { KeepAliveInterval = Timeout.InfiniteTimeSpan });
        var outlet = ((SocketUpgrade)http.Features.GetRequiredFeature<IHttpUpgradeFeature>()).Outlet!;
        var reader = new ReaderSocket(outlet, new SessionSeat(joins, commands, http.User, outlet.Id), _protocol, (method, e) => Log.Broke(logger, method, e));
        outlets.Add(outlet);
        _open[reader] = socket;
        if (_closing)
        {
            outlet.Abort();
        }

        var input = PipeReader.Create(WebSocketStream.Create(socket, WebSocketMessageType.Text), Frugal);
        try
        {
            await reader.RunAsync(input, options.Value.HandshakeTimeout!.Value, http.RequestAborted);
            await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, http.RequestAborted);
        }
        catch (Exception e)
        {
            // Gone, silent for too long, or speaking something else; a call that breaks was answered before.
            Log.Ended(logger, outlet.Id, e);
            outlet.Abort();
        }
        finally
        {
            await input.CompleteAsync();
            _open.TryRemove(reader, out _);
            outlets.Remove(outlet.Id);
            broadcaster.Leave(outlet.Id);
        }
    }

    private async Task SayGoodbyeAsync(ReaderSocket reader, WebSocket socket)
    {
        try
        {
            await reader.Outlet.SendAsync(WebSocketFrame.Text(_protocol.GetMessageBytes(new CloseMessage(error: null, allowReconnect: true)).Span));
            await socket.CloseOutputAsync(WebSocketCloseStatus.EndpointUnavailable, null, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Gone already.
        }
    }

    private static partial class Log
    {
        [LoggerMessage(141, LogLevel.Error, "{Method} broke")]
        public static partial void Broke(ILogger logger, string method, Exception exception);

        [LoggerMessage(142, LogLevel.Debug, "Reader {Connection} ended")]
        public static partial void Ended(ILogger logger, string connection, Exception exception);
    }
}
