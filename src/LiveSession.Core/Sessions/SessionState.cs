using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Transcript;

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

    /// <summary>How often the record was stopped or taken up again: the same number is the same stretch, on the record while it is even.</summary>
    public int RecordPart => (2 * OffTheRecordSpans.Count) - (OffTheRecord ? 1 : 0);

    /// <summary>The sequence of the event that last ended the words on record for a while: suspended, off the record or closed; 0 before any.</summary>
    public long LastBreak { get; init; }

    /// <summary>The agenda item under discussion.</summary>
    public AgendaItemView? CurrentItem { get; init; }

    /// <summary>The floor and the speaking queue.</summary>
    public FloorState Floor { get; init; } = FloorState.Empty;

    /// <summary>Who presides, and who does a part of the chair's work.</summary>
    public PresidingState Presiding { get; init; } = PresidingState.Empty;

    /// <summary>The rules of procedure in force; null while none were set, as in all logs from before there were any.</summary>
    public ProcedureSet? Procedure { get; init; }

    /// <summary>The caption lines and who writes them.</summary>
    public CaptionState Captions { get; init; } = CaptionState.Empty;

    /// <summary>How far the record was signed when the session was closed; null before.</summary>
    public RecordSealed? Seal { get; init; }

    /// <summary>What the secretariat decided about the published transcript.</summary>
    public PublicationState Publication { get; init; } = PublicationState.Empty;

    /// <inheritdoc/>
    public SessionState Apply(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        var stepped = this with { Cursor = Cursor.Advance(happened) };
        return happened.Event switch
        {
            SessionOpened => stepped with { Phase = SessionPhase.Open, OpenedAt = happened.At },
            SessionSuspended e => stepped with { Phase = SessionPhase.Suspended, ResumesAt = e.ResumesAt, LastBreak = happened.Position.Sequence },
            SessionResumed => stepped with { Phase = SessionPhase.Open, ResumesAt = null },
            SessionClosed => stepped with
            {
                Phase = SessionPhase.Closed,
                ClosedAt = happened.At,
                ResumesAt = null,
                LastBreak = happened.Position.Sequence,
                OffTheRecord = false,
                OffTheRecordSpans = OnTheRecordFrom(happened.At),
                Floor = Floor.Emptied(),
            },
            WentOffTheRecord => stepped with
            {
                OffTheRecord = true,
                OffTheRecordSpans = OffTheRecordSpans.Add(new OffTheRecordSpan(happened.At, null)),
                LastBreak = happened.Position.Sequence,
            },
            WentOnTheRecord => stepped with { OffTheRecord = false, OffTheRecordSpans = OnTheRecordFrom(happened.At) },
            RecordSealed e => stepped with { Seal = e },
            AgendaItemTakenUp e => stepped with { CurrentItem = new AgendaItemView(e.Item, e.Number, e.Title) },
            ProcedureSet e => stepped with { Procedure = e },
            _ => stepped with
            {
                Floor = Floor.Apply(happened),
                Presiding = Presiding.Apply(happened),
                Captions = Captions.Apply(happened, this),
                Publication = Publication.Apply(happened, Captions),
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
