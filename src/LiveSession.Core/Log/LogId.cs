namespace LiveSession.Core.Log;

/// <summary>
/// Names one log: <c>session/{id}</c>, <c>meeting/{id}</c>, or <c>house</c>, the one log of the installation that knows which meetings
/// there are and whom its secretariat admitted.
/// </summary>
/// <param name="Value">The name as stored.</param>
public readonly record struct LogId(string Value)
{
    private const string SessionPrefix = "session/";
    private const string MeetingPrefix = "meeting/";

    /// <summary>The log of the installation.</summary>
    public static LogId House { get; } = new("house");

    /// <summary>The session this log belongs to; null for the other logs.</summary>
    public SessionId? Session => Value.StartsWith(SessionPrefix, StringComparison.Ordinal)
        ? new SessionId(Guid.Parse(Value.AsSpan(SessionPrefix.Length)))
        : null;

    /// <summary>The meeting this log belongs to; null for the other logs.</summary>
    public MeetingId? Meeting => Value.StartsWith(MeetingPrefix, StringComparison.Ordinal)
        ? new MeetingId(Guid.Parse(Value.AsSpan(MeetingPrefix.Length)))
        : null;

    /// <summary>A session's log.</summary>
    public static LogId Of(SessionId session) => new(SessionPrefix + session);

    /// <summary>A meeting's log.</summary>
    public static LogId Of(MeetingId meeting) => new(MeetingPrefix + meeting);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
