using System.Text.Json.Serialization;

namespace LiveSession.Publishing.Transcript;

// What a transcript as JSON consists of; transcript.schema.json says the same in the language of schemas. The names under
// "transcript" are those that the United Nations' own transcripts have, so that tools made for those read ours.
internal sealed record JsonTranscript
{
    public const string FormatName = "livesession-transcript";
    public const int FormatVersion = 1;

    public required string Format { get; init; }

    public required int Version { get; init; }

    public required string Disclaimer { get; init; }

    public required string Status { get; init; }

    public required bool Complete { get; init; }

    public required int Corrected { get; init; }

    public required JsonRecord Record { get; init; }

    public required JsonMeeting Meeting { get; init; }

    public required JsonSession Session { get; init; }

    public required IEnumerable<string> Languages { get; init; }

    public required JsonStatements Transcript { get; init; }

    public required IEnumerable<JsonSilence> Silences { get; init; }

    public IEnumerable<JsonRedaction>? Redactions { get; init; }
}

internal sealed record JsonRedaction(long Line, DateTimeOffset At, string Reason);

internal sealed record JsonRecord(string Permalink, Guid? Log = null, long? Event = null, string? Hash = null);

internal sealed record JsonMeeting(Guid Id, string Slug, string Title);

internal sealed record JsonSession(
    Guid Id, int Number, string Title, SessionPhase Phase, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string TimeZone,
    DateTimeOffset? OpenedAt = null, DateTimeOffset? ClosedAt = null);

internal sealed record JsonStatements(IEnumerable<JsonStatement> Data);

internal sealed record JsonStatement
{
    [JsonPropertyName("statement_number")]
    public required int Number { get; init; }

    public required double Start { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string PageUrl { get; init; }

    public required JsonSpeaker Speaker { get; init; }

    public JsonItem? Item { get; init; }

    public required IEnumerable<JsonParagraph> Paragraphs { get; init; }
}

internal sealed record JsonSpeaker(string? Name = null, string? Affiliation = null, Place? Place = null);

internal sealed record JsonItem(Guid Id, string Number, string Title);

internal sealed record JsonParagraph(IEnumerable<JsonSentence> Sentences);

internal sealed record JsonSentence
{
    public required string Text { get; init; }

    public required double Start { get; init; }

    public required double End { get; init; }

    public required DateTimeOffset At { get; init; }

    public required long Line { get; init; }

    public int? Part { get; init; }

    public required string Track { get; init; }

    public required string Language { get; init; }

    public string? Speaker { get; init; }

    public bool Corrected { get; init; }

    public string? Former { get; init; }

    public string? FormerLine { get; init; }

    public JsonAttribution? Attribution { get; init; }
}

internal sealed record JsonAttribution(AttributionRule Method);

internal sealed record JsonSilence(int After, string Speaker, DateTimeOffset StartedAt, double Seconds);
