using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Meetings;

/// <summary>What a decision about a meeting needs beside its state.</summary>
/// <param name="Command">The command's id.</param>
/// <param name="By">Who sends it.</param>
/// <param name="At">Now, by the server's clock (UTC).</param>
/// <param name="Meeting">The meeting.</param>
/// <param name="Begun">Whether a session of the programme was opened; sessions have logs of their own.</param>
/// <param name="Limits">What a meeting takes at most.</param>
public sealed record MeetingContext(
    CommandId Command, Actor By, DateTimeOffset At, MeetingId Meeting, Func<SessionId, bool> Begun, SessionLimits Limits)
{
    /// <summary>Whether a session of the programme was closed.</summary>
    public Func<SessionId, bool> Over { get; init; } = _ => false;
}
