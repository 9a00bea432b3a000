using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// Reads what <see cref="TranscriptWebVtt"/> writes: words, speakers, languages, numbers and times. Agenda items, affiliations, gaps and former words are
/// not in such a file; consecutive lines of one speaker come back as one intervention. Other people's WebVTT is for <c>CaptionFile</c> to read.
/// </summary>
public static partial class TranscriptWebVttReader
{
    /// <summary>Reads the file.</summary>
    /// <param name="from">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TranscriptFileException">It is no such transcript.</exception>
    public static async Task<PublishedTranscript> ReadAsync(TextReader from, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        var lines = (await from.ReadToEndAsync(cancellationToken)).Split('\n');
        if (lines is not ["WEBVTT", "", "NOTE", ..])
        {
            throw new TranscriptFileException("This is no WebVTT that LiveSession wrote: it does not begin with WEBVTT and a note.");
        }

        var note = lines.Skip(3).TakeWhile(line => line.Length > 0).Select(TranscriptWebVtt.ReadNote).ToArray();
        var (session, provenance) = TranscriptLabels.Read(note);
        var track = TranscriptLabels.ChannelIn(note);
        var said = new List<CaptionLineView>();
        for (var at = 3 + note.Length; at < lines.Length - 1; at += 4)
        {
            said.Add(lines[at].Length == 0 && at + 3 < lines.Length
                ? CueIn(lines.AsSpan(at + 1, 3), at + 2, session, track)
                : throw Wrong(at + 1, "here a cue of three lines should begin, after an empty one"));
        }

        return new PublishedTranscript(new TranscriptView(session, Regrouped.By(said)), provenance);
    }

    private static CaptionLineView CueIn(ReadOnlySpan<string> lines, int number, SessionView session, string track)
    {
        var (id, times, text) = (Id().Match(lines[0]), Times().Match(lines[1]), Text().Match(lines[2]));
        return id.Success && times.Success && text.Success && long.TryParse(id.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var line)
            && TimeSpan.TryParseExact(times.Groups[2].Value, @"mm\:ss\.fff", CultureInfo.InvariantCulture, out var within)
            && int.TryParse(times.Groups[1].ValueSpan, CultureInfo.InvariantCulture, out var hours) && hours < 100_000
            ? new CaptionLineView(
                line, track, Words(text.Groups["lang"]), Words(text.Groups["words"]), text.Groups["voice"].Success ? Words(text.Groups["voice"]) : null,
                session.OpenedAt!.Value + TimeSpan.FromHours(hours) + within,
                Part: id.Groups[2].Success && int.TryParse(id.Groups[2].ValueSpan, CultureInfo.InvariantCulture, out var part) ? part : null)
            : throw (!id.Success ? Wrong(number, "the number of a line should stand here")
                : !times.Success ? Wrong(number + 1, "the times of a cue should stand here")
                : Wrong(number + 2, "the words of a cue should stand here, or a number above is too large"));
    }

    private static string Words(Group escaped) => escaped.Value
        .Replace("&gt;", ">", StringComparison.Ordinal).Replace("&lt;", "<", StringComparison.Ordinal).Replace("&amp;", "&", StringComparison.Ordinal);

    private static TranscriptFileException Wrong(int line, string what) => new(FormattableString.Invariant($"Line {line}: {what}."));

    [GeneratedRegex("^([0-9]{1,18})(?:-([0-9]{1,9}))?$")]
    private static partial Regex Id();

    [GeneratedRegex(@"^([0-9]{2,5}):([0-5][0-9]:[0-5][0-9]\.[0-9]{3}) --> [0-9]{2,5}:[0-5][0-9]:[0-5][0-9]\.[0-9]{3}$")]
    private static partial Regex Times();

    [GeneratedRegex("^(?:<v (?<voice>[^<>]+)>)?<lang (?<lang>[^<>]*)>(?<words>[^<>]+)</lang>(?:(?<=</lang>)</v>)?$")]
    private static partial Regex Text();
}
