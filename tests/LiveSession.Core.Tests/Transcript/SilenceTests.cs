using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Tests.Transcript;

public sealed class SilenceTests
{
    // A line before anybody has the floor; Rosa has it from minute 5.
    private static readonly GivenSession RosaSpeaks =
        Given.OpenSession().And(Line("Good morning.")).AtMinute(5).And(new FloorGranted(1, Cast.Rosa));

    [Fact]
    public void A_turn_without_a_caption_is_a_gap_of_its_length() =>
        Silences(RosaSpeaks.AtMinute(8).And(new FloorYielded(1, TurnEnd.Speaker)))
            .ShouldBe([new SilenceView(1, "Rosa Quispe", Cast.Morning.AddMinutes(5), TimeSpan.FromMinutes(3))]);

    [Fact]
    public void A_gap_within_a_turn_lies_in_its_intervention()
    {
        var given = RosaSpeaks.And(Line("one")).AtMinute(8).And(Line("123456789012")).And(new FloorYielded(1, TurnEnd.Speaker));

        // The twelve letters took a second to say.
        Silences(given).ShouldBe([new SilenceView(2, "Rosa Quispe", Cast.Morning.AddMinutes(5).AddSeconds(1), TimeSpan.FromSeconds(178))]);
    }

    [Fact]
    public void Less_than_a_minute_and_the_time_its_words_take_are_no_gap()
    {
        Silences(RosaSpeaks.And(new FloorYielded(1, TurnEnd.Speaker))).ShouldBeEmpty();
        Silences(RosaSpeaks.AtMinute(6).And(Line(new string('a', 12 * 30)), new FloorYielded(1, TurnEnd.Speaker))).ShouldBeEmpty();
    }

    [Fact]
    public void Time_off_the_record_is_no_gap()
    {
        var off = RosaSpeaks.And(Line("one")).And(new WentOffTheRecord()).AtMinute(9);

        Silences(off.And(new WentOnTheRecord(), Line("two"), new FloorYielded(1, TurnEnd.Speaker))).ShouldBeEmpty();
        Silences(off.And(new FloorYielded(1, TurnEnd.SessionStopped), new SessionClosed())).ShouldBeEmpty();
        Silences(off.And(new WentOnTheRecord()).AtMinute(11).And(new FloorYielded(1, TurnEnd.Speaker))).ShouldHaveSingleItem()
            .StartedAt.ShouldBe(Cast.Morning.AddMinutes(9));
    }

    [Fact]
    public void A_turn_that_goes_on_may_still_get_its_words() => Silences(RosaSpeaks.AtMinute(20)).ShouldBeEmpty();

    [Fact]
    public void A_track_nobody_writes_on_has_no_gaps() =>
        Silences(RosaSpeaks.AtMinute(8).And(new FloorYielded(1, TurnEnd.Speaker)), "fr").ShouldBeEmpty();

    private static CaptionLineAdded Line(string text) => new("en", "en", text, null, null);

    private static ImmutableArray<SilenceView> Silences(GivenSession given, string track = "en") =>
        TranscriptBuilder.Build(SessionViews.ViewOf(given.State, Cast.Programme, Cast.Planned), given.State, track).Silences;
}
