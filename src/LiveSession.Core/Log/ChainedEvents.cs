using System.Buffers.Binary;
using LiveSession.Core.Captions;

namespace LiveSession.Core.Log;

/// <summary>
/// Events that were given their places after a log's end: encoded and chained, ready to be stored as one unit. Every store appends
/// through this, so that position, epoch and hash mean the same in all of them.
/// </summary>
/// <param name="Head">Where the log is once they are stored.</param>
/// <param name="Stored">The events as they are to lie in the store, in order.</param>
public sealed record ChainedEvents(LogHead Head, IReadOnlyList<StoredEvent> Stored)
{
    /// <summary>What the store puts in the place of earlier events in the same unit: their words were redacted.</summary>
    public IEnumerable<Tombstone> Tombstones { get; private init; } = [];

    /// <summary>Gives events their places.</summary>
    /// <param name="log">The log.</param>
    /// <param name="head">Where it is; null when it does not exist yet and begins with a new epoch.</param>
    /// <param name="expected">Where the writer thinks it is; null when any place will do.</param>
    /// <param name="events">At least one.</param>
    /// <exception cref="LogConflictException">The log is not at <paramref name="expected"/>.</exception>
    public static ChainedEvents After(LogId log, LogHead? head, LogExpectation? expected, IReadOnlyList<NewEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        var position = head?.Position ?? new LogPosition(Guid.CreateVersion7(), 0);
        var hash = head?.Hash ?? HashChain.Start;
        if (expected is { } wanted && (wanted.Sequence != position.Sequence || (wanted.Hash ?? hash) != hash))
        {
            throw new LogConflictException(log, wanted.Sequence, position.Sequence);
        }

        var stored = new StoredEvent[events.Count];
        for (var i = 0; i < stored.Length; i++)
        {
            var epoch = events[i].Event is LogRestored ? EpochAfter(position.Epoch) : position.Epoch;
            position = new LogPosition(epoch, position.Sequence + 1);
            var salted = events[i].Event is IWorded && events[i].Salt is null ? events[i] with { Salt = StoredWords.NewSalt() } : events[i];
            var canonical = EventCodec.Encode(log, position, salted);
            hash = HashChain.Next(hash, canonical);
            stored[i] = new StoredEvent(canonical, hash);
        }

        return new ChainedEvents(new LogHead(position, hash), stored)
        {
            Tombstones = [.. events.Select(one => one.Event).OfType<WordsRedacted>().SelectMany(redaction => redaction.Tombstones)],
        };
    }

    // Later than the one before by its number, whatever the clock of this node says: so it is seen which of two came first.
    private static Guid EpochAfter(Guid former)
    {
        var now = Guid.CreateVersion7();
        return now.CompareTo(former) > 0 ? now : Guid.CreateVersion7(TimeOf(former).AddMilliseconds(1));
    }

    private static DateTimeOffset TimeOf(Guid epoch) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(BinaryPrimitives.ReadUInt64BigEndian(epoch.ToByteArray(bigEndian: true)) >> 16));

    /// <summary>The events in their places, read from what is stored: whoever appends sees what a later reader will see.</summary>
    public IReadOnlyList<LoggedEvent> Decode() => [.. Stored.Select(EventCodec.Decode)];
}
