using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Demo;

/// <summary>A clock that moves only while a test lets it, and then as far as whoever waits for it wants.</summary>
internal sealed class StageClock() : FakeTimeProvider(TimeProvider.System.GetUtcNow())
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Lets time pass until the goal is reached.</summary>
    public async Task RunUntilAsync(Task goal)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!goal.IsCompleted)
        {
            var waiting = _waits.Reader.WaitToReadAsync(limit.Token).AsTask();
            await Task.WhenAny(goal, waiting);
            limit.Token.ThrowIfCancellationRequested();
            if (!goal.IsCompleted && _waits.Reader.TryRead(out var due) && due > TimeSpan.Zero)
            {
                Advance(due);
            }
        }

        await goal;
    }
}
