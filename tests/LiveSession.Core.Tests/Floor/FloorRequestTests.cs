using LiveSession.Core.Floor;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

public sealed class FloorRequestTests
{
    private static readonly FloorRequested RosaWaits = new(Cast.Rosa, null);

    [Fact]
    public void A_request_joins_the_queue_under_the_name_on_the_roster() =>
        Given.OpenSession().When(new RequestFloor("on paragraph 4"), Cast.Member).Then(new FloorRequested(Cast.Rosa, "on paragraph 4"));

    [Fact]
    public void A_request_can_be_made_during_a_break() =>
        Given.SuspendedSession().When(new RequestFloor(), Cast.Member).Then(RosaWaits);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\t\u202E\n")]
    public void A_note_with_nothing_in_it_is_no_note(string note) =>
        Given.OpenSession().When(new RequestFloor(note), Cast.Member).Then(RosaWaits);

    [Fact]
    public void A_note_is_cleaned_like_a_caption() =>
        Given.OpenSession().When(new RequestFloor("  on\r\n\u202Eparagraph\u0007 4 "), Cast.Member)
            .Then(new FloorRequested(Cast.Rosa, "on paragraph 4"));

    [Fact]
    public void A_note_may_have_250_characters_and_not_one_more()
    {
        Given.OpenSession().When(new RequestFloor(new string('n', 250)), Cast.Member).Then(new FloorRequested(Cast.Rosa, new string('n', 250)));
        Given.OpenSession().When(new RequestFloor(new string('n', 251)), Cast.Member).ThenRefused(Rejections.TextTooLong(250));
    }

    [Fact]
    public void Who_waits_already_cannot_ask_again() =>
        Given.OpenSession().And(RosaWaits).When(new RequestFloor(), Cast.Member).ThenRefused(Rejections.AlreadyInQueue);

    [Fact]
    public void Who_speaks_cannot_ask_for_the_floor() =>
        Given.OpenSession().And(RosaWaits, new FloorGranted(1, Cast.Rosa)).When(new RequestFloor(), Cast.Member)
            .ThenRefused(Rejections.AlreadySpeaking);

    [Fact]
    public void Who_spoke_before_can_ask_again() =>
        Given.OpenSession().And(RosaWaits, new FloorGranted(1, Cast.Rosa), new FloorYielded(1, TurnEnd.Speaker))
            .When(new RequestFloor(), Cast.Member).Then(RosaWaits);

    [Fact]
    public void The_queue_takes_as_many_as_its_limit_says()
    {
        var one = Given.OpenSession().WithLimits(new SessionLimits { QueueLength = 1 });
        one.When(new RequestFloor(), Cast.Member).Then(RosaWaits);
        one.And(RosaWaits).When(new RequestFloor(), Cast.Observer).ThenRefused(Rejections.QueueFull(1));
    }

    [Fact]
    public void Nobody_asks_before_the_session_or_after_it()
    {
        Given.ScheduledSession().When(new RequestFloor(), Cast.Member).ThenRefused(Rejections.SessionNotOpen);
        Given.ClosedSession().When(new RequestFloor(), Cast.Member).ThenRefused(Rejections.SessionClosed);
    }

    [Fact]
    public void Observers_and_members_need_a_name_and_an_affiliation()
    {
        Given.OpenSession().When(new RequestFloor(), Actor.Anonymous).ThenRefused(Rejections.NameNeeded);
        Given.OpenSession().When(new RequestFloor(), Actor.Anonymous with { Name = "Somebody", Affiliation = "Somewhere" })
            .ThenRefused(Rejections.NameNeeded);
        Given.OpenSession().When(new RequestFloor(), Cast.Observer with { Name = "" }).ThenRefused(Rejections.NameNeeded);
        Given.OpenSession().When(new RequestFloor(), Cast.Observer with { Affiliation = "" }).ThenRefused(Rejections.NameNeeded);
        Given.OpenSession().When(new RequestFloor(), Cast.Member with { Affiliation = "" }).ThenRefused(Rejections.NameNeeded);
    }

    [Fact]
    public void The_secretariat_and_the_chair_speak_without_an_affiliation()
    {
        Given.OpenSession().When(new RequestFloor(), Cast.Secretariat)
            .Then(new FloorRequested(new Speaker(Cast.Secretariat.Id, "Jonas Weber", "", Place.Remote), null));
        Given.OpenSession().When(new RequestFloor(), Cast.Chair with { Affiliation = "" })
            .Then(new FloorRequested(new Speaker(Cast.Chair.Id, "Amina Diallo", "", Place.Remote), null));
    }

