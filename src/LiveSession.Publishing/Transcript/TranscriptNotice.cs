using System.Globalization;

namespace LiveSession.Publishing.Transcript;

/// <summary>What every file says of itself: how it came about, which version it is, and where the transcript is.</summary>
internal static class TranscriptNotice
{
    /// <summary>How a transcript came about, and what it is worth.</summary>
    public const string Disclaimer =
        "This is an automatically produced rough transcript: captions written while the meeting went on. "
        + "It may contain errors and is not an official record; what was said counts.";

    /// <summary>The whole in one line, for files of captions.</summary>
    public static string Of(TranscriptProvenance provenance)
    {
        var version = provenance.Position is { } position ? string.Create(CultureInfo.InvariantCulture, $" Version: event {position.Sequence}.") : "";
        return $"Automatically produced rough captions; they may contain errors.{version} {provenance.Permalink}";
    }

    /// <summary>The session by number and title.</summary>
    public static string Title(TranscriptView transcript) =>
        string.Create(CultureInfo.InvariantCulture, $"Session {transcript.Session.Number}: {PrintedText.OneLine(transcript.Session.Title)}");

    /// <summary>Rough, corrected where, and whether more may follow.</summary>
    public static string Status(TranscriptView transcript)
    {
        var corrected = Corrected(transcript);
        var end = transcript.Session.Phase == SessionPhase.Closed ? "complete" : "the session is not over, more may follow";
        return corrected == 0
            ? $"rough, {Redacted(transcript)}{end}"
            : string.Create(CultureInfo.InvariantCulture, $"rough, {corrected} {(corrected == 1 ? "line" : "lines")} corrected, {Redacted(transcript)}{end}");
    }

    // When, and why: blocks alone say nothing to whoever reads a file.
    private static string Redacted(TranscriptView transcript) => string.Concat(transcript.Redactions.GroupBy(one => (Day: one.At.UtcDateTime.Date, one.Reason)).Select(group => string.Create(
        CultureInfo.InvariantCulture,
        $"words of {group.Count()} {(group.Count() == 1 ? "line" : "lines")} redacted on {group.Key.Day:yyyy-MM-dd} ({PrintedText.OneLine(group.Key.Reason)}), ")));

    /// <summary>How many of the lines it shows were corrected; one that was withdrawn is not shown.</summary>
    public static int Corrected(TranscriptView transcript) =>
        transcript.Interventions.Sum(intervention => intervention.Lines.Count(line => line.Corrected && PrintedText.OneLine(line.Text).Length > 0));

    /// <summary>Which version it is, by the record; null before there was one.</summary>
    public static string? Record(TranscriptProvenance provenance) => provenance.Position is { } position
        ? string.Create(CultureInfo.InvariantCulture, $"event {position.Sequence} of log {position.Epoch}")
        : null;

    /// <summary>What stands where somebody had the floor and no caption was written.</summary>
    public static string Gap(SilenceView silence) => string.Create(
        CultureInfo.InvariantCulture,
        $"(No captions for {(int)silence.Length.TotalMinutes} min {silence.Length.Seconds} s while {PrintedText.OneLine(silence.Speaker)} had the floor.)");
}
