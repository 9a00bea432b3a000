using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Broadcast;

/// <summary>Who follows a session, ready to be sent: as a change for who has the state before, whole for everybody else.</summary>
internal sealed record PresenceState(long Revision, long After, PresenceView? View, Publication? Change, Publication? Whole)
{
    /// <summary>Nobody has looked yet.</summary>
    public static readonly PresenceState Unknown = new(0, 0, null, null, null);

    public PresenceState Next(PresenceView view)
    {
        var (before, revision) = (View?.People ?? [], Revision + 1);
        return new PresenceState(
            revision, Revision, view,
            MessageOf(NewsOf(Revision, [.. view.People.Except(before)], [.. before.Select(person => person.Id).Except(view.People.Select(person => person.Id))])),
            MessageOf(NewsOf(0, view.People, [])));

        PresenceNews NewsOf(long after, ImmutableArray<PersonPresent> came, ImmutableArray<ParticipantId> left) =>
            new(revision, after, view.Hall, view.Remote, view.Observers, came, left) { OnlyHere = view.OnlyHere };
    }

    private static Publication MessageOf(PresenceNews news) => new(new InvocationMessage(nameof(IFloorClient.PresenceChanged), [news]));
}
