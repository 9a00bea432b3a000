namespace LiveSession.Ingest.Live;

/// <summary>What captioning software does to its text: everything any protocol can say comes down to one of these.</summary>
public abstract record SourceEdit
{
    private SourceEdit()
    {
    }

    /// <summary>Text at the end of what is written; it has no line breaks.</summary>
    public sealed record Insert(string Text) : SourceEdit;

    /// <summary>The last characters go, as the sender counts them: one for each code point, and one for a line break.</summary>
    public sealed record Erase(int Count) : SourceEdit;

    /// <summary>The line is finished.</summary>
    public sealed record NewLine : SourceEdit;

    /// <summary>What is written and not yet finished goes.</summary>
    public sealed record Clear : SourceEdit;

    /// <summary>Somebody else speaks from here on; null for whoever has the floor.</summary>
    public sealed record Speaker(string? Name) : SourceEdit;

    /// <summary>The words are in another language from here on; null for the one that the whole post is in, or else the source.</summary>
    public sealed record Language(string? Tag) : SourceEdit;
}
