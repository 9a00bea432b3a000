namespace LiveSession.Ingest.Files;

/// <summary>A cue of WebVTT or SubRip: a stretch of time and the lines shown in it.</summary>
/// <param name="Line">Where its times stand in the file.</param>
/// <param name="Start">From.</param>
/// <param name="End">To.</param>
/// <param name="Rolls">Whether it is of the kind that shows the line before again above the new one, as automatic captions do.</param>
/// <param name="Rows">What is shown, row by row.</param>
internal sealed record TimedCue(int Line, TimeSpan Start, TimeSpan End, bool Rolls, ImmutableArray<CueRow> Rows);

/// <summary>Words of one speaker in one row of a cue.</summary>
/// <param name="Speaker">The voice, where the file marks it.</param>
/// <param name="Language">The language, where the file marks it.</param>
/// <param name="Text">The words, without mark-up.</param>
internal sealed record CueRow(string? Speaker, string? Language, string Text);
