namespace LiveSession.Core.Log;

/// <summary>Where a fold stands in its log, and which commands it has seen. Part of every state.</summary>
public sealed record LogCursor
{
    /// <summary>Before the first event.</summary>
    public static LogCursor Start { get; } = new();

    /// <summary>The epoch; empty before the first event.</summary>
    public Guid Epoch { get; init; }

    /// <summary>The sequence of the last event applied.</summary>
    public long Sequence { get; init; }

    /// <summary>When the last event happened. Time in a log never runs backwards.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>The commands whose events were applied: who sent each, and the sequence of its last event.</summary>
    public ImmutableDictionary<CommandId, CommandTrace> Commands { get; init; } = ImmutableDictionary<CommandId, CommandTrace>.Empty;

    /// <summary>The position, once there is one.</summary>
    public LogPosition? Position => Sequence == 0 ? null : new LogPosition(Epoch, Sequence);

    /// <summary>Steps over one event.</summary>
    /// <exception cref="InvalidOperationException">It does not follow: a gap, a repetition, or another epoch that nothing begins.</exception>
    public LogCursor Advance(LoggedEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        if (happened.Position.Sequence != Sequence + 1 || (Sequence > 0 && happened.Position.Epoch != Epoch && happened.Event is not LogRestored))
        {
            throw new InvalidOperationException($"{happened.Log}: event {happened.Position.Sequence} does not follow {Sequence}.");
        }

        return this with
        {
            Epoch = happened.Position.Epoch,
            Sequence = happened.Position.Sequence,
            At = happened.At,
            Commands = Commands.SetItem(happened.Command, new CommandTrace(happened.By, happened.Position.Sequence)),
        };
    }
}

/// <summary>What a command left in the log.</summary>
/// <param name="By">Who sent it.</param>
/// <param name="Sequence">The sequence of its last event.</param>
public readonly record struct CommandTrace(ParticipantId By, long Sequence);
