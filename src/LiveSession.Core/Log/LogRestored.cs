using LiveSession.Core.Roster;

namespace LiveSession.Core.Log;

/// <summary>
/// The log was put back from a backup, or may have been: what follows is another history than the one somebody may have seen. The only
/// event with which an epoch begins inside a log, so that everybody who says where he was is given a snapshot. Changes nothing else.
/// </summary>
/// <param name="Former">The epoch until then.</param>
public sealed record LogRestored(Guid Former) : LogEvent
{
    /// <summary>The event, caused by the installation itself and nobody in the meeting.</summary>
    /// <param name="head">Where the log is.</param>
    /// <param name="at">When that was found, by the server's clock (UTC).</param>
    public static NewEvent After(LogHead head, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(head);
        return new NewEvent(at, Actor.System.Id, CommandId.New(), new LogRestored(head.Position.Epoch));
    }
}
