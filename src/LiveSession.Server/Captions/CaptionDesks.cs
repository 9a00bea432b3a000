using System.Collections.Concurrent;
using LiveSession.Client.Captions;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Captions;

/// <summary>Which captioners are connected to which session at this moment, here and on the other nodes. Presence: it is in no log.</summary>
internal sealed class CaptionDesks(SessionJoins joins, MeetingDirectory directory, SessionBroadcaster broadcaster, Presence presence)
{
    private readonly ConcurrentDictionary<string, (SessionId Session, ParticipantId Captioner, string Name)> _desks = new(StringComparer.Ordinal);

    /// <summary>Lets a captioner's connection follow a session, and remembers who it is.</summary>
    public async Task<DeskResult> SitDownAsync(HubCallerContext caller, SessionId session)
    {
        var desk = await joins.SitDownAsync(caller, session, Role.Captioner, Role.Secretariat);
        if (desk.Me is { } me && (await directory.FindAsync(session))?.Meeting.Participants.GetValueOrDefault(me) is { Role: Role.Captioner } listed)
        {
            _desks[caller.ConnectionId] = (session, me, listed.Name);
        }

        return desk;
    }

    /// <summary>A connection is gone.</summary>
    public void Leave(string connectionId) => _desks.TryRemove(connectionId, out _);

    /// <summary>Who is there, by name.</summary>
    public ImmutableArray<CaptionerHere> At(SessionId session) =>
        Gather(Connected(session).Concat(presence.Elsewhere(session).SelectMany(node => node.Captioners)));

    /// <summary>Who of them is connected to a session on this node.</summary>
    public ImmutableArray<CaptionerHere> Here(SessionId session) => Gather(Connected(session));

    /// <summary>How many read beside one console, which reads too, to show what the others see.</summary>
    public int CountOtherReaders(SessionId session) =>
        Math.Max(0, broadcaster.CountReaders(session) - 1) + presence.Elsewhere(session).Sum(node => node.Readers);

    private IEnumerable<CaptionerHere> Connected(SessionId session) =>
        _desks.Values.Where(desk => desk.Session == session).Select(desk => new CaptionerHere(desk.Captioner, desk.Name, 1));

    private static ImmutableArray<CaptionerHere> Gather(IEnumerable<CaptionerHere> desks) =>
        [.. desks.GroupBy(desk => (desk.Id, desk.Name))
            .Select(same => new CaptionerHere(same.Key.Id, same.Key.Name, same.Sum(desk => desk.Desks)))
            .OrderBy(captioner => captioner.Name, StringComparer.Ordinal)];
}
