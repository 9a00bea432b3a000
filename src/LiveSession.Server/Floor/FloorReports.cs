using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Floor;

/// <summary>Counts how the floor of sessions was shared.</summary>
internal sealed class FloorReports(MeetingDirectory directory, TimeProvider time)
{
    /// <summary>How it was shared, as anybody may read it.</summary>
    public async Task<FloorReport> ReadAsync(SessionPlace place) =>
        FloorSharing.Publish(Count(place, await place.Writer.StateAsync(), await SpokeEarlierAsync(place)));

    /// <summary>How it was shared.</summary>
    /// <param name="place">The session.</param>
    /// <param name="state">Its state.</param>
    /// <param name="earlier">Who spoke in the meeting before.</param>
    public FloorShares Count(SessionPlace place, SessionState state, IReadOnlySet<ParticipantId> earlier) =>
        FloorSharing.Of(state.Floor, GroupsOf(place), earlier, state.ClosedAt ?? time.GetUtcNow());

    /// <summary>To whom the floor might be given next for balance.</summary>
    public static FloorAdvice? Advise(SessionPlace place, SessionState state, FloorShares shares) => FloorSharing.Advise(state.Floor, shares, GroupsOf(place));

    /// <summary>Who had the floor in a session of the meeting that was opened before this one.</summary>
    public async Task<IReadOnlySet<ParticipantId>> SpokeEarlierAsync(SessionPlace place)
    {
        var opened = (await place.Writer.StateAsync()).OpenedAt ?? time.GetUtcNow();
        var spoke = new HashSet<ParticipantId>();
        foreach (var planned in place.Meeting.Sessions.Values.Where(planned => planned.Id != place.Planned.Id && planned.StartsAt <= place.Planned.StartsAt))
        {
            var state = await directory.WriterOf(planned.Id).StateAsync();
            if (state.OpenedAt < opened)
            {
                spoke.UnionWith(state.Floor.Turns.Select(turn => turn.Speaker.Id));
            }
        }

        return spoke;
    }

    private static Func<ParticipantId, StakeholderGroup> GroupsOf(SessionPlace place) =>
        participant => place.Meeting.Participants.TryGetValue(participant, out var listed) ? listed.Group : StakeholderGroup.Unspecified;
}
