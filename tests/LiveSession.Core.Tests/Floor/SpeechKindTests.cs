using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

public sealed class SpeechKindTests
{
    private static readonly FloorRequested RosaWaits = new(Cast.Rosa, null);
    private static readonly FloorRequested TomaszWaits = new(Cast.Tomasz, null);
    private static readonly GivenSession RosaSpeaks = Given.OpenSession().And(RosaWaits, new FloorGranted(1, Cast.Rosa));

    [Fact]
    public void Kinds_stand_in_the_order_of_their_urgency_whoever_asks_first()
    {
        var session = Given.OpenSession().And(RosaWaits, new FloorGranted(1, Cast.Rosa), new FloorYielded(1, TurnEnd.Speaker));
        foreach (var (name, kind) in new[]
        {
            ("right 1", SpeechKind.RightOfReply), ("statement 1", SpeechKind.Statement), ("reply 1", SpeechKind.Reply),
            ("question 1", SpeechKind.InterposedQuestion), ("order 1", SpeechKind.PointOfOrder), ("right 2", SpeechKind.RightOfReply),
            ("statement 2", SpeechKind.Statement), ("reply 2", SpeechKind.Reply), ("question 2", SpeechKind.InterposedQuestion),
            ("order 2", SpeechKind.PointOfOrder),
        })
        {
            session = session.And([.. session.When(new RequestFloorFor(null, name, "", Place.Hall, Kind: kind), Cast.Chair).Events]);
        }

        session.State.Floor.Queue.Select(request => request.Speaker.Name).ShouldBe(
            ["order 1", "order 2", "question 1", "question 2", "reply 1", "reply 2", "statement 1", "statement 2", "right 1", "right 2"]);
    }

    [Fact]
    public void Who_waits_to_make_a_statement_may_raise_a_point_of_order() =>
        Given.OpenSession().And(TomaszWaits, RosaWaits).When(new RequestFloor("the quorum", SpeechKind.PointOfOrder), Cast.Member)
            .Then(new FloorRequested(Cast.Rosa, "the quorum", SpeechKind.PointOfOrder, Ahead: 0));

    [Fact]
    public void Nobody_waits_twice_for_the_same_kind_of_speech() =>
        Given.OpenSession().And(new FloorRequested(Cast.Rosa, null, SpeechKind.PointOfOrder))
            .When(new RequestFloor(Kind: SpeechKind.PointOfOrder), Cast.Member).ThenRefused(Rejections.AlreadyInQueue);

    [Theory]
    [InlineData(SpeechKind.PointOfOrder)]
    [InlineData(SpeechKind.InterposedQuestion)]
    [InlineData(SpeechKind.RightOfReply)]
    public void What_the_rules_keep_for_members_is_refused_to_observers_and_names_the_rule(SpeechKind kind)
    {
        var spoken = RosaSpeaks.And(new FloorYielded(1, TurnEnd.Speaker));

        spoken.When(new RequestFloor(Kind: kind), Cast.Observer).ThenRefused(Rejections.KindForMembers);
        spoken.When(new RequestFloor(Kind: kind), Cast.Member).Events.ShouldHaveSingleItem();
        Rejections.KindForMembers.Message.ShouldContain("rules 71 and 73");
    }

    [Fact]
    public void A_reply_names_the_speech_it_answers()
    {
        RosaSpeaks.When(new RequestFloor(Kind: SpeechKind.Reply), Cast.Observer)
            .Then(new FloorRequested(Cast.Tomasz, null, SpeechKind.Reply, Answers: 1));
        Given.OpenSession().When(new RequestFloor(Kind: SpeechKind.Reply), Cast.Observer).ThenRefused(Rejections.NothingToAnswer);
        Given.OpenSession().When(new RequestFloor(Kind: SpeechKind.RightOfReply), Cast.Member).ThenRefused(Rejections.NothingToAnswer);

        var view = SessionViews.ViewOf(RosaSpeaks.And(new FloorRequested(Cast.Tomasz, null, SpeechKind.Reply, Answers: 1)).State.Floor);
        view.Queue.ShouldHaveSingleItem().Answers.ShouldBe("Rosa Quispe");
    }

    [Fact]
    public void A_group_spoken_for_is_kept_with_the_request_and_with_the_turn()
    {
        var asked = Given.OpenSession().When(new RequestFloor(OnBehalfOf: " Group of\u202E 77 "), Cast.Member);
        asked.Then(new FloorRequested(Cast.Rosa, null, OnBehalfOf: "Group of 77"));

        Given.OpenSession().And([.. asked.Events]).And(new FloorGranted(1, Cast.Rosa)).State.Floor.Speaking!.OnBehalfOf.ShouldBe("Group of 77");
        Given.OpenSession().When(new RequestFloor(OnBehalfOf: new string('g', 161)), Cast.Member).ThenRefused(Rejections.TextTooLong(160));
    }

