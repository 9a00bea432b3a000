using LiveSession.Core.Log;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Meetings;

/// <summary>The installation as folded from its log: which meetings there are, and whom its secretariat admitted.</summary>
public sealed record HouseState : IFolded<HouseState>
{
    /// <inheritdoc/>
    public static HouseState Empty { get; } = new();

    /// <inheritdoc/>
    public LogCursor Cursor { get; init; } = LogCursor.Start;

    /// <summary>The meetings, by short name.</summary>
    public ImmutableSortedDictionary<string, MeetingId> Meetings { get; init; } =
        ImmutableSortedDictionary.Create<string, MeetingId>(StringComparer.Ordinal);

    /// <summary>The keys with which records are signed, in the order they were made; the last one is in use.</summary>
    public ImmutableList<RecordKeyMade> RecordKeys { get; init; } = [];

    /// <summary>The links of the installation's secretariat.</summary>
    public InvitationState Invitations { get; init; } = InvitationState.Empty;

    /// <inheritdoc/>
    public HouseState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var stepped = this with { Cursor = Cursor.Advance(happened) };
        return happened.Event switch
        {
            RecordKeyMade e => stepped with { RecordKeys = RecordKeys.Add(e) },
            MeetingRegistered e => stepped with { Meetings = Meetings.SetItem(e.Slug, e.Meeting) },
            _ => stepped with { Invitations = Invitations.Apply(happened) },
        };
    }
}
