namespace LiveSession.Publishing.Transcript;

/// <summary>One of the forms a transcript can be taken away in.</summary>
/// <param name="Name">What it is called in code.</param>
/// <param name="Ending">How its file names end, without the dot; also its place behind a transcript's address.</param>
/// <param name="MediaType">What to answer a browser with.</param>
/// <param name="WriteAsync">Writes it, and leaves the writer open.</param>
public sealed record TranscriptFormat(
    string Name, string Ending, string MediaType, Func<TranscriptView, TranscriptProvenance, TextWriter, CancellationToken, Task> WriteAsync)
{
    /// <summary>Every form there is.</summary>
    public static ImmutableArray<TranscriptFormat> All { get; } =
    [
        new("Text", "txt", TranscriptText.MediaType, TranscriptText.WriteAsync),
        new("WebVtt", "vtt", TranscriptWebVtt.MediaType, TranscriptWebVtt.WriteAsync),
        new("SubRip", "srt", TranscriptSubRip.MediaType, TranscriptSubRip.WriteAsync),
        new("Imsc", "ttml", TranscriptImsc.MediaType, TranscriptImsc.WriteAsync),
    ];
}
