using System.Text.Json;
using LiveSession.Client.Captions;

namespace LiveSession.Server.Nodes;

/// <summary>What a node tells of itself: who is connected to it. Presence: nothing of it is durable.</summary>
/// <param name="Node">Which node.</param>
/// <param name="Archive">Which archive it writes to.</param>
/// <param name="Sessions">The sessions somebody follows there; in a difference, those that changed.</param>
/// <param name="Whole">Whether that is all of them.</param>
/// <param name="Number">Numbers what that node says, upwards: the same word said again by somebody else is not believed.</param>
/// <param name="Leaving">Whether the node is going away.</param>
internal sealed record NodeWord(string Node, string? Archive, ImmutableArray<SessionPresence> Sessions, bool Whole, long Number, bool Leaving = false)
{
    public const string Channel = "nodes";

    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, ProtocolJson.Options);

    /// <summary>Reads it back; null when it is none.</summary>
    public static NodeWord? Read(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<NodeWord>(bytes, ProtocolJson.Options) is { Node: not null, Sessions.IsDefault: false } word ? word : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>Who is connected to one session on one node.</summary>
/// <param name="Session">The session.</param>
/// <param name="Readers">How many connections read it.</param>
/// <param name="Named">How many of those came with a link.</param>
/// <param name="Captioners">Who captions it there.</param>
internal sealed record SessionPresence(SessionId Session, int Readers, int Named, ImmutableArray<CaptionerHere> Captioners)
{
    public bool Looks(SessionPresence? other) =>
        other is not null && Readers == other.Readers && Named == other.Named && Captioners.SequenceEqual(other.Captioners);
}
