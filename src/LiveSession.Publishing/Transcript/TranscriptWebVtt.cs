using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as WebVTT (W3C), for players that show a recording with its captions, and to be read again (<see cref="TranscriptWebVttReader"/>).
/// Times count from the opening of the session.
/// <code>
/// WEBVTT
///
/// NOTE
/// Meeting: Working Group on Enhanced Cooperation
/// …
///
/// 412
/// 00:12:05.250 --> 00:12:09.100
/// &lt;v Maria Silva&gt;&lt;lang en&gt;Thank you, Chair.&lt;/lang&gt;
/// </code>
/// </summary>
public static class TranscriptWebVtt
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "text/vtt; charset=utf-8";

    /// <summary>Writes the transcript.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="to">Where it goes; the writer stays open.</param>
    /// <param name="cancellationToken">Stops between two cues.</param>
    public static async Task WriteAsync(
        TranscriptView transcript, TranscriptProvenance provenance, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(to);
        await to.WriteAsync("WEBVTT\n\nNOTE\n");
        foreach (var (name, value) in TranscriptLabels.Of(transcript, provenance))
        {
            await to.WriteAsync($"{name}: {Note(value)}\n");
        }

        foreach (var cue in TimedCues.Of(transcript))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await to.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"\n{cue.Id}\n{Time(cue.Start)} --> {Time(cue.End)}\n"));
            await to.WriteAsync(Text(cue) + "\n");
        }
    }

    private static string Text(TimedCue cue)
    {
        var words = $"<lang {Escape(cue.Line.Language)}>{Escape(cue.Line.Text)}</lang>";
        return Escape(cue.Speaker ?? "") is { Length: > 0 } speaker ? $"<v {speaker}>{words}</v>" : words;
    }

    // Escaping > takes every --> out as well.
    private static string Escape(string text) => PrintedText.OneLine(text)
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal);

    // A note knows no escapes of its own, and must not hold the arrow of a line of times. What looks like our escape is escaped, too.
    private static string Note(string text) => text
        .Replace("&amp;", "&amp;amp;", StringComparison.Ordinal).Replace("&gt;", "&amp;gt;", StringComparison.Ordinal).Replace("->", "-&gt;", StringComparison.Ordinal);

    /// <summary>A line of the note as it was before.</summary>
    internal static string ReadNote(string line) => line.Replace("&gt;", ">", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static string Time(TimeSpan at) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00}.{at.Milliseconds:000}");
}
