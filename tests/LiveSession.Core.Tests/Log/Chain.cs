using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Log;

/// <summary>A log of caption lines as a store holds it, to be damaged.</summary>
internal static class Chain
{
    public static LogId Log { get; } = LogId.Of(Cast.Session);

    public static Guid Epoch { get; } = Guid.Parse("0197a000-0000-7000-8000-0000000000e1");

    public static ImmutableArray<StoredEvent> Of(params string[] lines) => Follow(HashChain.Start, [.. lines.Select((line, index) => Line(line, index + 1))]);

    public static byte[] Line(string text, long sequence, LogId? log = null, Guid? epoch = null) => EventCodec.Encode(
        log ?? Log,
        new LogPosition(epoch ?? Epoch, sequence),
        new NewEvent(Cast.Morning.AddSeconds(sequence), Cast.Captioner.Id, CommandId.New(), new CaptionLineAdded("en", "en", text, null, null)));

    /// <summary>Hashes events one after another, whatever they say.</summary>
    public static ImmutableArray<StoredEvent> Follow(string hash, params byte[][] events)
    {
        var stored = ImmutableArray.CreateBuilder<StoredEvent>();
        foreach (var canonical in events)
        {
            hash = HashChain.Next(hash, canonical);
            stored.Add(new StoredEvent(canonical, hash));
        }

        return stored.ToImmutable();
    }

    public static StoredEvent Altered(this StoredEvent stored, string from, string to) =>
        stored with { Canonical = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(stored.Canonical.Span).Replace(from, to, StringComparison.Ordinal)) };

    public static LogHead HeadOf(ImmutableArray<StoredEvent> events) => new(new LogPosition(Epoch, events.Length), events[^1].Hash);
}
