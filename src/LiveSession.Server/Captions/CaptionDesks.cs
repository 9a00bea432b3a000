using System.Collections.Concurrent;
using LiveSession.Client.Captions;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Meetings;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Captions;

/// <summary>Which captioners are connected to which session, at this moment and on this server. Presence: it is in no log.</summary>
internal sealed class CaptionDesks(SessionJoins joins, MeetingDirectory directory, SessionBroadcaster broadcaster)
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
        [.. _desks.Values.Where(desk => desk.Session == session)
            .GroupBy(desk => (desk.Captioner, desk.Name))
            .Select(desks => new CaptionerHere(desks.Key.Captioner, desks.Key.Name, desks.Count()))
            .OrderBy(captioner => captioner.Name, StringComparer.Ordinal)];

    /// <summary>How many read beside one console, which reads too, to show what the others see.</summary>
    public int CountOtherReaders(SessionId session) => Math.Max(0, broadcaster.CountReaders(session) - 1);
}
