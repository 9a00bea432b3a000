using LiveSession.Core.Log;

namespace LiveSession.Core.Captions;

/// <summary>A caption line was spoken. Its number is this event's sequence.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Language">BCP 47 tag.</param>
/// <param name="Text">The words.</param>
/// <param name="Speaker">The captioner's mark of who spoke; null for whoever had the floor.</param>
/// <param name="SpokenAt">When it was said, where the source knew.</param>
public sealed record CaptionLineAdded(string Track, string Language, string Text, string? Speaker, DateTimeOffset? SpokenAt) : LogEvent;

/// <summary>An aired line got other words.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Text">What it says now.</param>
public sealed record CaptionLineCorrected(long Line, string Text) : LogEvent;

/// <summary>A captioner took the pen of a track.</summary>
/// <param name="Track">The caption channel.</param>
/// <param name="Name">The captioner's name.</param>
/// <param name="Forced">Whether it was taken from a colleague who had not offered it.</param>
public sealed record PenTaken(string Track, string Name, bool Forced) : LogEvent;

/// <summary>The captioner with the pen offered it.</summary>
/// <param name="Track">The caption channel.</param>
public sealed record PenOffered(string Track) : LogEvent;
