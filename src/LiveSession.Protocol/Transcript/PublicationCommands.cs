namespace LiveSession.Protocol;

/// <summary>What becomes of personal data in the published transcript.</summary>
public enum PublicationChoice
{
    /// <summary>It is published as it was said.</summary>
    Keep,

    /// <summary>The transcript and its files show a block for each of its characters. The log keeps the words.</summary>
    Mask,
}

/// <summary>The secretariat decides on personal data in a line. Deciding again replaces the decision; correcting the line voids it.</summary>
/// <param name="Line">The line's number.</param>
/// <param name="Offset">Where it begins in the line's words, in UTF-16 units.</param>
/// <param name="Length">How long it is, in UTF-16 units.</param>
/// <param name="Category">What it was taken for, such as <c>PhoneNumber</c>; the words themselves are not repeated.</param>
/// <param name="Choice">What becomes of it.</param>
public sealed record DecidePersonalData(long Line, int Offset, int Length, string Category, PublicationChoice Choice) : SessionCommand;

/// <summary>
/// The secretariat takes words out of the record for good: out of the log, every index and every form. Blocks stay in their place, and the reason.
/// </summary>
/// <param name="Line">The line's number.</param>
/// <param name="Offset">Where they begin in the line's words, in UTF-16 units.</param>
/// <param name="Words">The words as the sender sees them: where others stand there, nothing happens. They are not recorded.</param>
/// <param name="Reason">Why. It stays in the record for everybody to read, and must not repeat the words.</param>
public sealed record RedactWords(long Line, int Offset, string Words, string Reason) : SessionCommand;

/// <summary>What part of an automatic analysis is meant.</summary>
public enum AnalysisPart
{
    /// <summary>A key phrase, wherever it stands.</summary>
    KeyPhrase,

    /// <summary>A sentence of a summary.</summary>
    Summary,

    /// <summary>Somebody or something named.</summary>
    Name,
}

/// <summary>The secretariat takes something wrong or misleading out of what the machine found, or puts it back.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Text">The phrase, the sentence or the name, as it is shown.</param>
/// <param name="Dismissed">Whether it is to be out of sight; false puts it back.</param>
public sealed record DismissAnalysis(AnalysisPart Part, string Text, bool Dismissed = true) : SessionCommand;
