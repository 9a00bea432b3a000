namespace LiveSession.Protocol;

/// <summary>One caption line of the record.</summary>
/// <param name="Number">Its number: the sequence of the event that added it. It never changes, and is the line's permalink.</param>
/// <param name="Track">The caption channel, such as <c>floor</c>, <c>en</c> or <c>fr</c>.</param>
/// <param name="Language">BCP 47 tag of what is written.</param>
/// <param name="Text">The words, as they stand after the latest correction; nothing where the line was withdrawn.</param>
/// <param name="Speaker">Who is speaking: the captioner's mark, else who held the floor; null when unknown.</param>
/// <param name="At">When it was recorded.</param>
/// <param name="Corrected">Whether the words were changed after they were aired.</param>
/// <param name="Former">The words as they were first aired, where others stand there now; of a withdrawn line they are not shown.</param>
/// <param name="Rule">In a transcript: what decided who the speaker is.</param>
/// <param name="Part">In a transcript: which part of its line this is, from 2, where marks within the line cut it between several speakers.</param>
/// <param name="FormerLine">
/// In a transcript, instead of <paramref name="Former"/>: the whole line as it was first aired, with the marks in it, where it was cut between speakers
/// otherwise than now. Nobody can tell which of these words were whose. It stands with the first part of the line.
/// </param>
public sealed record CaptionLineView(
    long Number, string Track, string Language, string Text, string? Speaker, DateTimeOffset At, bool Corrected = false,
    string? Former = null, AttributionRule? Rule = null, int? Part = null, string? FormerLine = null);

/// <summary>New words for a line that was aired.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Text">What it says now; nothing where it was withdrawn.</param>
public sealed record CaptionCorrectionView(long Line, string Text);

/// <summary>
/// Text still being written on a track. Not in the log; safe to lose. Sent as a change to the draft before it: keep the first
/// <paramref name="Keep"/> UTF-16 units, then add <paramref name="Add"/>.
/// </summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Revision">Counts the track's drafts.</param>
/// <param name="After">The revision this is a change to; 0 means the whole text is in <paramref name="Add"/>. A client that is not there waits for the next whole one.</param>
/// <param name="Keep">How many UTF-16 units of the previous draft stand.</param>
/// <param name="Add">What follows them. An empty draft (nothing kept, nothing added) means the line was finished or cleared.</param>
/// <param name="Language">BCP 47 tag; null when as before.</param>
/// <param name="Speaker">Who is speaking, when the captioner marked it.</param>
public sealed record CaptionDraft(string Track, long Revision, long After, int Keep, string Add, string? Language = null, string? Speaker = null);

/// <summary>Who may write on a track.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Holder">The captioner with the pen.</param>
/// <param name="Name">Their name.</param>
/// <param name="Since">Since when.</param>
/// <param name="Offered">Whether they offered it to whoever takes it.</param>
/// <param name="TakeoverAfter">After which silence the pen goes to the next one who writes; null for never.</param>
public sealed record PenView(
    string Track, ParticipantId Holder, string Name, DateTimeOffset Since, bool Offered, TimeSpan? TakeoverAfter = null);
