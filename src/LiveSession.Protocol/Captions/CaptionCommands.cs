namespace LiveSession.Protocol;

/// <summary>Adds a finished line to the record. The first captioner on a free track gets its pen with it.</summary>
/// <param name="Track">The caption channel: 1 to 35 lower-case letters, digits and hyphens.</param>
/// <param name="Language">BCP 47 tag of the words.</param>
/// <param name="Text">The words: one line, at most the configured length (2,000 characters by default).</param>
/// <param name="Speaker">Who is speaking, where the captioner knows better than the queue; null for whoever has the floor.</param>
/// <param name="SpokenAt">When it was said, where the source knows; it decides whose turn the words belong to. Null for now.</param>
/// <param name="RecordPart">The <see cref="SessionView.RecordPart"/> it was written in, where that is known: in another one it is refused. Null for the present one.</param>
public sealed record AddCaptionLine(
    string Track, string Language, string Text, string? Speaker = null, DateTimeOffset? SpokenAt = null, int? RecordPart = null) : SessionCommand;

/// <summary>Gives an aired line other words, or withdraws it. Both texts stand in the log.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Text">What it should have said; nothing withdraws the line, and words given later bring it back.</param>
/// <param name="RecordPart">Of software that corrects by typing on: the <see cref="SessionView.RecordPart"/> it typed in. It is refused off the record and in
/// another part. Null of a person, who picks the line out.</param>
public sealed record CorrectCaptionLine(long Line, string Text, int? RecordPart = null) : SessionCommand;

/// <summary>Takes the right to write on a track.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Force">Takes it even from a colleague who did not offer it; the log says so.</param>
public sealed record TakePen(string Track, bool Force = false) : SessionCommand;

/// <summary>Offers the pen to the next captioner who takes it; the holder writes on until then.</summary>
/// <param name="Track">The caption channel.</param>
public sealed record OfferPen(string Track) : SessionCommand;

/// <summary>Puts somebody else on air: a caption source, which cannot ask for itself, or a captioner of the roster.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="To">The source's or captioner's participant.</param>
/// <param name="Force">Takes the pen even from somebody who did not offer it; the log says so.</param>
public sealed record GivePen(string Track, ParticipantId To, bool Force = false) : SessionCommand;

/// <summary>
/// Takes the pen by a control token, by the rule of EBU-TT Live: it goes to whoever has a higher one than the last that was on air. Every
/// other way of taking the pen counts as a token one higher.
/// </summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Token">The token; whoever has the pen may lower it.</param>
public sealed record ClaimPen(string Track, long Token) : SessionCommand;

/// <summary>Sets after which silence of whoever has the pen it goes to the next one who writes.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="After">2 seconds to 5 minutes; null for never.</param>
public sealed record SetTakeover(string Track, TimeSpan? After) : SessionCommand;
