using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Sessions;

public sealed class SessionStateTests
{
    [Fact]
    public void A_session_remembers_when_it_opened_and_closed()
    {
        var state = Given.OpenSession().AtMinute(90).And(new SessionClosed()).State;

        state.Phase.ShouldBe(SessionPhase.Closed);
        state.OpenedAt.ShouldBe(Cast.Morning);
        state.ClosedAt.ShouldBe(Cast.Morning.AddMinutes(90));
    }

    [Fact]
    public void The_time_to_go_on_is_known_only_during_the_break()
    {
        var suspended = Given.OpenSession().And(new SessionSuspended(Cast.Morning.AddHours(1)));

        suspended.State.Phase.ShouldBe(SessionPhase.Suspended);
        suspended.State.ResumesAt.ShouldBe(Cast.Morning.AddHours(1));
        suspended.And(new SessionResumed()).State.ResumesAt.ShouldBeNull();
        suspended.And(new SessionResumed()).State.Phase.ShouldBe(SessionPhase.Open);
        suspended.And(new SessionClosed()).State.ResumesAt.ShouldBeNull();
    }

    [Fact]
    public void Closing_empties_the_queue_and_returns_to_the_record()
    {
        var closed = Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new WentOffTheRecord(), new SessionClosed()).State;

        closed.Floor.Queue.ShouldBeEmpty();
        closed.OffTheRecord.ShouldBeFalse();
    }

    [Fact]
    public void The_record_is_left_and_returned_to()
    {
        var off = Given.OpenSession().And(new WentOffTheRecord());

        off.State.OffTheRecord.ShouldBeTrue();
        off.And(new WentOnTheRecord()).State.OffTheRecord.ShouldBeFalse();
    }

    [Fact]
    public void The_queue_waits_through_a_break() =>
        Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new SessionSuspended(null)).State
            .Floor.Find(Cast.Rosa.Id).ShouldNotBeNull();

    [Fact]
    public void A_view_shows_everything_the_log_tells()
    {
        var given = Given.OpenSession()
            .And(new AgendaItemTakenUp(Cast.Opening.Id, Cast.Opening.Number, Cast.Opening.Title))
            .And(new FloorRequested(Cast.Rosa, "on water"), new FloorGranted(1, Cast.Rosa), new FloorRequested(Cast.Tomasz, null))
            .And(new SpeakingTimeSet(TimeSpan.FromMinutes(3)))
            .AndBy(Cast.Captioner, new PenTaken("en", Cast.Captioner.Name, false), new CaptionLineAdded("en", "en", "Good morning.", null, null));

        var view = SessionViews.ViewOf(given.State, Cast.Programme, Cast.Planned);

        view.ShouldBe(new SessionView
        {
            Id = Cast.Session,
            Meeting = Cast.Meeting,
            MeetingSlug = "shared-waters",
            MeetingTitle = "Working Group on Shared Waters",
            Number = 3,
            Title = "Third session, morning",
            StartsAt = Cast.Morning,
            EndsAt = Cast.Morning.AddHours(3),
            TimeZone = "Europe/Zurich",
            Position = given.State.Cursor.Position,
            Phase = SessionPhase.Open,
            OpenedAt = Cast.Morning,
            Agenda = Cast.Programme.Agenda,
            CurrentItem = Cast.Opening.Id,
            Floor = view.Floor,
            Pens = view.Pens,
            Duties = view.Duties,
            LineCount = 1,
        });
        view.Pens.ShouldBe([new PenView("en", Cast.Captioner.Id, Cast.Captioner.Name, Cast.Morning.AddSeconds(6), false)]);
        var rosa = new SpeakerView(Cast.Rosa.Id, "Rosa Quispe", "Peru", Place.Remote);
        var tomasz = new SpeakerView(Cast.Tomasz.Id, "Tomasz Nowak", "Open Cables Foundation", Place.Remote);
        view.Floor.Speaking.ShouldBe(new TurnView(1, rosa, Cast.Morning.AddSeconds(3), Limit: TimeSpan.FromMinutes(3)));
        view.Floor.Queue.ShouldBe([new FloorRequestView(tomasz, null, Cast.Morning.AddSeconds(4))]);
    }

    [Fact]
    public void A_pen_that_withdrawn_software_left_behind_is_shown_as_nobodys()
    {
        var issued = new LiveSession.Core.Captions.CaptionSourceIssued(
            CaptionSourceId.New(), Cast.Session, "Encoder", "en", "en", LiveSession.Protocol.CaptionProtocol.Zoom, "hash");
        var meeting = Given.Meeting().And(issued);
        var written = Given.OpenSession().And(new PenGiven("en", issued.Source.Writer, "Encoder", Forced: false));

        SessionViews.ViewOf(written.State, meeting.State, Cast.Planned).Pens.Single().Name.ShouldBe("Encoder");
        SessionViews.ViewOf(written.State, meeting.And(new LiveSession.Core.Captions.CaptionSourceRevoked(issued.Source)).State, Cast.Planned).Pens.ShouldBeEmpty();
    }

    [Fact]
    public void An_item_taken_off_the_agenda_while_it_is_discussed_is_still_shown()
    {
        var gone = new AgendaItemView(AgendaItemId.New(), "9", "Other matters");
        var given = Given.OpenSession().And(new LiveSession.Core.Agenda.AgendaItemTakenUp(gone.Id, gone.Number, gone.Title));

        var view = SessionViews.ViewOf(given.State, Cast.Programme, Cast.Planned);

        view.CurrentItem.ShouldBe(gone.Id);
        view.Agenda.ShouldBe([.. Cast.Programme.Agenda, gone]);
    }

    [Fact]
    public void A_view_of_a_session_not_opened_has_no_position_and_no_speaker()
    {
        var view = SessionViews.ViewOf(SessionState.Empty, Cast.Programme, Cast.Planned);

        view.Position.ShouldBeNull();
        view.Phase.ShouldBe(SessionPhase.Scheduled);
        view.Floor.Speaking.ShouldBeNull();
    }

    [Fact]
    public void A_summary_carries_phase_and_line_count() =>
        SessionViews.SummaryOf(
                Given.OpenSession().AndBy(Cast.Captioner, new CaptionLineAdded("en", "en", "Good morning.", null, null)).State,
                Cast.Programme,
                Cast.Planned)
            .ShouldBe(new SessionSummary(
                Cast.Session, "shared-waters", "Working Group on Shared Waters", 3, "Third session, morning",
                Cast.Morning, Cast.Morning.AddHours(3), "Europe/Zurich", SessionPhase.Open, 1));
}
