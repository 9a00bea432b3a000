namespace LiveSession.Cli.Tests;

/// <summary>A clock on which everything takes a fiftieth of its time, for patience that is measured in half minutes.</summary>
internal sealed class HastyTime : TimeProvider
{
    private const int Haste = 50;

    public override long GetTimestamp() => System.GetTimestamp() * Haste;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        System.CreateTimer(callback, state, Hastened(dueTime), Hastened(period));

    private static TimeSpan Hastened(TimeSpan time) => time > TimeSpan.Zero ? time / Haste : time;
}
