using LiveSession.Core.Agenda;

namespace LiveSession.Core.Tests.Agenda;

public sealed class AgendaTests
{
    private static readonly AgendaItemTakenUp OpeningTakenUp = new(Cast.Opening.Id, "1", "Opening of the session");

    [Fact]
    public void Taking_up_an_item_records_its_number_and_title() =>
        Given.OpenSession().When(new TakeUpItem(Cast.Opening.Id), Cast.Chair).Then(OpeningTakenUp);

    [Fact]
    public void Another_item_can_follow_and_the_first_be_returned_to()
    {
        var debate = new AgendaItemTakenUp(Cast.Debate.Id, "2 (a)", "General debate");
        Given.OpenSession().And(OpeningTakenUp).When(new TakeUpItem(Cast.Debate.Id), Cast.Chair).Then(debate);
        Given.OpenSession().And(OpeningTakenUp, debate).When(new TakeUpItem(Cast.Opening.Id), Cast.Secretariat).Then(OpeningTakenUp);
    }

    [Fact]
    public void The_item_under_discussion_is_not_taken_up_again() =>
        Given.OpenSession().And(OpeningTakenUp).When(new TakeUpItem(Cast.Opening.Id), Cast.Chair).ThenRefused(Rejections.ItemAlreadyTakenUp);

    [Fact]
    public void An_item_the_agenda_does_not_have_is_refused() =>
        Given.OpenSession().When(new TakeUpItem(AgendaItemId.New()), Cast.Chair).ThenRefused(Rejections.UnknownAgendaItem);

    [Fact]
    public void Items_are_taken_up_only_while_the_session_sits()
    {
        Given.ScheduledSession().When(new TakeUpItem(Cast.Opening.Id), Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
        Given.SuspendedSession().When(new TakeUpItem(Cast.Opening.Id), Cast.Chair).ThenRefused(Rejections.SessionSuspended);
        Given.ClosedSession().When(new TakeUpItem(Cast.Opening.Id), Cast.Chair).ThenRefused(Rejections.SessionClosed);
    }
}
