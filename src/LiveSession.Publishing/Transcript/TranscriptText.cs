using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as plain text: LF, NFC, a final newline.
/// <code>
/// [0:12:05] Maria Silva (Brazil) [en]:
/// Thank you, Chair. …
/// </code>
/// </summary>
public static class TranscriptText
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "text/plain; charset=utf-8";

    private const string Disclaimer =
        "This is an automatically produced rough transcript: captions written while the meeting went on. "
        + "It may contain errors and is not an official record; what was said counts.";

    /// <summary>Writes the transcript.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="to">Where it goes; the writer stays open.</param>
    /// <param name="cancellationToken">Stops between two interventions.</param>
    public static async Task WriteAsync(
        TranscriptView transcript, TranscriptProvenance provenance, TextWriter to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(to);
        var clock = new TranscriptClock(transcript.Session);
        await WriteLinesAsync(to, Header(transcript, provenance, clock));
        await WriteLinesAsync(to, Gaps(transcript, 0, clock));
        AgendaItemView? item = null;
        foreach (var intervention in transcript.Interventions)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (intervention.Item is { } taken && taken != item)
            {
                item = taken;
                await WriteLinesAsync(to, ["", $"== Agenda item {PrintedText.OneLine(item.Number)}: {PrintedText.OneLine(item.Title)} =="]);
            }

            await WriteLinesAsync(to, [.. Body(intervention, clock), .. Gaps(transcript, intervention.Number, clock)]);
        }
    }

    private static IEnumerable<string> Header(TranscriptView transcript, TranscriptProvenance provenance, TranscriptClock clock)
    {
        var session = transcript.Session;
        var lines = transcript.Interventions.SelectMany(intervention => intervention.Lines).ToArray();
        yield return PrintedText.OneLine(session.MeetingTitle);
        yield return string.Create(CultureInfo.InvariantCulture, $"Session {session.Number}: {PrintedText.OneLine(session.Title)}");
        yield return clock.Sitting();
        yield return "";
        if (lines.Length > 0)
        {
            yield return $"Languages: {string.Join(", ", lines.Select(line => PrintedText.OneLine(line.Language)).Distinct())}";
        }

        yield return $"Status: {Status(session, lines.Count(line => line.Corrected))}";
        yield return $"Address: {PrintedText.OneLine(provenance.Permalink)}";
        if (provenance.Position is { } position)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Record: event {position.Sequence} of log {position.Epoch}");
        }

        if (provenance.Hash is { } hash)
        {
            yield return $"Hash: SHA-256 {PrintedText.OneLine(hash)}";
        }

        yield return "";
        yield return Disclaimer;
    }

    private static string Status(SessionView session, int corrected)
    {
        var end = session.Phase == SessionPhase.Closed ? "complete" : "the session is not over, more may follow";
        return corrected == 0
            ? $"rough, {end}"
            : string.Create(CultureInfo.InvariantCulture, $"rough, {corrected} {(corrected == 1 ? "line" : "lines")} corrected, {end}");
    }

    private static IEnumerable<string> Body(InterventionView intervention, TranscriptClock clock)
    {
        foreach (var passage in Passages(intervention))
        {
            var speaker = PrintedText.OneLine(passage[0].Speaker ?? intervention.Speaker ?? "") is { Length: > 0 } name ? name : "Speaker not identified";
            var affiliation = PrintedText.OneLine(intervention.Affiliation ?? "") is { Length: > 0 } known ? $" ({known})" : "";
            yield return "";
            yield return $"[{clock.Stamp(passage[0].At)}] {speaker}{affiliation} [{PrintedText.OneLine(passage[0].Language)}]:";
            foreach (var paragraph in Paragraphs.Of(passage))
            {
                // Words that imitate the heading of an intervention are set in, so that they cannot pass for one.
                yield return ImitatesHeading(paragraph) ? $"  {paragraph}" : paragraph;
            }
        }
    }

    private static IEnumerable<string> Gaps(TranscriptView transcript, int after, TranscriptClock clock) => transcript.Silences
        .Where(silence => silence.After == after)
        .SelectMany(IEnumerable<string> (silence) =>
            ["", string.Create(CultureInfo.InvariantCulture,
                $"[{clock.Stamp(silence.StartedAt)}] (No captions for {(int)silence.Length.TotalMinutes} min {silence.Length.Seconds} s while {PrintedText.OneLine(silence.Speaker)} had the floor.)")]);

    private static bool ImitatesHeading(string paragraph) => paragraph is ['[', >= '0' and <= '9', ..] or ['=', '=', ..];

    // Within an intervention the language may change, and with it the heading.
    private static IEnumerable<List<CaptionLineView>> Passages(InterventionView intervention)
    {
        List<CaptionLineView> passage = [];
        foreach (var line in intervention.Lines.Where(line => PrintedText.OneLine(line.Text).Length > 0))
        {
            if (passage is [.., var last] && (last.Language != line.Language || last.Track != line.Track))
            {
                yield return passage;
                passage = [];
            }

            passage.Add(line);
        }

        if (passage.Count > 0)
        {
            yield return passage;
        }
    }

    private static async Task WriteLinesAsync(TextWriter to, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await to.WriteAsync(line);
            await to.WriteAsync('\n');
        }
    }
}
