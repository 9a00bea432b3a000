using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionSilenceTests
{
    private static readonly TimeSpan After = TimeSpan.FromSeconds(8);
    private static readonly DateTimeOffset Start = Cast.Morning;

    [Fact]
    public void Captions_are_expected_while_somebody_has_the_floor_of_a_session_that_sits()
    {
        var speaking = Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa));

        CaptionSilence.IsCaptionExpected(speaking.State).ShouldBeTrue();
        CaptionSilence.IsCaptionExpected(speaking.And(new SessionSuspended(null)).State).ShouldBeFalse();
        CaptionSilence.IsCaptionExpected(Given.OpenSession().State).ShouldBeFalse();
    }

    [Theory]
    [InlineData(7.9, null)]
    [InlineData(8, 0.0)]
    [InlineData(20, 0.0)]
    public void Silence_begins_eight_seconds_into_a_turn_without_captions(double seconds, double? since) =>
        SinceAt(seconds, heardAt: null).ShouldBe(since);

    [Theory]
    [InlineData(12.9, null)]
    [InlineData(13, 5.0)]
    public void It_is_counted_from_the_latest_caption(double seconds, double? since) => SinceAt(seconds, heardAt: 5).ShouldBe(since);

    [Fact]
    public void What_came_before_the_turn_does_not_count_against_it() => SinceAt(7, heardAt: -60).ShouldBeNull();

    [Fact]
    public void Nobody_misses_captions_that_are_not_expected() =>
        CaptionSilence.Since(null, Start, Start.AddHours(1), After).ShouldBeNull();

    private static double? SinceAt(double seconds, double? heardAt) =>
        (CaptionSilence.Since(Start, heardAt is { } at ? Start.AddSeconds(at) : null, Start.AddSeconds(seconds), After) - Start)?.TotalSeconds;
}
