namespace LiveSession.Analysis;

/// <summary>A piece of text to be read.</summary>
/// <param name="Id">What the result will be known by.</param>
/// <param name="Text">The words, as they stand in the transcript; offsets count its UTF-16 code units.</param>
/// <param name="Language">BCP 47 tag of the caption channel; null when it is not known.</param>
public sealed record Passage(string Id, string Text, string? Language = null);
