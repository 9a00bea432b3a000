using System.Security.Claims;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Sessions;

/// <summary>Lets connections follow sessions, as far as they may.</summary>
internal sealed class SessionJoins(MeetingDirectory directory, Doors doors, SessionBroadcaster broadcaster)
{
    /// <summary>Follows as a reader.</summary>
    public async Task<JoinResult> FollowAsync(ClaimsPrincipal? caller, string connection, SessionId session, LogPosition? seen, string? language) =>
        await directory.FindAsync(session) is { } place && await doors.MayReadAsync(caller, place.Meeting)
            ? await broadcaster.JoinAsync(connection, place, seen, Languages.Known(language))
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
    public Task LeaveAsync(string connection)
    {
        broadcaster.Leave(connection);
        return Task.CompletedTask;
    }
}
