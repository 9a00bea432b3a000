using System.Buffers;
using System.Text;
using LiveSession.Core.Log;

namespace LiveSession.Server.Nodes;

/// <summary>
/// What one append looks like on its way to the other nodes: the letter <c>L</c>, then for each event its hash, a space, its canonical
/// bytes and a line's end. <c>L</c> alone says that there is something to read.
/// </summary>
internal static class LogWord
{
    public const byte Kind = (byte)'L';

    private const int HashLength = 64;

    /// <summary>The bytes; only the letter where they would be too many, or where the events are not to travel.</summary>
    public static byte[] Write(LogId log, IReadOnlyList<LoggedEvent> events, int largest)
    {
        var bytes = new ArrayBufferWriter<byte>(1_024);
        bytes.Write([Kind]);
        foreach (var happened in events)
        {
            // The seal's key follows from the house's first event.
            if (log == LogId.House && happened.Position.Sequence == 1)
            {
                return [Kind];
            }

            Encoding.ASCII.GetBytes(happened.Hash, bytes);
            bytes.Write(" "u8);
            bytes.Write(EventCodec.Encode(log, happened.Position, happened.ToNew()));
            bytes.Write("\n"u8);
            if (bytes.WrittenCount > largest)
            {
                return [Kind];
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The events of a word; null when it is none. JSON in one line holds no line's end.</summary>
    public static IReadOnlyList<StoredEvent>? Read(ReadOnlyMemory<byte> word)
    {
        if (word.IsEmpty || word.Span[0] != Kind)
        {
            return null;
        }

        var events = new List<StoredEvent>();
        for (var rest = word[1..]; !rest.IsEmpty;)
        {
            var end = rest.Span.IndexOf((byte)'\n');
            if (end <= HashLength || rest.Span[HashLength] != (byte)' ')
            {
                return null;
            }

            events.Add(new StoredEvent(rest[(HashLength + 1)..end], Encoding.ASCII.GetString(rest.Span[..HashLength])));
            rest = rest[(end + 1)..];
        }

        return events;
    }
}
