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
public sealed record NewEvent(DateTimeOffset At, ParticipantId By, CommandId Command, LogEvent Event);

/// <summary>An event in its place in a log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Position">Its place; sequences start at 1.</param>
/// <param name="At">When it happened (UTC).</param>
/// <param name="By">Who caused it.</param>
/// <param name="Command">The command that caused it.</param>
/// <param name="Event">The fact.</param>
/// <param name="Hash">SHA-256 over the hash before it and its own canonical bytes: 64 hexadecimal characters (see <see cref="HashChain"/>).</param>
public sealed record LoggedEvent(
    LogId Log, LogPosition Position, DateTimeOffset At, ParticipantId By, CommandId Command, LogEvent Event, string Hash);
