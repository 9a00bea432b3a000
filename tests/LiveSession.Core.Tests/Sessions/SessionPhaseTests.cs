using LiveSession.Core.Floor;
using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Sessions;

public sealed class SessionPhaseTests
{
    [Fact]
    public void Opening_a_scheduled_session_names_the_meeting_and_the_session() =>
        Given.ScheduledSession()
            .When(new OpenSession(), Cast.Chair)
            .Then(new SessionOpened(Cast.Meeting, "Working Group on Shared Waters", 3, "Third session, morning"));

    [Fact]
    public void A_session_missing_from_the_programme_cannot_be_opened() =>
        (Given.ScheduledSession() with { Meeting = new GivenMeeting(Cast.Programme).And(new SessionCancelled(Cast.Session)).State })
            .When(new OpenSession(), Cast.Chair)
            .ThenRefused(Rejections.UnknownSession);

    [Fact]
    public void An_open_session_cannot_be_opened_again() =>
        Given.OpenSession().When(new OpenSession(), Cast.Secretariat).ThenRefused(Rejections.SessionAlreadyOpen);

    [Fact]
    public void A_suspended_session_cannot_be_opened_again() =>
        Given.SuspendedSession().When(new OpenSession(), Cast.Chair).ThenRefused(Rejections.SessionAlreadyOpen);

    [Fact]
    public void A_closed_session_stays_closed() =>
        Given.ClosedSession().When(new OpenSession(), Cast.Chair).ThenRefused(Rejections.SessionClosed);

    [Fact]
    public void Suspending_tells_when_the_session_goes_on() =>
        Given.OpenSession()
            .When(new SuspendSession(Cast.Morning.AddHours(1)), Cast.Chair)
            .Then(new SessionSuspended(Cast.Morning.AddHours(1)));

    [Fact]
    public void Suspending_ends_the_turn_going_on_first() =>
        Given.OpenSession()
            .And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa))
            .When(new SuspendSession(), Cast.Chair)
            .Then(new FloorYielded(1, TurnEnd.SessionStopped), new SessionSuspended(null));

    [Fact]
    public void A_scheduled_session_cannot_be_suspended() =>
        Given.ScheduledSession().When(new SuspendSession(), Cast.Chair).ThenRefused(Rejections.SessionNotOpen);

    [Fact]
    public void A_suspended_session_cannot_be_suspended_again() =>
        Given.SuspendedSession().When(new SuspendSession(), Cast.Chair).ThenRefused(Rejections.SessionSuspended);

    [Fact]
    public void A_closed_session_cannot_be_suspended() =>
        Given.ClosedSession().When(new SuspendSession(), Cast.Chair).ThenRefused(Rejections.SessionClosed);

    [Fact]
    public void A_suspended_session_goes_on() =>
        Given.SuspendedSession().When(new ResumeSession(), Cast.Chair).Then(new SessionResumed());

    [Fact]
    public void Only_a_suspended_session_can_be_resumed()
    {
        Given.ScheduledSession().When(new ResumeSession(), Cast.Chair).ThenRefused(Rejections.SessionNotSuspended);
        Given.OpenSession().When(new ResumeSession(), Cast.Chair).ThenRefused(Rejections.SessionNotSuspended);
        Given.ClosedSession().When(new ResumeSession(), Cast.Chair).ThenRefused(Rejections.SessionNotSuspended);
    }

    [Fact]
    public void Closing_ends_the_turn_going_on_first() =>
        Given.OpenSession()
            .And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa))
            .When(new CloseSession(), Cast.Secretariat)
            .Then(new FloorYielded(1, TurnEnd.SessionStopped), new SessionClosed());

    [Fact]
    public void A_suspended_session_can_be_closed() =>
        Given.SuspendedSession().When(new CloseSession(), Cast.Chair).Then(new SessionClosed());

    [Fact]
    public void A_scheduled_session_cannot_be_closed() =>
        Given.ScheduledSession().When(new CloseSession(), Cast.Chair).ThenRefused(Rejections.SessionNotOpen);

    [Fact]
    public void A_session_is_closed_once() =>
        Given.ClosedSession().When(new CloseSession(), Cast.Chair).ThenRefused(Rejections.SessionClosed);

    [Fact]
    public void Going_off_the_record_and_back_are_recorded()
    {
        Given.OpenSession().When(new GoOffTheRecord(), Cast.Chair).Then(new WentOffTheRecord());
        Given.OpenSession().And(new WentOffTheRecord()).When(new GoOnTheRecord(), Cast.Chair).Then(new WentOnTheRecord());
    }

    [Fact]
    public void A_record_that_stands_as_asked_is_left_alone()
    {
        Given.OpenSession().And(new WentOffTheRecord()).When(new GoOffTheRecord(), Cast.Chair).ThenRefused(Rejections.RecordUnchanged);
        Given.OpenSession().When(new GoOnTheRecord(), Cast.Chair).ThenRefused(Rejections.RecordUnchanged);
    }

    [Fact]
    public void The_record_can_be_left_only_while_the_session_sits()
    {
        Given.ScheduledSession().When(new GoOffTheRecord(), Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
        Given.SuspendedSession().When(new GoOffTheRecord(), Cast.Chair).ThenRefused(Rejections.SessionSuspended);
        Given.ClosedSession().When(new GoOffTheRecord(), Cast.Chair).ThenRefused(Rejections.SessionClosed);
    }

    [Fact]
    public void The_record_can_be_returned_to_during_a_break_but_not_before_or_after_the_session()
    {
        Given.OpenSession().And(new WentOffTheRecord(), new SessionSuspended(null))
            .When(new GoOnTheRecord(), Cast.Chair).Then(new WentOnTheRecord());
        Given.ScheduledSession().When(new GoOnTheRecord(), Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
        Given.ClosedSession().When(new GoOnTheRecord(), Cast.Chair).ThenRefused(Rejections.SessionClosed);
    }

    [Fact]
    public void A_command_nobody_knows_is_refused_whoever_sends_it() =>
        Given.OpenSession().When(new SingTheAnthem(), Cast.Chair).ThenRefused(Rejections.NotAllowed);

    private sealed record SingTheAnthem : SessionCommand;
}
