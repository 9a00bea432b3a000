using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Sessions;

/// <summary><c>/hubs/session</c>. See <see cref="ISessionHub"/>.</summary>
internal sealed class SessionHub(SessionJoins joins, SessionCommands commands, SessionBroadcaster broadcaster) : Hub<ISessionClient>, ISessionHub
{
    public Task<JoinResult> Join(SessionId session, LogPosition? seen, string? language) =>
        joins.FollowAsync(Context, session, seen, language);

    public Task Leave(SessionId session) => joins.LeaveAsync(Context);

    public Task<CommandResult> RequestFloor(SessionId session, CommandId command, string? note) =>
        commands.RunAsync(Context.User, session, command, new RequestFloor(note));

    public Task<CommandResult> WithdrawRequest(SessionId session, CommandId command) =>
        commands.RunAsync(Context.User, session, command, new WithdrawRequest());

    public Task<CommandResult> YieldFloor(SessionId session, CommandId command) =>
        commands.RunAsync(Context.User, session, command, new YieldFloor());

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        broadcaster.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>Lets hub connections follow sessions, as far as they may.</summary>
internal sealed class SessionJoins(MeetingDirectory directory, Doors doors, SessionBroadcaster broadcaster)
{
    /// <summary>Follows as a reader.</summary>
    public async Task<JoinResult> FollowAsync(HubCallerContext caller, SessionId session, LogPosition? seen, string? language) =>
        await directory.FindAsync(session) is { } place && await doors.MayReadAsync(caller.User, place.Meeting)
            ? await broadcaster.JoinAsync(caller.ConnectionId, place, seen, Languages.Known(language))
            : new JoinResult(null, null, [], false, [], null, [], Rejections.UnknownSession);

    /// <summary>Follows as somebody who works in the session, in one of these roles.</summary>
    public async Task<DeskResult> SitDownAsync(HubCallerContext caller, SessionId session, params Role[] roles)
    {
        if (await directory.FindAsync(session) is not { } place || !await doors.MayReadAsync(caller.User, place.Meeting))
        {
            return new DeskResult(null, null, Rejections.UnknownSession);
        }

        var actor = await doors.ActorAsync(caller.User, place.Meeting, role => roles.Contains(role));
        return roles.Contains(actor.Role)
            ? new DeskResult(await broadcaster.JoinDeskAsync(caller.ConnectionId, place), actor.Id)
            : new DeskResult(null, null, Rejections.NotAllowed);
    }

    /// <summary>Stops following.</summary>
    public Task LeaveAsync(HubCallerContext caller)
    {
        broadcaster.Leave(caller.ConnectionId);
        return Task.CompletedTask;
    }
}
