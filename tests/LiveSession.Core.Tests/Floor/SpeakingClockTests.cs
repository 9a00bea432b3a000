using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

/// <summary>How long turns may last, and when their clock stands.</summary>
public sealed class SpeakingClockTests
{
    private static readonly GivenSession RosaSpeaks = Given.OpenSession()
        .AtMinute(1).And(new FloorRequested(Cast.Rosa, null), new FloorRequested(Cast.Tomasz, null, SpeechKind.PointOfOrder, Ahead: 0))
        .AtMinute(1).And(new SpeakingTimeSet(TimeSpan.FromMinutes(3)))
        .AtMinute(2).And(new FloorGranted(1, Cast.Rosa));

    [Fact]
    public void A_kind_of_speech_has_a_limit_of_its_own_or_that_of_statements()
    {
        var limits = Given.OpenSession().And(new SpeakingTimeSet(TimeSpan.FromMinutes(3)));
        limits.When(new SetSpeakingTime(TimeSpan.FromMinutes(5), SpeechKind.RightOfReply), Cast.Chair)
            .Then(new SpeakingTimeSet(TimeSpan.FromMinutes(5), SpeechKind.RightOfReply));

        var own = limits.And(new SpeakingTimeSet(TimeSpan.FromMinutes(5), SpeechKind.RightOfReply)).State.Floor;
        own.LimitOf(TurnOf(SpeechKind.RightOfReply)).ShouldBe(TimeSpan.FromMinutes(5));
        own.LimitOf(TurnOf(SpeechKind.Statement)).ShouldBe(TimeSpan.FromMinutes(3));
        own.LimitOf(TurnOf(SpeechKind.Reply)).ShouldBe(TimeSpan.FromMinutes(3));
        SessionViews.ViewOf(own).KindLimits.ShouldBe([new KindLimit(SpeechKind.RightOfReply, TimeSpan.FromMinutes(5))]);

        limits.And(new SpeakingTimeSet(TimeSpan.FromMinutes(5), SpeechKind.RightOfReply), new SpeakingTimeSet(null, SpeechKind.RightOfReply)).State.Floor
            .LimitOf(TurnOf(SpeechKind.RightOfReply)).ShouldBe(TimeSpan.FromMinutes(3));
        Given.OpenSession().State.Floor.LimitOf(TurnOf(SpeechKind.Statement)).ShouldBeNull();
    }

    [Fact]
    public void A_turn_is_extended_and_only_the_one_on_the_screen()
    {
        RosaSpeaks.When(new ExtendTurn(TimeSpan.FromMinutes(2), 1), Cast.Secretariat).Then(new TurnExtended(1, TimeSpan.FromMinutes(2)));
        RosaSpeaks.When(new ExtendTurn(TimeSpan.FromMinutes(2), 0), Cast.Chair).ThenRefused(Rejections.FloorHasMoved("Rosa Quispe"));
        RosaSpeaks.When(new ExtendTurn(TimeSpan.FromSeconds(9), 1), Cast.Chair).ThenRefused(Rejections.SpeakingTimeOutOfRange);
        RosaSpeaks.When(new ExtendTurn(TimeSpan.FromHours(3), 1), Cast.Chair).ThenRefused(Rejections.SpeakingTimeOutOfRange);
        RosaSpeaks.And(new SpeakingTimeSet(null)).When(new ExtendTurn(TimeSpan.FromMinutes(2), 1), Cast.Chair).ThenRefused(Rejections.NothingToExtend);

        var extended = RosaSpeaks.And(new TurnExtended(1, TimeSpan.FromMinutes(2)), new TurnExtended(1, TimeSpan.FromMinutes(1)));
        SessionViews.ViewOf(extended.State.Floor).Speaking!.Limit.ShouldBe(TimeSpan.FromMinutes(6));
    }

    [Fact]
    public void The_clock_stands_and_goes_on()
    {
        RosaSpeaks.When(new PauseClock(1), Cast.Secretariat).Then(new TurnClockPaused(1));
        RosaSpeaks.When(new ResumeClock(1), Cast.Chair).ThenRefused(Rejections.ClockUnchanged);
        RosaSpeaks.And(new TurnClockPaused(1)).When(new PauseClock(1), Cast.Chair).ThenRefused(Rejections.ClockUnchanged);
        RosaSpeaks.And(new TurnClockPaused(1)).When(new ResumeClock(1), Cast.Chair).Then(new TurnClockResumed(1));
        RosaSpeaks.When(new PauseClock(0), Cast.Chair).ThenRefused(Rejections.FloorHasMoved("Rosa Quispe"));
        Given.OpenSession().When(new PauseClock(0), Cast.Chair).ThenRefused(Rejections.NobodyHasTheFloor);
        Given.OpenSession().When(new ResumeClock(0), Cast.Chair).ThenRefused(Rejections.NobodyHasTheFloor);
    }

    [Fact]
    public void What_the_clock_stood_does_not_count()
    {
        var twice = RosaSpeaks
            .AtMinute(3).And(new TurnClockPaused(1)).AtMinute(8).And(new TurnClockResumed(1))
            .AtMinute(9).And(new TurnClockPaused(1)).AtMinute(10).And(new TurnClockResumed(1))
            .AtMinute(11).And(new TurnClockPaused(1));

        var turn = twice.State.Floor.Speaking!;
        turn.SpokenAt(Minute(30)).ShouldBe(TimeSpan.FromMinutes(3));
        var view = SessionViews.ViewOf(twice.State.Floor).Speaking!;
        (view.Stood, view.StandsSince).ShouldBe((TimeSpan.FromMinutes(6), Minute(11)));
        (view.StandsSince - view.ClockFrom).ShouldBe(TimeSpan.FromMinutes(3));
    }

    [Fact]
    public void A_speech_interrupted_while_its_clock_stands_goes_on_with_what_it_had_left()
    {
        var resumed = RosaSpeaks
            .AtMinute(3).And(new TurnExtended(1, TimeSpan.FromMinutes(2)), new TurnClockPaused(1))
            .AtMinute(8).And(new FloorYielded(1, TurnEnd.Interrupted), new FloorGranted(2, Cast.Tomasz, SpeechKind.PointOfOrder))
            .AtMinute(9).And(new FloorYielded(2, TurnEnd.Chair), new FloorGranted(3, Cast.Rosa));

        var turn = SessionViews.ViewOf(resumed.State.Floor).Speaking!;
        turn.Spoken.ShouldBe(TimeSpan.FromMinutes(1) + TimeSpan.FromSeconds(1));
        turn.Limit.ShouldBe(TimeSpan.FromMinutes(5));
        turn.StandsSince.ShouldBeNull();
    }

    private static Turn TurnOf(SpeechKind kind) => new(1, Cast.Rosa, Cast.Morning, null, kind);

    private static DateTimeOffset Minute(int minute) => Cast.Morning.AddMinutes(minute);
}
