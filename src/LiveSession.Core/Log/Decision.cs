namespace LiveSession.Core.Log;

/// <summary>What comes of a command: events to append, or a refusal. Made by pure functions of state, command and context.</summary>
public sealed record Decision
{
    private Decision(ImmutableArray<LogEvent> events, Rejection? rejection, Rejection? notice) =>
        (Events, Rejection, Notice) = (events, rejection, notice);

    /// <summary>What happens; empty when refused.</summary>
    public ImmutableArray<LogEvent> Events { get; }

    /// <summary>Why nothing happens; null when accepted.</summary>
    public Rejection? Rejection { get; }

    /// <summary>What the sender should know although the command was accepted.</summary>
    public Rejection? Notice { get; }

    /// <summary>These events happen, together.</summary>
    public static Decision Accept(params ImmutableArray<LogEvent> events) => new(events, null, null);

    /// <summary>Nothing happens.</summary>
    public static Decision Refuse(Rejection rejection) => new([], rejection, null);

    /// <summary>The same, with something the sender should know.</summary>
    public Decision WithNotice(Rejection? notice) => new(Events, Rejection, notice);

    /// <summary>Nothing happens.</summary>
    public static implicit operator Decision(Rejection rejection) => Refuse(rejection);

    /// <summary>One event happens.</summary>
    public static implicit operator Decision(LogEvent happened) => Accept(happened);
}
