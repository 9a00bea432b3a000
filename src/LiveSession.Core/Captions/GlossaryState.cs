using LiveSession.Core.Log;

namespace LiveSession.Core.Captions;

/// <summary>The short forms of a meeting, as folded from its log.</summary>
public sealed record GlossaryState
{
    /// <summary>No entry.</summary>
    public static GlossaryState Empty { get; } = new();

    /// <summary>The entries, by short form.</summary>
    public ImmutableSortedDictionary<string, GlossaryEntry> Entries { get; init; } =
        ImmutableSortedDictionary.Create<string, GlossaryEntry>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The state after one more event; events that are not about the glossary change nothing.</summary>
    public GlossaryState Apply(LogEvent happened) => happened is GlossaryChanged e
        ? new() { Entries = Entries.RemoveRange(e.Removed).SetItems(e.Put.Select(entry => KeyValuePair.Create(entry.Form, entry))) }
        : this;
}
