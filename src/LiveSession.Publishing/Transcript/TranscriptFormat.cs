using System.Text;

namespace LiveSession.Publishing.Transcript;

/// <summary>One of the forms a transcript can be taken away in.</summary>
/// <param name="Name">What it is called in code.</param>
/// <param name="Ending">How its file names end, without the dot; also its place behind a transcript's address.</param>
/// <param name="MediaType">What to answer a browser with.</param>
/// <param name="WriteAsync">Writes it, forwards and asynchronously only, and leaves the stream open.</param>
public sealed record TranscriptFormat(
    string Name, string Ending, string MediaType, Func<TranscriptView, TranscriptProvenance, Stream, CancellationToken, Task> WriteAsync)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Every form there is.</summary>
    public static ImmutableArray<TranscriptFormat> All { get; } =
    [
        new("Html", "html", TranscriptHtml.MediaType, Written(TranscriptHtml.WriteAsync)),
        new("Docx", "docx", TranscriptDocx.MediaType, TranscriptDocx.WriteAsync),
        new("Text", "txt", TranscriptText.MediaType, Written(TranscriptText.WriteAsync)),
        new("Cart", "cart.txt", TranscriptCart.MediaType, Written(TranscriptCart.WriteAsync)),
        new("WebVtt", "vtt", TranscriptWebVtt.MediaType, Written(TranscriptWebVtt.WriteAsync)),
        new("SubRip", "srt", TranscriptSubRip.MediaType, Written(TranscriptSubRip.WriteAsync)),
        new("Imsc", "ttml", TranscriptImsc.MediaType, Written(TranscriptImsc.WriteAsync)),
        new("Json", "json", TranscriptJson.MediaType, TranscriptJson.WriteAsync),
        new("AkomaNtoso", "akn", TranscriptAkomaNtoso.MediaType, TranscriptAkomaNtoso.WriteAsync),
        new("Tei", "tei", TranscriptTei.MediaType, TranscriptTei.WriteAsync),
    ];

    private static Func<TranscriptView, TranscriptProvenance, Stream, CancellationToken, Task> Written(
        Func<TranscriptView, TranscriptProvenance, TextWriter, CancellationToken, Task> write) =>
        async (transcript, provenance, to, cancellationToken) =>
        {
            await using var text = new StreamWriter(to, Utf8, leaveOpen: true);
            await write(transcript, provenance, text, cancellationToken);
        };
}
