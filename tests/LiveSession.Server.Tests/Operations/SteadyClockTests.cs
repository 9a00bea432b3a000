using LiveSession.Server.Operations;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Operations;

public sealed class SteadyClockTests
{
    private static readonly DateTimeOffset Ten = new(2017, 9, 25, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_clock_set_by_an_hour_moves_no_time_of_the_record(int hours)
    {
        var system = new JumpingClock(Ten);
        var clock = new SteadyClock(system);
        system.Advance(TimeSpan.FromMinutes(5));

        system.Jump = TimeSpan.FromHours(hours);

        clock.GetUtcNow().ShouldBe(Ten.AddMinutes(5));
        clock.Drift.ShouldBe(TimeSpan.FromHours(hours));
    }

    // The time of day can be set; the counter of elapsed time cannot.
    private sealed class JumpingClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        public TimeSpan Jump { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Jump;

        public override long GetTimestamp() => base.GetUtcNow().Ticks;
    }
}
