using System.Collections.Concurrent;
using LiveSession.Core.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Floor;

/// <summary>
/// Who of those who may preside is connected to which session, here and on the other nodes, and since when the others are gone. Presence: it is in
/// no log. After a restart everybody has just been there.
/// </summary>
internal sealed class FloorDesks(SessionJoins joins, Presence presence, TimeProvider time)
{
    private readonly ConcurrentDictionary<object, (SessionId Session, ParticipantId Chair)> _desks = new();
    private readonly ConcurrentDictionary<(SessionId Session, ParticipantId Chair), long> _seen = new();
    private long _since = time.GetTimestamp();

    /// <summary>Lets a connection work in a session, and remembers who it is.</summary>
    public async Task<DeskResult> SitDownAsync(HubCallerContext caller, SessionId session)
    {
        var (desk, role) = await joins.SitDownAtTheFloorAsync(caller, session);
        if (desk.Me is { } me && role is Role.Chair)
        {
            SitDown(caller.ConnectionId, session, me);
        }

        return desk;
    }

    /// <summary>Somebody who may preside is there.</summary>
    public void SitDown(object desk, SessionId session, ParticipantId chair) => _desks[desk] = (session, chair);

    /// <summary>A connection or console is gone.</summary>
    public void Leave(object desk)
    {
        if (_desks.TryRemove(desk, out var left))
        {
            Saw(left, time.GetTimestamp());
        }
    }

    /// <summary>Who is connected to a session on this node.</summary>
    public ImmutableArray<ParticipantId> Here(SessionId session) =>
        [.. _desks.Values.Where(desk => desk.Session == session).Select(desk => desk.Chair).Distinct().Order(Comparer<ParticipantId>.Create((one, other) => one.Value.CompareTo(other.Value)))];

    /// <summary>
    /// Remembers whom the other nodes named and when, so that it is known how long they have been gone once they are. While they cannot be heard
    /// nobody is known to be gone, and everybody's time begins when they can.
    /// </summary>
    public void NoteElsewhere()
    {
        if (presence.IsBlind)
        {
            Volatile.Write(ref _since, time.GetTimestamp());
        }

        foreach (var (elsewhere, heardAt) in presence.Everywhere)
        {
            foreach (var chair in elsewhere.Presiding)
            {
                Saw((elsewhere.Session, chair), heardAt);
            }
        }
    }

    /// <summary>Whether somebody who is not connected here may be connected to another node, and nobody here knows.</summary>
    public bool IsBlind => presence.IsBlind;

    /// <summary>Of those who may preside in a meeting, who is not connected to a session, and for how long.</summary>
    public ImmutableDictionary<ParticipantId, TimeSpan> GoneFrom(SessionId session, MeetingState meeting)
    {
        var here = Here(session).Concat(presence.Elsewhere(session).SelectMany(node => node.Presiding)).ToHashSet();
        return meeting.Chairs.Where(chair => !here.Contains(chair.Id))
            .ToImmutableDictionary(
                chair => chair.Id, chair => time.GetElapsedTime(Math.Max(_seen.GetValueOrDefault((session, chair.Id), long.MinValue), Volatile.Read(ref _since))));
    }

    private void Saw((SessionId Session, ParticipantId Chair) seat, long at) => _seen.AddOrUpdate(seat, at, (_, before) => Math.Max(before, at));
}
