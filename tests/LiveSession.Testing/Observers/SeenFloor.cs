namespace LiveSession.Testing.Observers;

/// <summary>Who had the floor by a view that the server showed to somebody.</summary>
/// <param name="Connection">Which connection of theirs it came by.</param>
/// <param name="Position">Where in the log the view stands.</param>
/// <param name="Turn">How many turns were given until then.</param>
/// <param name="Holder">Whose turn it is; null for nobody's.</param>
public readonly record struct SeenFloor(int Connection, LogPosition Position, int Turn, ParticipantId? Holder)
{
    /// <summary>What a view says of the floor; null where it stands nowhere in the log.</summary>
    public static SeenFloor? In(SessionView view, int connection)
    {
        ArgumentNullException.ThrowIfNull(view);
        return view.Position is { } position ? new(connection, position, view.Floor.TurnCount, view.Floor.Speaking?.Speaker.Id) : null;
    }
}
