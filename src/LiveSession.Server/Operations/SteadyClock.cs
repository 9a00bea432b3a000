namespace LiveSession.Server.Operations;

/// <summary>
/// The time of the record: the system's time when the process started, carried on by a counter that nobody can set. A clock that is
/// set forward or back in the middle of a session moves no caption and no speaking time; operators are told (<see cref="Drift"/>), and
/// the new time is taken up at the next start.
/// </summary>
internal sealed class SteadyClock : TimeProvider
{
    private readonly TimeProvider _system;
    private readonly DateTimeOffset _startedAt;
    private readonly long _start;

    public SteadyClock(TimeProvider system)
    {
        _system = system;
        (_startedAt, _start) = (system.GetUtcNow(), system.GetTimestamp());
    }

    /// <summary>How far the system's clock has been moved since the start: positive when it is ahead of the record.</summary>
    public TimeSpan Drift => _system.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow() => _startedAt + _system.GetElapsedTime(_start);

    public override long GetTimestamp() => _system.GetTimestamp();

    public override long TimestampFrequency => _system.TimestampFrequency;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _system.CreateTimer(callback, state, dueTime, period);
}
