namespace LiveSession.Ingest.Live.EbuTt;

/// <summary>What one message of an EBU-TT Live connection is.</summary>
/// <param name="Document">The document; null for one that cannot be read, and for a message between authors.</param>
/// <param name="Fault">Why it cannot be read; null when it can.</param>
public sealed record EbuTtReading(EbuTtDocument? Document, string? Fault = null)
{
    /// <summary>A message between authors (<c>urn:ebu:tt:livemessage</c>): valid, and not for us.</summary>
    public static EbuTtReading Message { get; } = new(Document: null);

    /// <summary>Something that is no document.</summary>
    public static EbuTtReading Unreadable(string fault) => new(null, fault);
}
