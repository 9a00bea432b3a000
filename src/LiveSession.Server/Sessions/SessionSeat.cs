using System.Security.Claims;

namespace LiveSession.Server.Sessions;

/// <summary>Somebody at <c>/hubs/session</c>, whichever way the connection came: what the contract's methods do, once.</summary>
internal sealed class SessionSeat(SessionJoins joins, SessionCommands commands, ClaimsPrincipal? caller, string connection) : ISessionHub
{
    public Task<JoinResult> Join(SessionId session, LogPosition? seen, string? language) =>
        joins.FollowAsync(caller, connection, session, seen, language);

    public Task Leave(SessionId session) => joins.LeaveAsync(connection);

    public Task<CommandResult> RequestFloor(SessionId session, CommandId command, RequestFloor request) =>
        commands.RunAsync(caller, session, command, request);

    public Task<CommandResult> WithdrawRequest(SessionId session, CommandId command) =>
        commands.RunAsync(caller, session, command, new WithdrawRequest());

    public Task<CommandResult> DeferRequest(SessionId session, CommandId command) =>
        commands.RunAsync(caller, session, command, new DeferRequest());

    public Task<CommandResult> YieldFloor(SessionId session, CommandId command) =>
        commands.RunAsync(caller, session, command, new YieldFloor());
}
