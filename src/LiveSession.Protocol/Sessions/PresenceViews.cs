using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>
/// Who follows a session now, on all nodes together. Presence: it is in no log, and nothing may depend on it. Those who work in the session (the
/// chair, captioners, the secretariat) are not counted.
/// </summary>
/// <param name="Hall">How many follow from the hall: people with a link of their own once each, everybody else by connection.</param>
/// <param name="Remote">How many people with a link of their own follow from elsewhere.</param>
/// <param name="Observers">How many connections without such a link follow from elsewhere.</param>
/// <param name="People">Who of those with a link of their own is there.</param>
public sealed record PresenceView(int Hall, int Remote, int Observers, ImmutableArray<PersonPresent> People)
{
    /// <summary>Whether there may be others: who is connected to other nodes is not known at the moment.</summary>
    public bool OnlyHere { get; init; }

    /// <summary>Whether another view shows the same.</summary>
    public bool Looks(PresenceView? other) =>
        other is not null && (Hall, Remote, Observers, OnlyHere) == (other.Hall, other.Remote, other.Observers, other.OnlyHere) && People.SequenceEqual(other.People);
}

/// <summary>Somebody with a link of their own who follows a session now.</summary>
/// <param name="Id">Who.</param>
/// <param name="Place">In the hall, where one of their devices says so; else remote.</param>
public sealed record PersonPresent(ParticipantId Id, Place Place);

/// <summary>Who follows a session: everybody at first, then what changed. A change to a revision that is not at hand is passed over.</summary>
/// <param name="Revision">Numbers the states on this connection.</param>
/// <param name="After">The revision it changes; 0: this is all of it.</param>
/// <param name="Hall">As in <see cref="PresenceView"/>.</param>
/// <param name="Remote">As in <see cref="PresenceView"/>.</param>
/// <param name="Observers">As in <see cref="PresenceView"/>.</param>
/// <param name="Came">Who came, or changed places.</param>
/// <param name="Left">Who left.</param>
public sealed record PresenceNews(
    long Revision, long After, int Hall, int Remote, int Observers, ImmutableArray<PersonPresent> Came, ImmutableArray<ParticipantId> Left)
{
    /// <summary>As in <see cref="PresenceView"/>.</summary>
    public bool OnlyHere { get; init; }
}
