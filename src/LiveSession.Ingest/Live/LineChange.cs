namespace LiveSession.Ingest.Live;

/// <summary>What comes of a source's edits for the session.</summary>
/// <param name="Slot">The line's place in the source's own count.</param>
/// <param name="Text">Its words.</param>
public abstract record LineChange(long Slot, string Text)
{
    /// <summary>A line is finished.</summary>
    /// <param name="Slot">The line's place in the source's own count.</param>
    /// <param name="Text">Its words.</param>
    /// <param name="Language">BCP 47 tag of its words.</param>
    /// <param name="Speaker">Who speaks, where the source says so.</param>
    /// <param name="Typed">Whether the source ended it; otherwise we did.</param>
    /// <param name="Spaced">Whether white space stood at its end.</param>
    public sealed record Finished(long Slot, string Text, string Language, string? Speaker, bool Typed, bool Spaced = false) : LineChange(Slot, Text);

    /// <summary>A line that was finished before has other words now.</summary>
    public sealed record Corrected(long Slot, string Text) : LineChange(Slot, Text);
}
