using System.Text.Json;

namespace LiveSession.Publishing.Transcript;

/// <summary>
/// The transcript as JSON, whole: for programs, and to be read again. <see cref="OpenSchema"/> has its schema.
/// <code>
/// {"format":"livesession-transcript","version":1, … "transcript":{"data":[{"statement_number":1,"start":5.25,
///   "speaker":{"name":"Maria Silva"},"paragraphs":[{"sentences":[{"text":"Thank you, Chair.","start":5.25,"end":9, … }]}]}]}}
/// </code>
/// </summary>
public static class TranscriptJson
{
    /// <summary>What to answer a browser with.</summary>
    public const string MediaType = "application/json; charset=utf-8";

    // What the schema requires is required in reading, too.
    private static readonly JsonSerializerOptions Strict = new(ProtocolJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes the transcript.</summary>
    /// <param name="transcript">The transcript.</param>
    /// <param name="provenance">Where it comes from.</param>
    /// <param name="to">Where it goes; the stream stays open.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static Task WriteAsync(TranscriptView transcript, TranscriptProvenance provenance, Stream to, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transcript);
        ArgumentNullException.ThrowIfNull(provenance);
        ArgumentNullException.ThrowIfNull(to);
        return JsonSerializer.SerializeAsync(to, ShapeOf(transcript, provenance), ProtocolJson.Options, cancellationToken);
    }

    /// <summary>Reads it again. What the session's screens show besides (queue, pens) is not in it and comes back empty.</summary>
    /// <param name="from">The file.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="TranscriptFileException">It is no such transcript.</exception>
    public static async Task<PublishedTranscript> ReadAsync(Stream from, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(from);
        try
        {
            return await JsonSerializer.DeserializeAsync<JsonTranscript>(from, Strict, cancellationToken) is
            { Format: JsonTranscript.FormatName, Version: JsonTranscript.FormatVersion } shape
                ? new PublishedTranscript(ViewOf(shape), ProvenanceOf(shape.Record))
                : throw new TranscriptFileException($"This is no {JsonTranscript.FormatName} of version {JsonTranscript.FormatVersion}.");
        }
        catch (JsonException e)
        {
            throw new TranscriptFileException($"This is no transcript as JSON: {e.Message}", e);
        }
        catch (OverflowException e)
        {
            throw new TranscriptFileException("This is no transcript as JSON: a gap is longer than any session.", e);
        }
    }

    /// <summary>The JSON Schema (2020-12) that every transcript written here keeps to.</summary>
    public static Stream OpenSchema() =>
        typeof(TranscriptJson).Assembly.GetManifestResourceStream("transcript.schema.json") ?? throw new InvalidOperationException("The schema is not in the assembly.");

    private static JsonTranscript ShapeOf(TranscriptView transcript, TranscriptProvenance provenance)
    {
        var session = transcript.Session;
        var ends = TimedCues.Of(transcript).ToDictionary(cue => (cue.Line.Number, cue.Line.Part), cue => cue.End);
        return new JsonTranscript
        {
            Format = JsonTranscript.FormatName,
            Version = JsonTranscript.FormatVersion,
            Disclaimer = TranscriptNotice.Disclaimer,
            Status = TranscriptNotice.Status(transcript),
            Complete = session.Phase == SessionPhase.Closed,
            Corrected = TranscriptNotice.Corrected(transcript),
            Record = new JsonRecord(PrintedText.OneLine(provenance.Permalink), provenance.Position?.Epoch, provenance.Position?.Sequence, provenance.Hash),
            Meeting = new JsonMeeting(session.Meeting.Value, session.MeetingSlug, PrintedText.OneLine(session.MeetingTitle)),
            Session = new JsonSession(
                session.Id.Value, session.Number, PrintedText.OneLine(session.Title), session.Phase, session.StartsAt, session.EndsAt, session.TimeZone,
                session.OpenedAt, session.ClosedAt),
            Languages = Outline.Languages(transcript),
            Transcript = new JsonStatements(transcript.Interventions.Select(one => ShapeOf(one, new TranscriptClock(session), provenance, ends))),
            Silences = transcript.Silences.Select(silence =>
                new JsonSilence(silence.After, PrintedText.OneLine(silence.Speaker), silence.StartedAt, silence.Length.TotalSeconds)),
            Redactions = transcript.Redactions.Length == 0 ? null : transcript.Redactions.Select(one => new JsonRedaction(one.Line, one.At, PrintedText.OneLine(one.Reason))),
        };
    }

