namespace LiveSession.Server.Demo;

/// <summary>
/// What only a chair changes in a session. While the session stands as the screenplay says, nobody else has touched it; anybody may
/// join the queue, so the queue is no part of it.
/// </summary>
/// <param name="Phase">How far the session is.</param>
/// <param name="OffTheRecord">Whether it is off the record.</param>
/// <param name="Item">The number of the agenda item under discussion.</param>
/// <param name="TurnCount">How many turns were given.</param>
/// <param name="Speaker">The key of who has the floor.</param>
internal sealed record Standing(SessionPhase Phase, bool OffTheRecord, string? Item, int TurnCount, string? Speaker)
{
    /// <summary>Before anything happened.</summary>
    public static Standing Start { get; } = new(SessionPhase.Scheduled, false, null, 0, null);

    /// <summary>How a real session stands.</summary>
    public static Standing Of(SessionView session, DemoStage stage) => new(
        session.Phase,
        session.OffTheRecord,
        session.Agenda.FirstOrDefault(item => item.Id == session.CurrentItem)?.Number,
        session.Floor.TurnCount,
        session.Floor.Speaking is { Speaker.Id: var speaker } ? stage.KeyOf(speaker) : null);

    /// <summary>Whether a view is older than a position. A session not yet opened has none; positions of different epochs do not compare.</summary>
    public static bool IsBefore(SessionView session, LogPosition? position) =>
        position is { } other && (session.Position is not { } at || (at.Epoch == other.Epoch && at.Sequence < other.Sequence));

    /// <summary>How the session stands after a cue.</summary>
    public Standing After(Cue cue) => cue switch
    {
        Cue.Open or Cue.Resume => this with { Phase = SessionPhase.Open },
        Cue.Suspend => this with { Phase = SessionPhase.Suspended, Speaker = null },
        Cue.Close => this with { Phase = SessionPhase.Closed, OffTheRecord = false, Speaker = null },
        Cue.GoOffTheRecord => this with { OffTheRecord = true },
        Cue.GoOnTheRecord => this with { OffTheRecord = false },
        Cue.TakeUp up => this with { Item = up.Item },
        Cue.GiveFloor give => this with { TurnCount = TurnCount + 1, Speaker = give.To },
        Cue.EndTurn => this with { Speaker = null },
        _ => this,
    };
}
