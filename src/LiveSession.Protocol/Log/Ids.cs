using System.Text.Json;
using System.Text.Json.Serialization;

namespace LiveSession.Protocol;

/// <summary>An id that is one UUID: written as 36 lower-case characters on the wire and in addresses.</summary>
/// <typeparam name="TSelf">The id type itself.</typeparam>
public interface IGuidId<TSelf>
    where TSelf : struct, IGuidId<TSelf>
{
    /// <summary>The UUID. Version 7, so ids made later sort later.</summary>
    Guid Value { get; }

    /// <summary>Wraps a UUID that came from outside.</summary>
    static abstract TSelf From(Guid value);
}

/// <summary>Names one meeting: a programme of sessions with its roster and agenda.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<MeetingId>))]
public readonly record struct MeetingId(Guid Value) : IGuidId<MeetingId>
{
    /// <inheritdoc/>
    public static MeetingId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static MeetingId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Names one session: one sitting of a meeting, with a log of its own.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<SessionId>))]
public readonly record struct SessionId(Guid Value) : IGuidId<SessionId>
{
    /// <inheritdoc/>
    public static SessionId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static SessionId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Names one participant of a meeting: a person, or a seat many people share.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<ParticipantId>))]
public readonly record struct ParticipantId(Guid Value) : IGuidId<ParticipantId>
{
    /// <inheritdoc/>
    public static ParticipantId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static ParticipantId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Names one item of a meeting's agenda.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<AgendaItemId>))]
public readonly record struct AgendaItemId(Guid Value) : IGuidId<AgendaItemId>
{
    /// <inheritdoc/>
    public static AgendaItemId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static AgendaItemId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Names one invitation link.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<InvitationId>))]
public readonly record struct InvitationId(Guid Value) : IGuidId<InvitationId>
{
    /// <inheritdoc/>
    public static InvitationId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static InvitationId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Names one caption source, and the participant it writes as.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<CaptionSourceId>))]
public readonly record struct CaptionSourceId(Guid Value) : IGuidId<CaptionSourceId>
{
    /// <summary>The participant that the source's words are recorded under.</summary>
    [JsonIgnore]
    public ParticipantId Writer => new(Value);

    /// <inheritdoc/>
    public static CaptionSourceId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static CaptionSourceId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Names one relay of a session's captions.</summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<RelayId>))]
public readonly record struct RelayId(Guid Value) : IGuidId<RelayId>
{
    /// <inheritdoc/>
    public static RelayId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static RelayId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>
/// Names one command. The client makes it and sends the same one again when an answer was lost: the server then answers as
/// it did the first time and nothing happens twice.
/// </summary>
/// <param name="Value">The UUID.</param>
[JsonConverter(typeof(GuidIdConverter<CommandId>))]
public readonly record struct CommandId(Guid Value) : IGuidId<CommandId>
{
    /// <inheritdoc/>
    public static CommandId From(Guid value) => new(value);

    /// <summary>A fresh id.</summary>
    public static CommandId New() => new(Guid.CreateVersion7());

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}

/// <summary>Writes an id as its 36 characters and reads it back; anything else is a <see cref="JsonException"/>.</summary>
/// <typeparam name="TId">The id type.</typeparam>
public sealed class GuidIdConverter<TId> : JsonConverter<TId>
    where TId : struct, IGuidId<TId>
{
    /// <inheritdoc/>
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TId.From(reader.GetGuid());

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);

    /// <inheritdoc/>
    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Guid.TryParse(reader.GetString(), out var value) ? TId.From(value) : throw new JsonException($"Not an id: {reader.GetString()}");

    /// <inheritdoc/>
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value.Value.ToString());
}
