using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions;
using LiveSession.Server.Floor;
using LiveSession.Server.Log;

namespace LiveSession.Server.Nodes;

/// <summary>Who is connected to this node, as it tells the others.</summary>
internal sealed class NodePeople(SessionBroadcaster broadcaster, CaptionDesks desks, FloorDesks floor, ArchiveWatch watch)
{
    /// <summary>The sessions somebody follows here.</summary>
    public IEnumerable<SessionPresence> Here => broadcaster.Sessions.Select(session =>
    {
        var captioners = desks.Here(session);
        return broadcaster.Here(session) with { Captioners = captioners, Presiding = floor.Here(session), Unrecorded = watch.IsAway && captioners.Length > 0 };
    });
}
