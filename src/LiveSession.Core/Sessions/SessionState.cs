using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;

namespace LiveSession.Core.Sessions;

/// <summary>A session as folded from its log. Immutable; everything shown of a session is derived from it.</summary>
public sealed record SessionState : IFolded<SessionState>
{
    /// <inheritdoc/>
    public static SessionState Empty { get; } = new();

    /// <inheritdoc/>
    public LogCursor Cursor { get; init; } = LogCursor.Start;

    /// <summary>How far the session is.</summary>
    public SessionPhase Phase { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>While suspended: when it is meant to go on.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>Whether captions are shown without being kept.</summary>
    public bool OffTheRecord { get; init; }

    /// <summary>When it was off the record, in order; the last span goes on while it has no end.</summary>
    public ImmutableList<OffTheRecordSpan> OffTheRecordSpans { get; init; } = [];

    /// <summary>The agenda item under discussion.</summary>
    public AgendaItemView? CurrentItem { get; init; }

    /// <summary>The floor and the speaking queue.</summary>
    public FloorState Floor { get; init; } = FloorState.Empty;

    /// <summary>The caption lines and who writes them.</summary>
    public CaptionState Captions { get; init; } = CaptionState.Empty;

    /// <inheritdoc/>
    public SessionState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var stepped = this with { Cursor = Cursor.Advance(happened) };
        return happened.Event switch
        {
            SessionOpened => stepped with { Phase = SessionPhase.Open, OpenedAt = happened.At },
            SessionSuspended e => stepped with { Phase = SessionPhase.Suspended, ResumesAt = e.ResumesAt },
            SessionResumed => stepped with { Phase = SessionPhase.Open, ResumesAt = null },
            SessionClosed => stepped with
            {
                Phase = SessionPhase.Closed,
                ClosedAt = happened.At,
                ResumesAt = null,
                OffTheRecord = false,
                OffTheRecordSpans = OnTheRecordFrom(happened.At),
                Floor = Floor.Emptied(),
            },
            WentOffTheRecord => stepped with { OffTheRecord = true, OffTheRecordSpans = OffTheRecordSpans.Add(new OffTheRecordSpan(happened.At, null)) },
            WentOnTheRecord => stepped with { OffTheRecord = false, OffTheRecordSpans = OnTheRecordFrom(happened.At) },
            AgendaItemTakenUp e => stepped with { CurrentItem = new AgendaItemView(e.Item, e.Number, e.Title) },
            _ => stepped with
            {
                Floor = Floor.Apply(happened),
                Captions = Captions.Apply(happened, this),
            },
        };
    }

    private ImmutableList<OffTheRecordSpan> OnTheRecordFrom(DateTimeOffset at) =>
        OffTheRecordSpans is [.., { Until: null } last] ? OffTheRecordSpans.SetItem(OffTheRecordSpans.Count - 1, last with { Until = at }) : OffTheRecordSpans;
}

/// <summary>A time during which captions were shown without being kept.</summary>
/// <param name="Since">From when.</param>
/// <param name="Until">Until when; null while it goes on.</param>
public sealed record OffTheRecordSpan(DateTimeOffset Since, DateTimeOffset? Until);
