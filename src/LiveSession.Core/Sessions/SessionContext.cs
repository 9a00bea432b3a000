using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Sessions;

/// <summary>What a decision about a session needs beside its state: all that comes from outside, as plain values.</summary>
/// <param name="Command">The command's id.</param>
/// <param name="By">Who sends it.</param>
/// <param name="At">Now, by the server's clock (UTC).</param>
/// <param name="Session">The session.</param>
/// <param name="Meeting">The meeting it belongs to, as it stands.</param>
/// <param name="Limits">What a session takes at most.</param>
public sealed record SessionContext(
    CommandId Command, Actor By, DateTimeOffset At, SessionId Session, MeetingState Meeting, SessionLimits Limits);
