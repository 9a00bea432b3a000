namespace LiveSession.Client.Sessions;

/// <summary>What the session page shows to one reader.</summary>
/// <param name="Session">The session as it stands.</param>
/// <param name="Lines">Its newest caption lines (20 or more), in order, of <paramref name="Track"/> only where one is chosen.</param>
/// <param name="Earlier">Whether the record holds lines before the first of them.</param>
/// <param name="Me">The reader's participant, where the reader is known to the meeting.</param>
/// <param name="Notice">Why the form just sent was refused; null otherwise.</param>
/// <param name="Asked">What was filled in when it was refused, so that nothing has to be typed again.</param>
/// <param name="Track">The caption channel chosen; null for all of them.</param>
/// <param name="Tracks">The channels there are; a choice is offered where there is more than one.</param>
public sealed record SessionPageView(
    SessionView Session, ImmutableArray<CaptionLineView> Lines, bool Earlier, RosterEntryView? Me = null,
    Rejection? Notice = null, FloorForm? Asked = null, string? Track = null, ImmutableArray<string>? Tracks = null);

/// <summary>The fields of the form that asks for the floor, by the names they are posted under.</summary>
/// <param name="Name"><c>name</c>: who asks; not needed of somebody known to the meeting.</param>
/// <param name="Affiliation"><c>affiliation</c>: whom they speak for; likewise.</param>
/// <param name="Note"><c>note</c>: what it is about; may be empty.</param>
public sealed record FloorForm(string? Name, string? Affiliation, string? Note);
