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

    /// <summary>What the node calls out, for the others to repeat; null from a node of an older version.</summary>
    public string? Call { get; init; }

    /// <summary>What other nodes called out lately, repeated; nothing from a node of an older version, which is not believed.</summary>
    public ImmutableArray<string> Answers
    {
        get => field.IsDefault ? [] : field;
        init;
    }

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
/// <param name="Captioners">Who captions it there.</param>
internal sealed record SessionPresence(SessionId Session, int Readers, ImmutableArray<CaptionerHere> Captioners)
{
    /// <summary>Whether somebody captions it there and the archive cannot be written from there.</summary>
    public bool Unrecorded { get; init; }

    /// <summary>How many connections read it in the hall without a link of their own.</summary>
    public int Hall { get; init; }

    /// <summary>How many connections read it elsewhere without one.</summary>
    public int Observers { get; init; }

    /// <summary>Who reads it with one; nobody as far as a node of an older version says.</summary>
    public ImmutableArray<PersonPresent> People
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>Who of those who may preside is connected there; nobody as far as a node of an older version says.</summary>
    public ImmutableArray<ParticipantId> Presiding
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    /// <summary>For how long who writes there has been silent; told only where the words they write reach nobody at other nodes.</summary>
    public ImmutableArray<WriterSilence> Silences
    {
        get => field.IsDefault ? [] : field;
        init;
    }

    public bool Looks(SessionPresence? other) =>
        other is not null && (Readers, Hall, Observers, Unrecorded) == (other.Readers, other.Hall, other.Observers, other.Unrecorded)
        && Captioners.SequenceEqual(other.Captioners) && Presiding.SequenceEqual(other.Presiding) && People.SequenceEqual(other.People);
}

/// <summary>Somebody who wrote on a track, and how long ago they last did.</summary>
internal sealed record WriterSilence(string Track, ParticipantId Writer, double Seconds);
