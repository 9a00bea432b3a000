namespace LiveSession.Core.Log;

/// <summary>
/// The store of all logs: of sessions, of meetings and of the house. The only durable thing there is. Safe for concurrent use.
/// </summary>
/// <remarks>
/// Every call may throw <see cref="LogUnavailableException"/> when the store cannot serve it; nothing was then appended.
/// </remarks>
public interface ISessionLog
{
    /// <summary>
    /// How long whoever gave a command waits for a sign of the store before being told that there is none. Null where the store itself
    /// answers in time, as one in a file does.
    /// </summary>
    TimeSpan? AnswersWithin => null;

    /// <summary>
    /// Appends events as one unit and returns once they are durable. Appending to a log that does not exist creates it with a new epoch.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="expected">Where the log must be; null appends wherever it is.</param>
    /// <param name="events">At least one.</param>
    /// <param name="cancellationToken">Gives up waiting for a turn to write; an append that has begun is finished.</param>
    /// <returns>The events in their places.</returns>
    /// <exception cref="LogConflictException">The log was not at <paramref name="expected"/>; nothing was appended.</exception>
    Task<IReadOnlyList<LoggedEvent>> AppendAsync(
        LogId log, LogExpectation? expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default);

    /// <summary>Reads a log's events after a sequence, in order.</summary>
    /// <param name="log">The log; one that does not exist has no events.</param>
    /// <param name="after">The sequence before the first wanted; 0 for all.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    IAsyncEnumerable<LoggedEvent> ReadAsync(LogId log, long after = 0, CancellationToken cancellationToken = default);

    /// <summary>Reads a log's events as stored, for verification and export.</summary>
    IAsyncEnumerable<StoredEvent> ReadStoredAsync(LogId log, CancellationToken cancellationToken = default);

    /// <summary>Where a log is and the hash of its last event; null when there is no such log.</summary>
    Task<LogHead?> FindHeadAsync(LogId log, CancellationToken cancellationToken = default);

    /// <summary>Where several logs are; those that do not exist are absent. A store that can, looks them up at once.</summary>
    async Task<IReadOnlyDictionary<LogId, LogHead>> FindHeadsAsync(IReadOnlyCollection<LogId> logs, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var heads = new Dictionary<LogId, LogHead>(logs.Count);
        foreach (var log in logs)
        {
            if (await FindHeadAsync(log, cancellationToken).ConfigureAwait(false) is { } head)
            {
                heads[log] = head;
            }
        }

        return heads;
    }

    /// <summary>The logs there are, by name.</summary>
    Task<IReadOnlyList<LogId>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Throws <see cref="LogUnavailableException"/> unless the store can be written to now.</summary>
    Task CheckAsync(CancellationToken cancellationToken = default);
}

/// <summary>The end of a log.</summary>
/// <param name="Position">The position of its last event.</param>
/// <param name="Hash">The hash of its last event.</param>
public sealed record LogHead(LogPosition Position, string Hash);

/// <summary>Where a writer thinks a log ends.</summary>
/// <param name="Sequence">The sequence of its last event; 0: it is empty.</param>
/// <param name="Hash">
/// The hash of its last event. A log put back from a backup may have grown to the same sequence with other events: whoever decides on
/// what it knows of the log says the hash. Null: the sequence alone matters.
/// </param>
public readonly record struct LogExpectation(long Sequence, string? Hash = null)
{
    /// <summary>Expects a sequence, whatever was appended up to there.</summary>
    public static implicit operator LogExpectation(long sequence) => new(sequence);
}

/// <summary>Somebody else appended first. Load what they appended, decide again.</summary>
/// <param name="log">The log.</param>
/// <param name="expected">The sequence the writer thought it was at.</param>
/// <param name="actual">Where it is; the same sequence where another event than the writer knows lies there.</param>
public sealed class LogConflictException(LogId log, long expected, long actual)
    : Exception(actual == expected ? $"{log} holds another event at {actual} than expected." : $"{log} is at {actual}, not at {expected}.")
{
    /// <summary>Where the log is.</summary>
    public long Actual { get; } = actual;
}

/// <summary>The store cannot be used: locked by another process, full, read-only, away, damaged.</summary>
/// <param name="reason">In words for the people in the meeting, such as "the disk is full".</param>
/// <param name="inner">What the store said.</param>
public sealed class LogUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>In words for the people in the meeting, such as "the disk is full".</summary>
    public string Reason { get; } = reason;
}
