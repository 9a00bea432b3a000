namespace LiveSession.Client.Transcript;

/// <summary>Words somebody is about to redact.</summary>
/// <param name="Session">The session.</param>
/// <param name="Line">The line they are in.</param>
/// <param name="Offset">Where they begin, in UTF-16 units.</param>
/// <param name="Words">They themselves.</param>
/// <param name="Before">What stands before them in the line.</param>
/// <param name="After">What stands behind them.</param>
/// <param name="Language">BCP 47 tag of the line.</param>
public sealed record RedactionPageView(SessionView Session, long Line, int Offset, string Words, string Before, string After, string Language)
{
    /// <summary>Whether whoever came here came from the list of personal data, and goes back there.</summary>
    public bool FromList { get; init; }

    /// <summary>The reason as it was written, where it was refused.</summary>
    public string Reason { get; init; } = "";

    /// <summary>Why nothing was redacted; null before it was tried.</summary>
    public Rejection? Refused { get; init; }
}
