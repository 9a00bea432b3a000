using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

public sealed class FloorGivingTests
{
    private static readonly FloorRequested RosaWaits = new(Cast.Rosa, null);
    private static readonly FloorRequested TomaszWaits = new(Cast.Tomasz, null);
    private static readonly FloorGranted RosaSpeaks = new(1, Cast.Rosa);

    [Fact]
    public void The_first_in_the_queue_is_next() =>
        Given.OpenSession().And(RosaWaits, TomaszWaits).When(new GiveFloorToNext(0), Cast.Chair).Then(RosaSpeaks);

    [Fact]
    public void The_chair_may_call_somebody_out_of_order() =>
        Given.OpenSession().And(RosaWaits, TomaszWaits).When(new GiveFloor(Cast.Tomasz.Id, 0), Cast.Chair).Then(new FloorGranted(1, Cast.Tomasz));

    [Fact]
    public void Granting_the_floor_ends_the_current_turn()
    {
        var speaking = Given.OpenSession().And(RosaWaits, TomaszWaits, RosaSpeaks);
        speaking.When(new GiveFloorToNext(1), Cast.Chair).Then(new FloorYielded(1, TurnEnd.NextSpeaker), new FloorGranted(2, Cast.Tomasz));
        speaking.When(new GiveFloor(Cast.Tomasz.Id, 1), Cast.Chair)
            .Then(new FloorYielded(1, TurnEnd.NextSpeaker), new FloorGranted(2, Cast.Tomasz));
    }

    [Fact]
    public void Turns_are_counted_on_after_a_pause() =>
        Given.OpenSession().And(RosaWaits, RosaSpeaks, new FloorYielded(1, TurnEnd.Speaker), TomaszWaits)
            .When(new GiveFloorToNext(1), Cast.Chair).Then(new FloorGranted(2, Cast.Tomasz));

    [Fact]
    public void Only_who_waits_can_be_called() =>
        Given.OpenSession().And(RosaWaits).When(new GiveFloor(Cast.Tomasz.Id, 0), Cast.Chair).ThenRefused(Rejections.NotInQueue);

    [Fact]
    public void An_empty_queue_has_no_next() =>
        Given.OpenSession().When(new GiveFloorToNext(0), Cast.Chair).ThenRefused(Rejections.QueueEmpty);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_command_made_on_another_turn_is_refused_and_names_the_speaker(int afterTurn)
    {
        var speaking = Given.OpenSession().And(RosaWaits, TomaszWaits, RosaSpeaks);
        speaking.When(new GiveFloorToNext(afterTurn), Cast.Chair).ThenRefused(Rejections.FloorHasMoved("Rosa Quispe"));
        speaking.When(new GiveFloor(Cast.Tomasz.Id, afterTurn), Cast.Chair).ThenRefused(Rejections.FloorHasMoved("Rosa Quispe"));
        speaking.When(new EndTurn(afterTurn), Cast.Chair).ThenRefused(Rejections.FloorHasMoved("Rosa Quispe"));
    }

    [Fact]
    public void A_stale_command_while_nobody_speaks_says_so() =>
        Given.OpenSession().And(RosaWaits).When(new GiveFloorToNext(7), Cast.Chair).ThenRefused(Rejections.FloorHasMoved(null));

    [Fact]
    public void Pressing_next_twice_advances_once()
    {
        var before = Given.OpenSession().And(RosaWaits, TomaszWaits);

        var after = before.And([.. before.When(new GiveFloorToNext(0), Cast.Chair).Events]);

        after.When(new GiveFloorToNext(0), Cast.Chair).ThenRefused(Rejections.FloorHasMoved("Rosa Quispe"));
    }

    [Fact]
    public void The_floor_is_given_only_while_the_session_sits()
    {
        var (next, rosa) = (new GiveFloorToNext(0), new GiveFloor(Cast.Rosa.Id, 0));
        Given.ScheduledSession().When(next, Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
        Given.ScheduledSession().When(rosa, Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
        Given.OpenSession().And(RosaWaits, new SessionSuspended(null)).When(next, Cast.Chair).ThenRefused(Rejections.SessionSuspended);
        Given.OpenSession().And(RosaWaits, new SessionSuspended(null)).When(rosa, Cast.Chair).ThenRefused(Rejections.SessionSuspended);
        Given.ClosedSession().When(next, Cast.Chair).ThenRefused(Rejections.SessionClosed);
        Given.ClosedSession().When(rosa, Cast.Chair).ThenRefused(Rejections.SessionClosed);
    }

    [Fact]
    public void The_chair_ends_a_turn() =>
        Given.OpenSession().And(RosaWaits, RosaSpeaks).When(new EndTurn(1), Cast.Chair).Then(new FloorYielded(1, TurnEnd.Chair));

    [Fact]
    public void A_turn_that_is_over_cannot_be_ended() =>
        Given.OpenSession().And(RosaWaits, RosaSpeaks, new FloorYielded(1, TurnEnd.Speaker)).When(new EndTurn(1), Cast.Chair)
            .ThenRefused(Rejections.NobodyHasTheFloor);

    [Fact]
    public void The_speaker_gives_the_floor_back() =>
        Given.OpenSession().And(RosaWaits, RosaSpeaks).When(new YieldFloor(), Cast.Member).Then(new FloorYielded(1, TurnEnd.Speaker));

    [Fact]
    public void Only_the_speaker_can_give_the_floor_back()
    {
        Given.OpenSession().And(RosaWaits, RosaSpeaks).When(new YieldFloor(), Cast.Observer).ThenRefused(Rejections.NotYourTurn);
        Given.OpenSession().When(new YieldFloor(), Cast.Member).ThenRefused(Rejections.NotYourTurn);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(9.999, false)]
    [InlineData(7200, true)]
    [InlineData(7200.001, false)]
    [InlineData(0, false)]
    [InlineData(-60, false)]
    public void Speaking_time_lies_between_ten_seconds_and_two_hours(double seconds, bool accepted)
    {
        var limit = TimeSpan.FromSeconds(seconds);
        var outcome = Given.OpenSession().When(new SetSpeakingTime(limit), Cast.Chair);
        if (accepted)
        {
            outcome.Then(new SpeakingTimeSet(limit));
        }
        else
        {
            outcome.ThenRefused(Rejections.SpeakingTimeOutOfRange);
        }
    }

    [Fact]
    public void The_speaking_time_can_be_lifted() =>
        Given.SuspendedSession().And(new SpeakingTimeSet(TimeSpan.FromMinutes(3))).When(new SetSpeakingTime(null), Cast.Secretariat)
            .Then(new SpeakingTimeSet(null));

    [Fact]
    public void Speaking_time_is_set_only_in_a_session_that_runs()
    {
        Given.ScheduledSession().When(new SetSpeakingTime(null), Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
        Given.ClosedSession().When(new SetSpeakingTime(null), Cast.Chair).ThenRefused(Rejections.SessionClosed);
    }
}
