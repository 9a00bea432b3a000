using System.Text.Json;

namespace LiveSession.Server.Log;

/// <summary>
/// A line as it is being written on another node. Lossy: it is dropped where it comes late, comes again, or its line is finished.
/// </summary>
/// <param name="Node">Where it is written.</param>
/// <param name="Number">Numbers what that node says, upwards.</param>
/// <param name="After">Where the log stood there when it was written: a later line on the track finished it.</param>
/// <param name="Track">On which track.</param>
/// <param name="Edit">The whole of it.</param>
internal sealed record DraftWord(string Node, long Number, LogPosition After, string Track, CaptionEdit Edit)
{
    public const byte Kind = (byte)'D';

    /// <summary>The letter <c>D</c>, then JSON.</summary>
    public byte[] Write() => [Kind, .. JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Options)];

    /// <summary>Reads it back; null when it is none.</summary>
    public static DraftWord? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty || bytes[0] != Kind)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<DraftWord>(bytes[1..], ProtocolJson.Options) is { Node: not null, Track: not null, Edit.Text: not null, Edit.Language: not null } word
                ? word
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
