using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as SubRip, for the many players that know nothing else. It knows no notes: what the file is stands in a last cue, after the words.
/// <code>
/// 1
/// 00:12:05,250 --> 00:12:09,100
/// Maria Silva: Thank you, Chair.
/// </code>
/// </summary>
public static class TranscriptSubRip
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "application/x-subrip; charset=utf-8";

    private static readonly TimeSpan NoticeLength = TimeSpan.FromSeconds(5);

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
        var (number, end) = (0, TimeSpan.Zero);
        foreach (var cue in TimedCues.Of(transcript))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var speaker = Plain(cue.Speaker ?? "") is { Length: > 0 } name ? $"{name}: " : "";
            await to.WriteAsync(Cue(++number, cue.Start, cue.End, speaker + Plain(cue.Line.Text)));
            end = cue.End > end ? cue.End : end;
        }

        await to.WriteAsync(Cue(++number, end, end + NoticeLength, Plain(TranscriptNotice.Of(provenance))));
    }

    // Old players want CR LF.
    private static string Cue(int number, TimeSpan start, TimeSpan end, string text) =>
        string.Create(CultureInfo.InvariantCulture, $"{number}\r\n{Time(start)} --> {Time(end)}\r\n{text}\r\n\r\n");

    // Players take angle brackets for tags and {\ for commands, and there is no escape: signs that look alike stand for them.
    private static string Plain(string text) => PrintedText.OneLine(text)
        .Replace('<', '‹').Replace('>', '›').Replace("{\\", "{ \\", StringComparison.Ordinal);

    private static string Time(TimeSpan at) =>
        string.Create(CultureInfo.InvariantCulture, $"{(int)at.TotalHours:00}:{at.Minutes:00}:{at.Seconds:00},{at.Milliseconds:000}");
}
