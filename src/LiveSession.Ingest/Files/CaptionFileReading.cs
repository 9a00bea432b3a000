namespace LiveSession.Ingest.Files;

/// <summary>The kinds of file that captions are kept in.</summary>
public enum CaptionFileFormat
{
    /// <summary>WebVTT: <c>00:01.000 --> 00:03.500</c>.</summary>
    WebVtt,

    /// <summary>SubRip: a counter, <c>00:00:01,000 --> 00:00:03,500</c>, text.</summary>
    SubRip,

    /// <summary>What a stenographer's software writes: <c>>> NAME: words</c>, without times.</summary>
    Cart,

    /// <summary>A transcript with one heading for each turn: <c>### Name:</c>, then paragraphs.</summary>
    Headings,

    /// <summary>The log of a chat channel that carried captions and the speaking queue.</summary>
    IrcLog,
}

/// <summary>A caption file as one stream of steps.</summary>
/// <param name="Format">What the file turned out to be.</param>
/// <param name="Steps">What it holds, in the order of time.</param>
/// <param name="Problems">What could not be read, or was read only by guessing; by line.</param>
/// <param name="Ignored">How many entries of the file are neither captions nor queue: titles, notes, chatter.</param>
public sealed record CaptionFileReading(
    CaptionFileFormat Format, ImmutableArray<FileStep> Steps, ImmutableArray<FileProblem> Problems, int Ignored)
{
    /// <summary>The captions among the steps.</summary>
    public IEnumerable<LineStep> Lines => Steps.OfType<LineStep>();
}

/// <summary>Something a file says about itself that a person should know.</summary>
/// <param name="Line">The line, counted from 1.</param>
/// <param name="Message">What is the matter, in one sentence.</param>
public sealed record FileProblem(int Line, string Message);

/// <summary>The file cannot be read at all. The message is for the person who chose it.</summary>
public sealed class CaptionFileException(string message) : Exception(message);
