using System.Collections.Immutable;

namespace LiveSession.Protocol;

/// <summary>
/// A session's transcript: its caption lines grouped into interventions. It grows while the session is open and is complete once it is closed.
/// </summary>
/// <param name="Session">The session it records.</param>
/// <param name="Interventions">In the order they were made.</param>
public sealed record TranscriptView(SessionView Session, ImmutableArray<InterventionView> Interventions);

/// <summary>What one speaker said in one go on one agenda item.</summary>
/// <param name="Number">Counts the interventions of the session from 1.</param>
/// <param name="Speaker">Who spoke; null when nobody was marked and nobody had the floor.</param>
/// <param name="Affiliation">Whom they spoke for; null when not known.</param>
/// <param name="Place">Hall or remote; null when the speaker was marked by the captioner only.</param>
/// <param name="Item">The agenda item under discussion; null before the first was taken up.</param>
/// <param name="StartedAt">When its first line was said.</param>
/// <param name="Lines">Its lines.</param>
public sealed record InterventionView(
    int Number, string? Speaker, string? Affiliation, Place? Place, AgendaItemView? Item, DateTimeOffset StartedAt, ImmutableArray<CaptionLineView> Lines);
