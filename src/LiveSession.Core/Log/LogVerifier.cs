using System.Globalization;
using System.Text.Json;

namespace LiveSession.Core.Log;

/// <summary>Checks a log's hash chain and order, and names the first bad event.</summary>
public static class LogVerifier
{
    /// <summary>Walks the events as stored.</summary>
    /// <param name="log">The log they are said to belong to; null when only the events tell.</param>
    /// <param name="events">In order.</param>
    /// <param name="head">Where the log says it ends, where that is known; it reveals events cut off at the end.</param>
    /// <param name="cancellationToken">Stops.</param>
    public static async Task<LogVerification> VerifyAsync(
        LogId? log, IAsyncEnumerable<StoredEvent> events, LogHead? head, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        var (count, hash, epoch) = (0L, HashChain.Start, Guid.Empty);
        var redactions = new RedactionCheck();
        await foreach (var stored in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var expected = count + 1;
            if ((FaultIn(stored, log, expected, hash, epoch, out var decoded) ?? redactions.Take(stored, decoded!, hash)) is { } fault)
            {
                return new LogVerification(count, hash, new LogFault(expected, fault));
            }

            (count, hash, epoch, log) = (expected, stored.Hash, decoded!.Position.Epoch, decoded.Log);
        }

        if (redactions.FindFault() is var (badly, before, why))
        {
            return new LogVerification(badly - 1, before, new LogFault(badly, why));
        }

        if (head is not null && (head.Position.Sequence != count || head.Hash != hash || (count > 0 && head.Position.Epoch != epoch)))
        {
            var fault = head.Position.Sequence > count
                ? string.Create(CultureInfo.InvariantCulture, $"missing: the log ends at event {head.Position.Sequence}")
                : "the log's end does not carry this event's epoch and hash";
            return new LogVerification(count, hash, new LogFault(Math.Max(1, Math.Min(count + 1, head.Position.Sequence)), fault));
        }

        return new LogVerification(count, hash, null) { Redactions = redactions.Found };
    }

    private static string? FaultIn(StoredEvent stored, LogId? log, long expected, string previous, Guid epoch, out LoggedEvent? decoded)
    {
        decoded = null;
        try
        {
            decoded = EventCodec.Decode(stored);
        }
        catch (JsonException e)
        {
            return $"unreadable: {e.Message}";
        }

        if (log is { } named && decoded.Log != named)
        {
            return $"belongs to another log ({decoded.Log})";
        }

        if (decoded.Position.Sequence != expected)
        {
            return string.Create(CultureInfo.InvariantCulture, $"out of order: it says it is event {decoded.Position.Sequence}");
        }

        if (epoch != Guid.Empty && decoded.Position.Epoch != epoch && (decoded.Event as LogRestored)?.Former != epoch)
        {
            return "belongs to another epoch of the log";
        }

        var words = StoredWords.In(stored.Canonical.Span);
        return words is { Digest: null, Salt: null } ? null // Vouched for by the redaction alone: what was hashed is gone.
            : HashChain.Next(previous, stored.Canonical.Span) != stored.Hash ? "altered, or the event before it is: its hash does not match"
            : words is { Salt: not null, AreOriginal: false } ? "altered: its words are not those that were said"
            : null;
    }
}

/// <summary>The outcome of a verification.</summary>
/// <param name="Count">How many events are good, from the first.</param>
/// <param name="Hash">The hash of the last good event.</param>
/// <param name="Fault">The first bad event; null when the log is whole.</param>
public sealed record LogVerification(long Count, string Hash, LogFault? Fault)
{
    /// <summary>Where words were redacted, in order; that is no fault.</summary>
    public ImmutableArray<FoundRedaction> Redactions { get; init; } = [];

    /// <inheritdoc/>
    public bool Equals(LogVerification? other) =>
        other is not null && (Count, Hash, Fault) == (other.Count, other.Hash, other.Fault) && Redactions.SequenceEqual(other.Redactions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Count, Hash, Fault);
}

/// <summary>Words that were redacted.</summary>
/// <param name="Event">The event that says so.</param>
/// <param name="Line">The line they were in.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why.</param>
public sealed record FoundRedaction(long Event, long Line, DateTimeOffset At, string Reason);

/// <summary>What is wrong with an event.</summary>
/// <param name="Sequence">Which.</param>
/// <param name="Message">What is wrong, in words.</param>
public sealed record LogFault(long Sequence, string Message);
