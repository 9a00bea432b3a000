using LiveSession.Server.Broadcast;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Sessions;

/// <summary><c>/hubs/session</c> where no WebSocket gets through. See <see cref="ISessionHub"/>; WebSockets: <see cref="ReaderSockets"/>.</summary>
internal sealed class SessionHub(SessionJoins joins, SessionCommands commands, SessionBroadcaster broadcaster) : Hub<ISessionClient>, ISessionHub
{
    private SessionSeat Seat => new(joins, commands, Context.User, Context.ConnectionId);

    public Task<JoinResult> Join(SessionId session, LogPosition? seen, string? language) => Seat.Join(session, seen, language);

    public Task Leave(SessionId session) => Seat.Leave(session);

    public Task<CommandResult> RequestFloor(SessionId session, CommandId command, RequestFloor request) => Seat.RequestFloor(session, command, request);

    public Task<CommandResult> WithdrawRequest(SessionId session, CommandId command) => Seat.WithdrawRequest(session, command);

    public Task<CommandResult> DeferRequest(SessionId session, CommandId command) => Seat.DeferRequest(session, command);

    public Task<CommandResult> YieldFloor(SessionId session, CommandId command) => Seat.YieldFloor(session, command);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        broadcaster.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}
