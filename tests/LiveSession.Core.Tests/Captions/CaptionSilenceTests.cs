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

        Expected(speaking.State).ShouldBe(["floor"]);
        Expected(speaking.And(new SessionSuspended(null)).State).ShouldBeEmpty();
        Expected(Given.OpenSession().State).ShouldBeEmpty();
    }

    [Fact]
    public void Every_channel_that_is_written_on_is_expected_by_itself()
    {
        var speaking = Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa)).State;
        var written = Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa), new PenTaken("floor", "Cap", Forced: false)).State;

        Expected(written, ("fr", 0)).ShouldBe(["floor", "fr"]);
        Expected(written, ("fr", 0), ("ar", 9), ("floor", 9)).ShouldBe(["floor", "ar", "fr"]);
        Expected(speaking, ("fr", 0)).ShouldBe(["fr"]);
    }

    [Fact]
    public void A_channel_given_up_is_not_waited_for_unless_there_is_no_other()
    {
        var speaking = Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa)).State;

        Expected(speaking, ("fr", 0), ("ar", 10)).ShouldBe(["fr"]);
        Expected(speaking, ("fr", 12), ("ar", 11)).ShouldBe(["ar"]);
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

    private static ImmutableArray<string> Expected(SessionState state, params (string Track, int MinutesAgo)[] heard) =>
        CaptionSilence.ExpectedTracks(state, heard.ToDictionary(one => one.Track, one => Start.AddMinutes(-one.MinutesAgo)), Start);

    private static double? SinceAt(double seconds, double? heardAt) =>
        (CaptionSilence.Since(Start, heardAt is { } at ? Start.AddSeconds(at) : null, Start.AddSeconds(seconds), After) - Start)?.TotalSeconds;
}
