using LiveSession.Server.Operations;

namespace LiveSession.Server.Tests.Operations;

public sealed class PaceTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(10)]
    [InlineData(15)]
    [InlineData(99)]
    [InlineData(10_000)]
    public void What_is_allowed_a_second_is_what_comes_in_a_second(int perSecond)
    {
        var pace = Pace.Of(perSecond, 2 * perSecond);

        (pace.TokensPerPeriod / pace.ReplenishmentPeriod.TotalSeconds).ShouldBe(perSecond, perSecond * 0.001);
        pace.ReplenishmentPeriod.ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(1));
        pace.TokenLimit.ShouldBe(2 * perSecond);
    }
}
