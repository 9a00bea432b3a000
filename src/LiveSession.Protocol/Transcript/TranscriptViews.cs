using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>
/// A session's transcript: its caption lines grouped into interventions. It grows while the session is open and is complete once it is closed.
/// </summary>
/// <param name="Session">The session it records.</param>
/// <param name="Interventions">In the order they were made.</param>
public sealed record TranscriptView(SessionView Session, ImmutableArray<InterventionView> Interventions)
{
    /// <summary>Where somebody had the floor and no caption was written, in order.</summary>
    public ImmutableArray<SilenceView> Silences { get; init; } = [];

    /// <summary>Where words were redacted, by line; blocks stand in their place.</summary>
    public ImmutableArray<RedactionView> Redactions { get; init; } = [];
}

/// <summary>Words of a line were taken out of the record.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record RedactionView(long Line, DateTimeOffset At, string Reason);

/// <summary>A gap in the record: somebody had the floor, and there is no caption of it.</summary>
/// <param name="After">The intervention it follows or lies in; 0 before the first.</param>
/// <param name="Speaker">Who had the floor.</param>
/// <param name="StartedAt">From when.</param>
/// <param name="Length">For how long.</param>
public sealed record SilenceView(int After, string Speaker, DateTimeOffset StartedAt, TimeSpan Length);

/// <summary>What one speaker said in one go on one agenda item.</summary>
/// <param name="Number">Counts the interventions of the session from 1.</param>
/// <param name="Speaker">Who spoke; null when nobody was marked and nobody had the floor.</param>
/// <param name="Affiliation">Whom they spoke for; null when not known.</param>
/// <param name="Place">Hall or remote; null when the speaker was marked by the captioner only.</param>
/// <param name="Item">The agenda item under discussion; null before the first was taken up.</param>
/// <param name="StartedAt">When its first line was said.</param>
/// <param name="Lines">Its lines; the time of each is when it was said, where that is known.</param>
public sealed record InterventionView(
    int Number, string? Speaker, string? Affiliation, Place? Place, AgendaItemView? Item, DateTimeOffset StartedAt, ImmutableArray<CaptionLineView> Lines);