    private static JsonStatement ShapeOf(
        InterventionView intervention, TranscriptClock clock, TranscriptProvenance provenance, Dictionary<(long Number, int? Part), TimeSpan> ends) => new()
        {
            Number = intervention.Number,
            Start = Seconds(clock.Since(intervention.StartedAt)),
            StartedAt = intervention.StartedAt,
            PageUrl = FormattableString.Invariant($"{PrintedText.OneLine(provenance.Permalink)}#i{intervention.Number}"),
            Speaker = new JsonSpeaker(PrintedOrNull(intervention.Speaker), PrintedOrNull(intervention.Affiliation), intervention.Place),
            Item = intervention.Item is { } item ? new JsonItem(item.Id.Value, PrintedText.OneLine(item.Number), PrintedText.OneLine(item.Title)) : null,
            Paragraphs = Outline.Passages(intervention).SelectMany(Paragraphs.LinesOf).Select(lines => new JsonParagraph(lines.Select(line => new JsonSentence
            {
                Text = PrintedText.OneLine(line.Text),
                Start = Seconds(clock.Since(line.At)),
                End = Math.Max(Seconds(clock.Since(line.At)), Seconds(ends[(line.Number, line.Part)])),
                At = line.At,
                Line = line.Number,
                Part = line.Part,
                Track = PrintedText.OneLine(line.Track),
                Language = PrintedText.OneLine(line.Language),
                Speaker = PrintedOrNull(line.Speaker),
                Corrected = line.Corrected,
                Former = PrintedOrNull(line.Former),
                FormerLine = PrintedOrNull(line.FormerLine),
                Attribution = line.Rule is { } rule ? new JsonAttribution(rule) : null,
            }))),
        };

    private static TranscriptView ViewOf(JsonTranscript shape) => new(
        new SessionView
        {
            Id = new SessionId(shape.Session.Id),
            Meeting = new MeetingId(shape.Meeting.Id),
            MeetingSlug = shape.Meeting.Slug,
            MeetingTitle = shape.Meeting.Title,
            Number = shape.Session.Number,
            Title = shape.Session.Title,
            StartsAt = shape.Session.StartsAt,
            EndsAt = shape.Session.EndsAt,
            TimeZone = shape.Session.TimeZone,
            Phase = shape.Session.Phase,
            OpenedAt = shape.Session.OpenedAt,
            ClosedAt = shape.Session.ClosedAt,
            Position = ProvenanceOf(shape.Record).Position,
            Floor = new FloorView(0, null, [], null),
        },
        [.. Whole(shape.Transcript.Data).Select(ViewOf)])
    {
        Silences = [.. Whole(shape.Silences).Select(one => new SilenceView(one.After, one.Speaker, one.StartedAt, TimeSpan.FromSeconds(one.Seconds)))],
        Redactions = [.. Whole(shape.Redactions ?? []).Select(one => new RedactionView(one.Line, one.At, one.Reason))],
    };

    private static InterventionView ViewOf(JsonStatement one) => new(
        one.Number, one.Speaker.Name, one.Speaker.Affiliation, one.Speaker.Place,
        one.Item is { } item ? new AgendaItemView(new AgendaItemId(item.Id), item.Number, item.Title) : null, one.StartedAt,
        [.. Whole(Whole(one.Paragraphs).SelectMany(paragraph => paragraph.Sentences)).Select(line => new CaptionLineView(
            line.Line, line.Track, line.Language, line.Text, line.Speaker, line.At, line.Corrected, line.Former, line.Attribution?.Method, line.Part, line.FormerLine))]);

    // Of the elements of an array the serialiser does not ask whether they are there.
    private static IEnumerable<T> Whole<T>(IEnumerable<T?> all)
        where T : class =>
        all.Select(one => one ?? throw new TranscriptFileException("This is no transcript as JSON: in one of its arrays something is null."));

    private static TranscriptProvenance ProvenanceOf(JsonRecord record) =>
        new(record.Permalink, record is { Log: { } epoch, Event: { } sequence } ? new LogPosition(epoch, sequence) : null, record.Hash);

    private static string? PrintedOrNull(string? text) => PrintedText.OneLine(text ?? "") is { Length: > 0 } printed ? printed : null;

    private static double Seconds(TimeSpan since) => Math.Round(since.TotalSeconds, 3);
}
