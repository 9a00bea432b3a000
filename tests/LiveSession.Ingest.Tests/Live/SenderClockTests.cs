using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

public sealed class SenderClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_clock_that_is_nearly_right_is_left_alone()
    {
        var clock = new SenderClock();

        clock.Read(Noon.AddSeconds(-20), Noon).ShouldBe(Noon.AddSeconds(-20));
        clock.Behind.ShouldBeNull();
    }

    [Theory]
    [InlineData(180)]
    [InlineData(-180)]
    public void A_wrong_clock_is_set_right_by_what_arrived_fastest(int behind)
    {
        var clock = new SenderClock();
        var away = TimeSpan.FromSeconds(behind);
        clock.Read(Noon - away, Noon.AddSeconds(2));

        clock.Read(Noon.AddSeconds(10) - away, Noon.AddSeconds(10)).ShouldBe(Noon.AddSeconds(10));
        clock.Read(Noon.AddSeconds(20) - away, Noon.AddSeconds(25)).ShouldBe(Noon.AddSeconds(20));
        clock.Behind.ShouldBe(away);
    }

    [Fact]
    public void One_post_held_up_is_late_and_several_are_a_clock_that_was_set()
    {
        var clock = new SenderClock();
        clock.Read(Noon, Noon);

        clock.Read(Noon.AddSeconds(1), Noon.AddSeconds(121)).ShouldBe(Noon.AddSeconds(1));
        clock.Behind.ShouldBeNull();
        clock.Read(Noon.AddSeconds(2), Noon.AddSeconds(122));
        clock.Read(Noon.AddSeconds(3), Noon.AddSeconds(123)).ShouldBe(Noon.AddSeconds(123));
        clock.Behind.ShouldBe(TimeSpan.FromMinutes(2));
    }
}
