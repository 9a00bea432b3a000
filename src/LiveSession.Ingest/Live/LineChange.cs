namespace LiveSession.Ingest.Live;

/// <summary>What comes of a source's edits for the session.</summary>
/// <param name="Slot">The line's place in the source's own count.</param>
/// <param name="Text">Its words.</param>
public abstract record LineChange(long Slot, string Text)
{
    /// <summary>A line is finished.</summary>
    public sealed record Finished(long Slot, string Text, string Language, string? Speaker) : LineChange(Slot, Text);

    /// <summary>A line that was finished before has other words now.</summary>
    public sealed record Corrected(long Slot, string Text) : LineChange(Slot, Text);
}
