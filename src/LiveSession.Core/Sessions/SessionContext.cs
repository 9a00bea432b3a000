using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Sessions;

/// <summary>What a decision about a session needs beside its state: all that comes from outside, as plain values.</summary>
/// <param name="Command">The command's id.</param>
/// <param name="By">Who sends it.</param>
/// <param name="At">Now, by the server's clock (UTC).</param>
/// <param name="Session">The session.</param>
/// <param name="Meeting">The meeting it belongs to, as it stands.</param>
/// <param name="Limits">What a session takes at most.</param>
public sealed record SessionContext(
    CommandId Command, Actor By, DateTimeOffset At, SessionId Session, MeetingState Meeting, SessionLimits Limits)
{
    /// <summary>Who of those who may preside is not connected, and for how long: only the server sees that.</summary>
    public ImmutableDictionary<ParticipantId, TimeSpan> Gone { get; init; } = ImmutableDictionary<ParticipantId, TimeSpan>.Empty;

    /// <summary>For words to be redacted: what becomes of the events that hold them. Null where they were not looked for.</summary>
    public PreparedRedaction? Redaction { get; init; }

    /// <summary>Whether those who are not connected here may be connected to another server that cannot be heard: then nobody is known to be gone.</summary>
    public bool Blind { get; init; }
}
