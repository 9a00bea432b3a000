using LiveSession.Server.Nodes;

namespace LiveSession.Server.Broadcast;

/// <summary>Who follows a session, here and on the other nodes.</summary>
internal sealed partial class SessionBroadcaster
{
    /// <summary>Who reads a session on this node.</summary>
    public SessionPresence Here(SessionId session)
    {
        var readers = _audiences.TryGetValue(session, out var audience) ? [.. audience.Followers.Where(follower => follower.Reads)] : Array.Empty<Follower>();
        var unnamed = readers.Where(reader => reader.Reading.Kind is ReaderKind.Unnamed).ToLookup(reader => reader.Outlet.IsInHall);
        return new SessionPresence(session, readers.Length, [])
        {
            Hall = unnamed[true].Count(),
            Observers = unnamed[false].Count(),
            People = EachOnce(readers.Where(reader => reader.Reading.Person is not null)
                .Select(reader => new PersonPresent(reader.Reading.Person!.Value, reader.Outlet.IsInHall ? Place.Hall : Place.Remote))),
        };
    }

    /// <summary>Who follows a session on all nodes that are heard.</summary>
    public PresenceView PresenceAt(SessionId session)
    {
        var nodes = presence.Elsewhere(session).Prepend(Here(session)).ToArray();
        var people = EachOnce(nodes.SelectMany(node => node.People));
        var inHall = people.Count(person => person.Place is Place.Hall);
        return new PresenceView(inHall + nodes.Sum(node => node.Hall), people.Length - inHall, nodes.Sum(node => node.Observers), people) { OnlyHere = presence.IsBlind };
    }

    // Only desks are told: what two thousand readers would be sent when one more comes is of no use to them.
    private void TellWhoIsThere()
    {
        foreach (var audience in _audiences.Values.Where(audience => audience.Followers.Any(follower => !follower.Reads)))
        {
            audience.Publish(PresenceAt(audience.Session));
        }
    }

    // Somebody with several devices is there once, and in the hall where one of them says so.
    private static ImmutableArray<PersonPresent> EachOnce(IEnumerable<PersonPresent> people) =>
        [.. people.GroupBy(person => person.Id)
            .Select(same => new PersonPresent(same.Key, same.Any(person => person.Place is Place.Hall) ? Place.Hall : Place.Remote))
            .OrderBy(person => person.Id.Value)];
}
