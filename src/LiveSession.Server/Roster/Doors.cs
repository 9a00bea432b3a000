using System.Security.Claims;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Roster;

/// <summary>
/// Says who a signed-in person is in a meeting, at this moment: from the links they opened, as far as those still stand, with the role
/// the roster gives them now. Nothing about a role is kept in a sign-in.
/// </summary>
internal sealed class Doors(MeetingDirectory directory)
{
    /// <summary>Everybody this sign-in is in a meeting; empty for somebody unnamed.</summary>
    public async ValueTask<IReadOnlyList<Actor>> ActorsAsync(ClaimsPrincipal? principal, MeetingState meeting)
    {
        List<Actor>? actors = null;
        foreach (var grant in Grant.Of(principal))
        {
            var actor = grant.Log == LogId.House
                ? await SecretariatAsync(grant.Invitation)
                : grant.Log.Meeting == meeting.Id ? ActorIn(meeting, grant.Invitation) : null;
            if (actor is not null)
            {
                (actors ??= []).Add(actor);
            }
        }

        return actors ?? [];
    }

    /// <summary>The session of an address, if this sign-in may read it.</summary>
    public async ValueTask<SessionPlace?> FindAsync(ClaimsPrincipal? principal, string slug, int number) =>
        await directory.FindAsync(slug, number) is { } place && await MayReadAsync(principal, place.Meeting) ? place : null;

    /// <summary>A session, if this sign-in may read it.</summary>
    public async ValueTask<SessionPlace?> FindAsync(ClaimsPrincipal? principal, SessionId session) =>
        await directory.FindAsync(session) is { } place && await MayReadAsync(principal, place.Meeting) ? place : null;

    /// <summary>As whom a person acts: the first of their roles that fits, else the latest, else nobody.</summary>
    public async ValueTask<Actor> ActorAsync(ClaimsPrincipal? principal, MeetingState meeting, Func<Role, bool> fits)
    {
        var actors = await ActorsAsync(principal, meeting);
        return actors.FirstOrDefault(actor => fits(actor.Role)) ?? (actors is [var latest, ..] ? latest : Actor.Anonymous);
    }

    /// <summary>Whether a person is a meeting's secretariat.</summary>
    public async ValueTask<bool> IsSecretariatAsync(ClaimsPrincipal? principal, MeetingState meeting) =>
        (await ActorsAsync(principal, meeting)).Any(actor => actor.Role is Role.Secretariat);

    /// <summary>
    /// As whom a person works in a session: in the role asked for, as the secretariat, or, where the chair is asked for, as somebody entrusted with a
    /// part of the chair's work; null when they do not.
    /// </summary>
    public async ValueTask<Actor?> FloorActorAsync(ClaimsPrincipal? principal, SessionPlace place, Role @as, DateTimeOffset at)
    {
        var actors = await ActorsAsync(principal, place.Meeting);
        var presiding = (await place.Writer.StateAsync()).Presiding;
        return actors.FirstOrDefault(actor => actor.Role == @as)
            ?? actors.FirstOrDefault(actor => actor.Role is Role.Secretariat)
            ?? actors.FirstOrDefault(actor => @as is Role.Chair && presiding.IsEntrusted(actor.Id, at));
    }

    /// <summary>Who this sign-in is to the installation as a whole: its secretariat, or nobody.</summary>
    public async ValueTask<Actor> HouseActorAsync(ClaimsPrincipal? principal)
    {
        foreach (var grant in Grant.Of(principal).Where(grant => grant.Log == LogId.House))
        {
            if (await SecretariatAsync(grant.Invitation) is { } actor)
            {
                return actor;
            }
        }

        return Actor.Anonymous;
    }

    /// <summary>Whether a person may read a meeting's sessions.</summary>
    public async ValueTask<bool> MayReadAsync(ClaimsPrincipal? principal, MeetingState meeting) =>
        meeting.Public || (await ActorsAsync(principal, meeting)).Count > 0;

    private static Actor? ActorIn(MeetingState meeting, InvitationId id) =>
        meeting.Invitations.All.TryGetValue(id, out var invitation)
        && invitation.RevokedAt is null
        && meeting.Participants.TryGetValue(invitation.Participant, out var listed)
            ? new Actor(listed.Id, listed.Role, listed.Name, listed.Affiliation)
            : null;

    private async ValueTask<Actor?> SecretariatAsync(InvitationId id) =>
        (await directory.House.StateAsync()).Invitations.All.TryGetValue(id, out var invitation) && invitation.RevokedAt is null
            ? new Actor(invitation.Participant, Role.Secretariat, "Secretariat", "")
            : null;
}
