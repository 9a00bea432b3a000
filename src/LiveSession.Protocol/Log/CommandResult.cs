namespace LiveSession.Protocol;

/// <summary>The answer to a command: where it stands in the log, or why it was refused.</summary>
/// <param name="Position">The position after the command's last event; null when it was refused.</param>
/// <param name="Rejection">Why nothing was done; null when it was accepted.</param>
/// <param name="Notice">Something the sender should know although the command was accepted.</param>
public sealed record CommandResult(LogPosition? Position, Rejection? Rejection = null, Rejection? Notice = null)
{
    /// <summary>Whether the command stands in the log.</summary>
    public bool Accepted => Rejection is null;

    /// <summary>A refusal.</summary>
    public static CommandResult Refused(Rejection rejection) => new(null, rejection);
}
