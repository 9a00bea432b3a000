namespace LiveSession.Ingest.Files;

/// <summary>One thing that happens in a caption file.</summary>
/// <param name="At">How long after the beginning of the file; null when the file knows no times.</param>
public abstract record FileStep(TimeSpan? At);

/// <summary>Somebody said something.</summary>
/// <param name="At">When.</param>
/// <param name="Speaker">Who; null when the file does not say.</param>
/// <param name="Text">One line of words: no line breaks, no double spaces, no mark-up, at most 2,000 characters.</param>
/// <param name="Language">BCP 47 tag; null when the file does not say.</param>
public sealed record LineStep(TimeSpan? At, string? Speaker, string Text, string? Language = null) : FileStep(At);

/// <summary>Somebody asked for the floor.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who.</param>
/// <param name="Note">What about.</param>
public sealed record FloorRequestStep(TimeSpan? At, string Who, string? Note = null) : FileStep(At);

/// <summary>Somebody no longer asks for it.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who.</param>
public sealed record FloorWithdrawStep(TimeSpan? At, string Who) : FileStep(At);

/// <summary>Somebody was given the floor.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who.</param>
public sealed record FloorGrantStep(TimeSpan? At, string Who) : FileStep(At);
