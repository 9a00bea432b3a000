using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace LiveSession.Core.Log;

/// <summary>
/// Writes an event as its canonical bytes and reads it back. One JSON object in UTF-8, members in this order, no white space:
/// <c>{"log":"session/…","epoch":"…","seq":1,"at":"2017-09-25T10:02:11.1234567Z","by":"…","cmd":"…","type":"caption-line-added","data":{…}}</c>.
/// The words of an event that has a salt stand at its end (<see cref="StoredWords"/>).
/// </summary>
public static class EventCodec
{
    /// <summary>The canonical bytes.</summary>
    public static byte[] Encode(LogId log, LogPosition position, NewEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened is { Event: IWorded worded, Salt: { } salt })
        {
            var digest = StoredWords.DigestOf(worded.Words, salt);
            return new StoredWords(Encode(log, position, happened with { Event = worded.WithWords("") }, digest), digest, worded.Words, salt).ToCanonical();
        }

        return Encode(log, position, happened, digest: null);
    }

    private static byte[] Encode(LogId log, LogPosition position, NewEvent happened, string? digest)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ProtocolJson.Options.Encoder });
        json.WriteStartObject();
        json.WriteString("log", log.Value);
        json.WriteString("epoch", position.Epoch);
        json.WriteNumber("seq", position.Sequence);
        json.WriteString("at", happened.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        json.WriteString("by", happened.By.Value);
        json.WriteString("cmd", happened.Command.Value);
        json.WriteString("type", EventNames.NameOf(happened.Event));
        json.WritePropertyName("data");
        JsonSerializer.Serialize(json, happened.Event, happened.Event.GetType(), ProtocolJson.Options);
        if (digest is not null)
        {
            json.WriteString("digest", digest);
        }

        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The event in its place.</summary>
    /// <exception cref="JsonException">The bytes are not an event of a known type.</exception>
    public static LoggedEvent Decode(StoredEvent stored)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var envelope = JsonSerializer.Deserialize<Envelope>(stored.Canonical.Span, ProtocolJson.Options)
            ?? throw new JsonException("An event is an object.");
        if (envelope is { Log: null } or { Type: null } or { Data.ValueKind: JsonValueKind.Undefined })
        {
            throw new JsonException("An event names its log and its type, and has data.");
        }

        var type = EventNames.TypeOf(envelope.Type) ?? throw new JsonException($"Unknown event type {envelope.Type}.");
        var data = (LogEvent)(envelope.Data.Deserialize(type, ProtocolJson.Options) ?? throw new JsonException("An event has data."));
        if (envelope.Words is { } words)
        {
            data = data is IWorded worded ? worded.WithWords(words) : throw new JsonException($"An event of type {envelope.Type} has no words.");
        }

        return new LoggedEvent(
            new LogId(envelope.Log), new LogPosition(envelope.Epoch, envelope.Seq), envelope.At, envelope.By, envelope.Cmd, data, stored.Hash)
        {
            Salt = envelope.Salt,
        };
    }

    private sealed record Envelope(
        string? Log, Guid Epoch, long Seq, DateTimeOffset At, ParticipantId By, CommandId Cmd, string? Type, JsonElement Data,
        string? Words = null, string? Salt = null);
}
