using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>How far a session is.</summary>
public enum SessionPhase
{
    /// <summary>In the programme, not opened.</summary>
    Scheduled,

    /// <summary>Sitting.</summary>
    Open,

    /// <summary>Interrupted, to go on later.</summary>
    Suspended,

    /// <summary>Over; the record is complete.</summary>
    Closed,
}

/// <summary>Everything a screen shows of a session besides its captions. Immutable; a change is a new view.</summary>
public sealed record SessionView
{
    /// <summary>The session.</summary>
    public required SessionId Id { get; init; }

    /// <summary>The meeting it belongs to.</summary>
    public required MeetingId Meeting { get; init; }

    /// <summary>The meeting's short name, as in its address.</summary>
    public required string MeetingSlug { get; init; }

    /// <summary>The meeting's title.</summary>
    public required string MeetingTitle { get; init; }

    /// <summary>The session's number in its meeting, as in its address.</summary>
    public required int Number { get; init; }

    /// <summary>The session's title.</summary>
    public required string Title { get; init; }

    /// <summary>When it is meant to start.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>When it is meant to end.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>The meeting's IANA time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Where in the log this view stands; null while the session was not opened.</summary>
    public LogPosition? Position { get; init; }

    /// <summary>How far the session is.</summary>
    public SessionPhase Phase { get; init; }

    /// <summary>When it was opened.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When it was closed.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>While suspended: when it is meant to go on, where that is known.</summary>
    public DateTimeOffset? ResumesAt { get; init; }

    /// <summary>Whether captions are shown without being kept.</summary>
    public bool OffTheRecord { get; init; }

    /// <summary>How often the record was stopped or taken up again. Software that writes names the part it wrote in, as <see cref="CaptionEdit.RecordPart"/>.</summary>
    public int RecordPart { get; init; }

    /// <summary>The meeting's agenda.</summary>
    public ImmutableArray<AgendaItemView> Agenda { get; init; } = [];

    /// <summary>The item being discussed.</summary>
    public AgendaItemId? CurrentItem { get; init; }

    /// <summary>The floor and its queue.</summary>
    public required FloorView Floor { get; init; }

    /// <summary>The rules of procedure in force; null while none were set.</summary>
    public ProcedureView? Procedure { get; init; }

    /// <summary>Who presides, where the roster names several chairs; null with one, or before one of them did.</summary>
    public GavelView? Gavel { get; init; }

    /// <summary>Who is entrusted with which part of the chair's work; those that ran out are still named.</summary>
    public ImmutableArray<DutyView> Duties { get; init; } = [];

    /// <summary>Who writes on which caption track. A pen that was left by software withdrawn meanwhile is nobody's, and is not among them.</summary>
    public ImmutableArray<PenView> Pens { get; init; } = [];

    /// <summary>How many caption lines the record holds.</summary>
    public int LineCount { get; init; }

    /// <summary>
    /// The caption channels that are silent although somebody has the floor and text is to be expected there, and since when; empty while all
    /// is well. Not in the log: this is what the server sees now.
    /// </summary>
    public ImmutableArray<SilentTrackView> SilentTracks { get; init; } = [];

    /// <summary>
    /// Whether what is written now is not recorded, because the archive cannot be written. Captioners keep their lines and send them once it can be.
    /// Not in the log.
    /// </summary>
    public bool Unrecorded { get; init; }
}

/// <summary>A caption channel on which captions are missing.</summary>
/// <param name="Track">Its track.</param>
/// <param name="Since">Since when nothing comes on it.</param>
public sealed record SilentTrackView(string Track, DateTimeOffset Since);

/// <summary>A session in a list.</summary>
/// <param name="Id">The session.</param>
/// <param name="MeetingSlug">The meeting's short name.</param>
/// <param name="MeetingTitle">The meeting's title.</param>
/// <param name="Number">The session's number in its meeting.</param>
/// <param name="Title">The session's title.</param>
/// <param name="StartsAt">When it is meant to start.</param>
/// <param name="EndsAt">When it is meant to end.</param>
/// <param name="TimeZone">The meeting's IANA time zone.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="LineCount">How many caption lines its record holds.</param>
public sealed record SessionSummary(
    SessionId Id, string MeetingSlug, string MeetingTitle, int Number, string Title,
    DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone, SessionPhase Phase, int LineCount);
