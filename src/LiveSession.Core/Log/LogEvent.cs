namespace LiveSession.Core.Log;

/// <summary>
/// A durable fact. Events are immutable, named in the past tense, never renamed and never given another meaning; their stored names
/// are in <see cref="EventNames"/>.
/// </summary>
public abstract record LogEvent;

/// <summary>An event on its way into a log.</summary>
/// <param name="At">When it happened, by the server's clock (UTC).</param>
/// <param name="By">Who caused it.</param>
/// <param name="Command">The command that caused it.</param>
/// <param name="Event">The fact.</param>
public sealed record NewEvent(DateTimeOffset At, ParticipantId By, CommandId Command, LogEvent Event)
{
    /// <summary>What its words are hashed with (<see cref="StoredWords"/>); null where it has none, or is one from before they were.</summary>
    public string? Salt { get; init; }
}

/// <summary>An event in its place in a log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Position">Its place; sequences start at 1.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="By">Who caused it.</param>
/// <param name="Command">The command that caused it.</param>
/// <param name="Event">The fact.</param>
/// <param name="Hash">SHA-256 over the hash before it and its own canonical bytes: 64 hexadecimal characters (see <see cref="HashChain"/>).</param>
public sealed record LoggedEvent(
    LogId Log, LogPosition Position, DateTimeOffset At, ParticipantId By, CommandId Command, LogEvent Event, string Hash)
{
    /// <summary>What its words were hashed with; null where it has none, they were redacted, or it is one from before they were.</summary>
    public string? Salt { get; init; }

    /// <summary>The event as it was before it had its place: written again it is the same bytes, unless it was redacted.</summary>
    public NewEvent ToNew() => new(At, By, Command, Event) { Salt = Salt };
}
