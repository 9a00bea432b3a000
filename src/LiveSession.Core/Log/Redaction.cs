namespace LiveSession.Core.Log;

/// <summary>An event whose words were redacted, and what it is since.</summary>
/// <param name="Event">Its sequence.</param>
/// <param name="Seal">SHA-256 over the hash of the event before it and its bytes as they are now: nothing of it can be altered again.</param>
public readonly record struct RedactedEvent(long Event, string Seal);

/// <summary>What lies in the store in the place of an event whose words were redacted. Its hash stays.</summary>
/// <param name="Event">Its sequence.</param>
/// <param name="Canonical">Its bytes.</param>
public sealed record Tombstone(long Event, ReadOnlyMemory<byte> Canonical);

/// <summary>Takes words out of stored events and leaves everything else as it is.</summary>
public static class Redaction
{
    /// <summary>Stands for what was redacted. It has no letters, so that nothing is read into it.</summary>
    public const char Block = '\u2588';

    private const int BlocksInARow = 7;

    /// <summary>
    /// Words with blocks in place of some. There are as many characters as before, so that every place in them stays what it is; the gaps between the
    /// blocks, where a text may be broken, are those of no word.
    /// </summary>
    public static string Blocked(string words, int offset, int length)
    {
        ArgumentNullException.ThrowIfNull(words);
        return string.Create(words.Length, (words, offset, length), static (blocked, from) =>
        {
            from.words.CopyTo(blocked);
            for (var i = 0; i < from.length; i++)
            {
                blocked[from.offset + i] = i % (BlocksInARow + 1) == BlocksInARow && i < from.length - 1 ? ' ' : Block;
            }
        });
    }

    /// <summary>An event with other words, without the salt that would tell what they were.</summary>
    /// <param name="stored">The event as it is stored.</param>
    /// <param name="words">What is left of them.</param>
    public static Tombstone Of(StoredEvent stored, string words)
    {
        ArgumentNullException.ThrowIfNull(stored);
        var happened = EventCodec.Decode(stored);
        var left = StoredWords.In(stored.Canonical.Span) is { } worded
            ? worded with { Words = words, Salt = null }
            : new StoredWords(EventCodec.Encode(happened.Log, happened.Position, happened.ToNew() with { Event = ((IWorded)happened.Event).WithWords("") }), null, words, null);
        return new Tombstone(happened.Position.Sequence, left.ToCanonical());
    }

    /// <summary>What vouches for a tombstone.</summary>
    /// <param name="tombstone">It.</param>
    /// <param name="previous">The hash of the event before it.</param>
    public static RedactedEvent Sealed(Tombstone tombstone, string previous)
    {
        ArgumentNullException.ThrowIfNull(tombstone);
        return new RedactedEvent(tombstone.Event, HashChain.Over(previous, tombstone.Canonical.Span));
    }
}
