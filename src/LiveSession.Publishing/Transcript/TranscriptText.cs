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
        var languages = string.Join(", ", Outline.Languages(transcript));
        yield return PrintedText.OneLine(session.MeetingTitle);
        yield return TranscriptNotice.Title(transcript);
        yield return clock.Sitting();
        yield return "";
        if (languages.Length > 0)
        {
            yield return $"Languages: {languages}";
        }

        yield return $"Status: {TranscriptNotice.Status(transcript)}";
        yield return $"Address: {PrintedText.OneLine(provenance.Permalink)}";
        if (TranscriptNotice.Record(provenance) is { } record)
        {
            yield return $"Record: {record}";
        }

        if (provenance.Hash is { } hash)
        {
            yield return $"Hash: SHA-256 {PrintedText.OneLine(hash)}";
        }

        yield return "";
        yield return TranscriptNotice.Disclaimer;
    }

    private static IEnumerable<string> Body(InterventionView intervention, TranscriptClock clock)
    {
        foreach (var passage in Outline.Passages(intervention))
        {
            var speaker = PrintedText.OneLine(passage[0].Speaker ?? intervention.Speaker ?? "") is { Length: > 0 } name ? name : Outline.Unknown;
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

    private static IEnumerable<string> Gaps(TranscriptView transcript, int after, TranscriptClock clock) => Outline.Silences(transcript, after)
        .SelectMany(IEnumerable<string> (silence) => ["", $"[{clock.Stamp(silence.StartedAt)}] {TranscriptNotice.Gap(silence)}"]);

    private static bool ImitatesHeading(string paragraph) => paragraph is ['[', >= '0' and <= '9', ..] or ['=', '=', ..];

    private static async Task WriteLinesAsync(TextWriter to, IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            await to.WriteAsync(line);
            await to.WriteAsync('\n');
        }
    }
}
