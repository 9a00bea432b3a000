namespace LiveSession.Core.Log;

/// <summary>
/// The installation signed the log as far as it went: the event before this one and, by its hash, all before that. Happens once, when a session has
/// been closed.
/// </summary>
/// <param name="Key">The id of the key (<see cref="RecordKey"/>).</param>
/// <param name="Event">The sequence of the event before.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Signature">Over <see cref="LogSeal.Statement"/>, in base64.</param>
public sealed record RecordSealed(string Key, long Event, string Hash, string Signature) : LogEvent;

/// <summary>
/// The installation signed once more the end of the log that it had sealed, together with the redactions since. Words may be redacted after a record was
/// sealed; the seal holds, and this says that the installation knows of each.
/// </summary>
/// <param name="Key">The id of the key (<see cref="RecordKey"/>).</param>
/// <param name="Redactions">The sequences of all events until now by which words were redacted.</param>
/// <param name="Signature">Over <see cref="LogSeal.Redactions"/>, in base64.</param>
public sealed record RedactionsSigned(string Key, ImmutableArray<long> Redactions, string Signature) : LogEvent
{
    /// <inheritdoc/>
    public bool Equals(RedactionsSigned? other) => other is not null && (Key, Signature) == (other.Key, other.Signature) && Redactions.SequenceEqual(other.Redactions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Key, Signature);
}
