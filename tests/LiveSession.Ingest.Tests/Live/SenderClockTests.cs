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

    [Theory]
    [InlineData("9999-12-31T23:59:59.999Z")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("2036-02-07T06:28:16Z")]
    public void One_time_that_is_none_moves_no_words(string slip)
    {
        var odd = DateTimeOffset.Parse(slip, System.Globalization.CultureInfo.InvariantCulture);
        var clock = new SenderClock();

        clock.Read(Noon, Noon).ShouldBe(Noon);
        clock.Read(odd, Noon.AddSeconds(1)).ShouldBe(Noon.AddSeconds(1));
        clock.Read(Noon.AddSeconds(2), Noon.AddSeconds(3)).ShouldBe(Noon.AddSeconds(2));

        var first = new SenderClock();
        first.Read(odd, Noon).ShouldBe(Noon);
        first.Read(Noon.AddSeconds(1), Noon.AddSeconds(1)).ShouldBe(Noon.AddSeconds(1));
        first.Read(Noon.AddSeconds(2), Noon.AddSeconds(2)).ShouldBe(Noon.AddSeconds(2));
        first.Read(Noon.AddSeconds(3), Noon.AddSeconds(3)).ShouldBe(Noon.AddSeconds(3));
        first.Behind.ShouldBeNull();
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
