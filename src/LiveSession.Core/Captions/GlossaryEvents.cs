using LiveSession.Core.Log;

namespace LiveSession.Core.Captions;

/// <summary>The meeting's glossary changed.</summary>
/// <param name="Put">Entries that are new or got other words.</param>
/// <param name="Removed">Short forms that are gone.</param>
public sealed record GlossaryChanged(ImmutableArray<GlossaryEntry> Put, ImmutableArray<string> Removed) : LogEvent
{
    /// <summary>Whether both say the same, entry by entry.</summary>
    public bool Equals(GlossaryChanged? other) => other is not null && Put.SequenceEqual(other.Put) && Removed.SequenceEqual(other.Removed);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Put.Length, Removed.Length);
}