    [Fact]
    public void A_full_queue_still_takes_a_point_of_order()
    {
        var full = Given.OpenSession().WithLimits(new SessionLimits { QueueLength = 1 }).And(TomaszWaits);

        full.When(new RequestFloor(), Cast.Member).ThenRefused(Rejections.QueueFull(1));
        full.When(new RequestFloor(Kind: SpeechKind.PointOfOrder), Cast.Member).Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_point_of_order_interrupts_the_speech_and_the_speech_is_next()
    {
        var raised = RosaSpeaks.And(TomaszWaits, new FloorRequested(Cast.Tomasz, null, SpeechKind.PointOfOrder, Ahead: 0));

        var given = raised.When(new GiveFloorToNext(1), Cast.Chair);
        given.Then(new FloorYielded(1, TurnEnd.Interrupted), new FloorGranted(2, Cast.Tomasz, SpeechKind.PointOfOrder));

        var ruled = raised.And([.. given.Events]).And(new FloorYielded(2, TurnEnd.Speaker));
        ruled.State.Floor.Queue.Select(request => request.Speaker.Name).ShouldBe(["Rosa Quispe", "Tomasz Nowak"]);
        ruled.When(new GiveFloorToNext(2), Cast.Chair).Then(new FloorGranted(3, Cast.Rosa));
    }

    [Fact]
    public void The_clock_of_an_interrupted_speech_stands_still_meanwhile()
    {
        var resumed = Given.OpenSession()
            .AtMinute(0).And(RosaWaits, new FloorRequested(Cast.Tomasz, null, SpeechKind.PointOfOrder, Ahead: 0))
            .AtMinute(1).And(new FloorGranted(1, Cast.Rosa))
            .AtMinute(3).And(new FloorYielded(1, TurnEnd.Interrupted))
            .AtMinute(3).And(new FloorGranted(2, Cast.Tomasz, SpeechKind.PointOfOrder))
            .AtMinute(30).And(new FloorYielded(2, TurnEnd.Chair))
            .AtMinute(31).And(new FloorGranted(3, Cast.Rosa));

        SessionViews.ViewOf(resumed.State.Floor).Speaking!.Spoken.ShouldBe(TimeSpan.FromMinutes(2));
        resumed.State.Floor.Queue.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(SpeechKind.PointOfOrder, SpeechKind.Statement, true)]
    [InlineData(SpeechKind.PointOfOrder, SpeechKind.InterposedQuestion, true)]
    [InlineData(SpeechKind.PointOfOrder, SpeechKind.PointOfOrder, false)]
    [InlineData(SpeechKind.InterposedQuestion, SpeechKind.RightOfReply, true)]
    [InlineData(SpeechKind.InterposedQuestion, SpeechKind.InterposedQuestion, false)]
    [InlineData(SpeechKind.InterposedQuestion, SpeechKind.PointOfOrder, false)]
    [InlineData(SpeechKind.Reply, SpeechKind.Statement, false)]
    [InlineData(SpeechKind.RightOfReply, SpeechKind.Statement, false)]
    [InlineData(SpeechKind.Statement, SpeechKind.Statement, false)]
    public void Only_what_is_urgent_interrupts(SpeechKind kind, SpeechKind goingOn, bool interrupts) =>
        FloorOrder.Interrupts(kind, goingOn).ShouldBe(interrupts);

    [Fact]
    public void A_new_point_of_order_passes_the_statements_though_the_chair_left_another_behind_them()
    {
        var left = Given.OpenSession().And(RosaWaits, new FloorRequested(Cast.Tomasz, null, SpeechKind.PointOfOrder));

        left.When(new RequestFloorFor(null, "Ada", "", Place.Hall, Kind: SpeechKind.PointOfOrder), Cast.Chair)
            .Events.ShouldHaveSingleItem().ShouldBeOfType<FloorRequested>().Ahead.ShouldBe(0);
    }

    [Fact]
    public void A_request_of_one_kind_is_called_or_taken_back_while_the_other_waits()
    {
        var both = Given.OpenSession().And(RosaWaits, new FloorRequested(Cast.Rosa, null, SpeechKind.PointOfOrder, Ahead: 0));

        both.When(new WithdrawRequest(), Cast.Member).Then(new FloorRequestWithdrawn(Cast.Rosa.Id, SpeechKind.PointOfOrder));
        both.When(new WithdrawRequest(Kind: SpeechKind.Statement), Cast.Member).Then(new FloorRequestWithdrawn(Cast.Rosa.Id));
        both.When(new GiveFloor(Cast.Rosa.Id, 0, SpeechKind.Statement), Cast.Chair).Then(new FloorGranted(1, Cast.Rosa));
        both.And(new FloorGranted(1, Cast.Rosa)).State.Floor.Queue.ShouldHaveSingleItem().Kind.ShouldBe(SpeechKind.PointOfOrder);
        both.And(new FloorRequestWithdrawn(Cast.Rosa.Id)).State.Floor.Queue.ShouldHaveSingleItem().Kind.ShouldBe(SpeechKind.PointOfOrder);
    }
}
