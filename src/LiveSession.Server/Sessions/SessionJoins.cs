using System.Security.Claims;
using LiveSession.Core.Roster;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Sessions;

/// <summary>Lets connections follow sessions, as far as they may.</summary>
internal sealed class SessionJoins(Doors doors, SessionBroadcaster broadcaster, TimeProvider time)
{
    /// <summary>Follows as a reader.</summary>
    public async Task<JoinResult> FollowAsync(ClaimsPrincipal? caller, string connection, SessionId session, LogPosition? seen, string? language) =>
        await doors.FindAsync(caller, session) is { } place
            ? await broadcaster.JoinAsync(connection, place, seen, Languages.Known(language), Reading.As(await doors.ActorsAsync(caller, place.Meeting)))
            : new JoinResult(null, null, [], false, [], null, [], Rejections.UnknownSession);

    /// <summary>Follows as somebody who works in the session, in one of these roles.</summary>
    public async Task<DeskResult> SitDownAsync(HubCallerContext caller, SessionId session, params Role[] roles) =>
        (await SitDownAsync(caller, session, async place =>
            await doors.ActorAsync(caller.User, place.Meeting, role => roles.Contains(role)) is var actor && roles.Contains(actor.Role) ? actor : null)).Desk;

    /// <summary>Follows as the chair, as the secretariat, or as somebody entrusted with a part of the chair's work; says in which role.</summary>
    public Task<(DeskResult Desk, Role? As)> SitDownAtTheFloorAsync(HubCallerContext caller, SessionId session) =>
        SitDownAsync(caller, session, place => doors.FloorActorAsync(caller.User, place, Role.Chair, time.GetUtcNow()));

    /// <summary>Stops following.</summary>
    public Task LeaveAsync(string connection)
    {
        broadcaster.Leave(connection);
        return Task.CompletedTask;
    }

    private async Task<(DeskResult Desk, Role? As)> SitDownAsync(HubCallerContext caller, SessionId session, Func<SessionPlace, ValueTask<Actor?>> asWhom)
    {
        var at = time.GetUtcNow();
        if (await doors.FindAsync(caller.User, session) is not { } place)
        {
            return (new DeskResult(null, null, Rejections.UnknownSession), null);
        }

        return await asWhom(place) is { } actor
            ? (new DeskResult(await broadcaster.JoinDeskAsync(caller.ConnectionId, place), actor.Id, At: at), actor.Role)
            : (new DeskResult(null, null, Rejections.NotAllowed), null);
    }
}