    [Fact]
    public void Somebody_on_the_roster_is_put_into_the_queue_from_the_hall() =>
        Given.OpenSession().When(new RequestFloorFor(Cast.Member.Id, "", "", Place.Hall, " placard "), Cast.Secretariat)
            .Then(new FloorRequested(Cast.Rosa with { Place = Place.Hall }, "placard"));

    [Fact]
    public void Somebody_not_on_the_roster_cannot_be_put_into_the_queue_by_id() =>
        Given.OpenSession().When(new RequestFloorFor(Cast.Stranger, "Rosa Quispe", "Peru", Place.Hall), Cast.Chair)
            .ThenRefused(Rejections.UnknownParticipant);

    [Fact]
    public void Somebody_new_is_known_by_the_command_that_named_them()
    {
        var command = CommandId.New();
        Given.OpenSession().When(new RequestFloorFor(null, " Ada\u202E  Okoye ", "Ghana\n", Place.Hall), Cast.Chair, command)
            .Then(new FloorRequested(new Speaker(ParticipantId.From(command.Value), "Ada Okoye", "Ghana", Place.Hall), null));
    }

    [Fact]
    public void Somebody_new_needs_a_name_but_no_affiliation()
    {
        var command = CommandId.New();
        Given.OpenSession().When(new RequestFloorFor(null, " \t ", "Ghana", Place.Hall), Cast.Chair).ThenRefused(Rejections.NameNeeded);
        Given.OpenSession().When(new RequestFloorFor(null, "Ada", "", Place.Remote), Cast.Chair, command)
            .Then(new FloorRequested(new Speaker(ParticipantId.From(command.Value), "Ada", "", Place.Remote), null));
    }

    [Fact]
    public void A_name_or_affiliation_may_have_160_characters_and_not_one_more()
    {
        var (fits, tooLong) = (new string('n', 160), new string('n', 161));
        Given.OpenSession().When(new RequestFloorFor(null, fits, fits, Place.Hall), Cast.Chair).Events.ShouldHaveSingleItem();
        Given.OpenSession().When(new RequestFloorFor(null, tooLong, "", Place.Hall), Cast.Chair).ThenRefused(Rejections.TextTooLong(160));
        Given.OpenSession().When(new RequestFloorFor(null, "Ada", tooLong, Place.Hall), Cast.Chair).ThenRefused(Rejections.TextTooLong(160));
    }

    [Fact]
    public void Putting_somebody_into_the_queue_follows_the_rules_of_the_queue()
    {
        var rosa = new RequestFloorFor(Cast.Member.Id, "", "", Place.Hall);
        Given.OpenSession().And(RosaWaits).When(rosa, Cast.Chair).ThenRefused(Rejections.AlreadyInQueue);
        Given.OpenSession().And(RosaWaits, new FloorGranted(1, Cast.Rosa)).When(rosa, Cast.Chair).ThenRefused(Rejections.AlreadySpeaking);
        Given.ScheduledSession().When(rosa, Cast.Chair).ThenRefused(Rejections.SessionNotOpen);
        Given.ClosedSession().When(rosa, Cast.Chair).ThenRefused(Rejections.SessionClosed);
        Given.SuspendedSession().When(rosa, Cast.Chair).Then(new FloorRequested(Cast.Rosa with { Place = Place.Hall }, null));
    }

    [Fact]
    public void Who_asked_can_take_it_back() =>
        Given.OpenSession().And(RosaWaits).When(new WithdrawRequest(), Cast.Member).Then(new FloorRequestWithdrawn(Cast.Rosa.Id));

    [Fact]
    public void Naming_oneself_is_the_same_as_naming_nobody() =>
        Given.OpenSession().And(RosaWaits).When(new WithdrawRequest(Cast.Member.Id), Cast.Member).Then(new FloorRequestWithdrawn(Cast.Rosa.Id));

    [Fact]
    public void Chair_and_secretariat_take_anybody_out_and_nobody_else_does()
    {
        var waiting = Given.OpenSession().And(RosaWaits);
        var command = new WithdrawRequest(Cast.Member.Id);
        waiting.When(command, Cast.Chair).Then(new FloorRequestWithdrawn(Cast.Rosa.Id));
        waiting.When(command, Cast.Secretariat).Then(new FloorRequestWithdrawn(Cast.Rosa.Id));
        waiting.When(command, Cast.Observer).ThenRefused(Rejections.NotAllowed);
    }

    [Fact]
    public void Who_does_not_wait_cannot_be_taken_out()
    {
        Given.OpenSession().When(new WithdrawRequest(), Cast.Member).ThenRefused(Rejections.NotInQueue);
        Given.OpenSession().When(new WithdrawRequest(Cast.Member.Id), Cast.Chair).ThenRefused(Rejections.NotInQueue);
    }
}
