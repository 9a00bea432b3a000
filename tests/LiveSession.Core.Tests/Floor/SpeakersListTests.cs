using LiveSession.Core.Agenda;
using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

/// <summary>The list of speakers is announced to close, closes, and is opened again; what comes too late is kept for the chair.</summary>
public sealed class SpeakersListTests
{
    private static readonly FloorRequested RosaWaits = new(Cast.Rosa, null);
    private static readonly GivenSession Closed = Given.OpenSession().AtMinute(10).And(new SpeakersListClosed(Minute(10)));

    [Fact]
    public void The_chair_closes_the_list_at_once_or_announces_it()
    {
        var session = Given.OpenSession().AtMinute(10);
        session.When(new CloseList(), Cast.Chair).Then(new SpeakersListClosed(Minute(10)));
        session.When(new CloseList(TimeSpan.FromMinutes(20)), Cast.Chair).Then(new SpeakersListClosed(Minute(30)));
        session.When(new CloseList(TimeSpan.FromHours(24)), Cast.Chair).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void The_list_does_not_close_in_the_past_or_days_ahead()
    {
        Given.OpenSession().When(new CloseList(TimeSpan.FromTicks(-1)), Cast.Chair).ThenRefused(Rejections.ClosingOutOfRange);
        Given.OpenSession().When(new CloseList(TimeSpan.FromHours(24) + TimeSpan.FromTicks(1)), Cast.Chair).ThenRefused(Rejections.ClosingOutOfRange);
    }

    [Fact]
    public void An_announced_closing_can_be_brought_forward_or_taken_back_and_a_closed_list_not_be_closed_again()
    {
        var announced = Given.OpenSession().And(new SpeakersListClosed(Minute(30))).AtMinute(20);
        announced.When(new CloseList(), Cast.Chair).Then(new SpeakersListClosed(Minute(20)));
        announced.When(new ReopenList(), Cast.Chair).Then(new SpeakersListReopened());
        Closed.When(new CloseList(), Cast.Chair).ThenRefused(Rejections.QueueUnchanged);
        Given.OpenSession().When(new ReopenList(), Cast.Chair).ThenRefused(Rejections.QueueUnchanged);
    }

    [Fact]
    public void A_request_a_moment_before_the_deadline_waits_and_one_at_it_is_kept_for_the_chair()
    {
        var announced = Given.OpenSession().And(new SpeakersListClosed(Minute(30)));

        (announced with { Now = Minute(30).AddMilliseconds(-1) }).When(new RequestFloor(), Cast.Member).Then(RosaWaits);
        (announced with { Now = Minute(30) }).When(new RequestFloor("on water"), Cast.Member)
            .ThenWithNotice(Rejections.KeptForTheChair, new FloorRequestedLate(Cast.Rosa, "on water"));
    }

    [Fact]
    public void A_late_request_keeps_what_was_asked_and_why_it_does_not_wait()
    {
        var late = Closed.And(new FloorRequestedLate(Cast.Rosa, "on water", SpeechKind.RightOfReply, "Andean Community"));

        late.State.Floor.Queue.ShouldBeEmpty();
        late.State.Floor.Aside.ShouldHaveSingleItem().ShouldBe(new FloorAside(
            new FloorRequest(Cast.Rosa, "on water", Minute(10).AddSeconds(1), SpeechKind.RightOfReply, "Andean Community"), AsideReason.ListClosed));
        var view = SessionViews.ViewOf(late.State.Floor);
        view.Aside.ShouldHaveSingleItem().Request.Speaker.Name.ShouldBe("Rosa Quispe");
        view.ListClosesAt.ShouldBe(Minute(10));
    }

    [Fact]
    public void Points_of_order_are_taken_and_the_chair_may_always_add()
    {
        Closed.When(new RequestFloor(Kind: SpeechKind.PointOfOrder), Cast.Member).Then(new FloorRequested(Cast.Rosa, null, SpeechKind.PointOfOrder));
        Closed.When(new RequestFloorFor(Cast.Member.Id, "", "", Place.Hall), Cast.Chair).Then(new FloorRequested(Cast.Rosa with { Place = Place.Hall }, null));
        Closed.When(new RequestFloorFor(Cast.Member.Id, "", "", Place.Hall), Cast.Secretariat)
            .ThenWithNotice(Rejections.KeptForTheChair, new FloorRequestedLate(Cast.Rosa with { Place = Place.Hall }, null));
    }

    [Fact]
    public void A_late_request_is_made_once_and_can_be_taken_back()
    {
        var late = Closed.And(new FloorRequestedLate(Cast.Rosa, null));
        late.When(new RequestFloor(), Cast.Member).ThenRefused(Rejections.ListClosed);
        late.When(new WithdrawRequest(), Cast.Member).Then(new FloorRequestWithdrawn(Cast.Rosa.Id));
        late.And(new FloorRequestWithdrawn(Cast.Rosa.Id)).State.Floor.Aside.ShouldBeEmpty();
        Rejections.ListClosed.Message.ShouldContain("rule 73");
    }

    [Fact]
    public void No_more_late_requests_are_kept_than_may_wait()
    {
        var full = Closed.WithLimits(new SessionLimits { QueueLength = 1 }).And(new FloorRequestedLate(Cast.Rosa, null));
        full.When(new RequestFloor(), Cast.Observer).ThenRefused(Rejections.ListClosed);
    }

    [Fact]
    public void The_chair_admits_a_late_request_to_where_its_kind_stands()
    {
        var late = Closed.And(new FloorRequested(Cast.Tomasz, null), new FloorRequestedLate(Cast.Rosa, "on water", SpeechKind.Reply, Answers: 1));
        var rosa = new RequestKey(Cast.Rosa.Id, SpeechKind.Reply);

        late.When(new AdmitRequest(rosa), Cast.Chair).Then(new FloorRequestAdmitted(Cast.Rosa.Id, SpeechKind.Reply, 0));
        late.When(new AdmitRequest(rosa with { Kind = SpeechKind.Statement }), Cast.Chair).ThenRefused(Rejections.NotInQueue);

        var admitted = late.And(new FloorRequestAdmitted(Cast.Rosa.Id, SpeechKind.Reply, 0));
        admitted.State.Floor.Aside.ShouldBeEmpty();
        admitted.State.Floor.Queue.Select(request => (request.Speaker.Name, request.Note)).ShouldBe([("Rosa Quispe", "on water"), ("Tomasz Nowak", null)]);
        admitted.When(new AdmitRequest(rosa), Cast.Chair).ThenRefused(Rejections.NotInQueue);
    }

    [Fact]
    public void Who_waits_or_speaks_already_is_not_admitted_twice()
    {
        var late = Given.OpenSession().And(new FloorRequestedLate(Cast.Rosa, null));
        var rosa = new AdmitRequest(new RequestKey(Cast.Rosa.Id, SpeechKind.Statement));
        var order = new FloorRequested(Cast.Rosa, null, SpeechKind.PointOfOrder, Ahead: 0);

        late.And(order, new FloorGranted(1, Cast.Rosa, SpeechKind.PointOfOrder)).When(rosa, Cast.Chair).ThenRefused(Rejections.AlreadySpeaking);
        late.And(RosaWaits).State.Floor.Aside.ShouldBeEmpty();
    }

    [Fact]
    public void Taking_up_another_item_opens_the_list_again()
    {
        Closed.When(new TakeUpItem(Cast.Debate.Id), Cast.Chair)
            .Then(new AgendaItemTakenUp(Cast.Debate.Id, Cast.Debate.Number, Cast.Debate.Title), new SpeakersListReopened());
        Closed.And(new SpeakersListReopened()).State.Floor.ListIsClosed(Minute(600)).ShouldBeFalse();
    }

    [Fact]
    public void The_last_word_closes_the_list_and_keeps_everybody_else_for_the_chair()
    {
        var waiting = Given.OpenSession().AtMinute(10).And(RosaWaits, new FloorRequested(Cast.Tomasz, "last"));

        waiting.When(new GiveLastWord(Cast.Tomasz.Id, 0), Cast.Chair)
            .Then(new FloorGranted(1, Cast.Tomasz), new QueueSetAside(), new SpeakersListClosed(Minute(10).AddSeconds(2)));

        var after = waiting.And(new FloorGranted(1, Cast.Tomasz), new QueueSetAside(), new SpeakersListClosed(Minute(10)));
        after.State.Floor.Queue.ShouldBeEmpty();
        after.State.Floor.Aside.ShouldHaveSingleItem().ShouldBe(new FloorAside(new FloorRequest(Cast.Rosa, null, Minute(10)), AsideReason.LastWord));
    }

    [Fact]
    public void The_last_word_of_an_empty_and_closed_list_is_only_a_turn()
    {
        Closed.And(RosaWaits).When(new GiveLastWord(Cast.Rosa.Id, 0), Cast.Chair).Then(new FloorGranted(1, Cast.Rosa));
        Closed.And(RosaWaits).When(new GiveLastWord(Cast.Rosa.Id, 1), Cast.Chair).ThenRefused(Rejections.FloorHasMoved(null));
        Closed.When(new GiveLastWord(Cast.Rosa.Id, 0), Cast.Chair).ThenRefused(Rejections.NotInQueue);
    }

    [Fact]
    public void Whoever_spoke_last_is_put_back_before_everybody_that_is_not_urgent()
    {
        var spoken = Given.OpenSession().And(
            new FloorRequested(Cast.Rosa, "on water", OnBehalfOf: "Andean Community"), new FloorGranted(1, Cast.Rosa), new FloorYielded(1, TurnEnd.Chair),
            new FloorRequested(Cast.Tomasz, null));
        var order = new FloorRequested(new Speaker(Cast.Stranger, "Ada", "", Place.Hall), null, SpeechKind.PointOfOrder, Ahead: 0);

        spoken.When(new ReAddLastSpeaker(1), Cast.Chair).Then(new FloorRequested(Cast.Rosa, "on water", null, "Andean Community", null, 0));
        spoken.And(order).When(new ReAddLastSpeaker(1), Cast.Chair).Events.ShouldHaveSingleItem().ShouldBeOfType<FloorRequested>().Ahead.ShouldBe(1);
        spoken.When(new ReAddLastSpeaker(0), Cast.Chair).ThenRefused(Rejections.FloorHasMoved(null));
        spoken.And(RosaWaits).When(new ReAddLastSpeaker(1), Cast.Chair).ThenRefused(Rejections.AlreadyInQueue);
        spoken.And(new FloorGranted(2, Cast.Tomasz)).When(new ReAddLastSpeaker(2), Cast.Chair).ThenRefused(Rejections.NobodySpoke);
        Given.OpenSession().When(new ReAddLastSpeaker(0), Cast.Chair).ThenRefused(Rejections.NobodySpoke);
    }

    private static DateTimeOffset Minute(int minute) => Cast.Morning.AddMinutes(minute);
}
