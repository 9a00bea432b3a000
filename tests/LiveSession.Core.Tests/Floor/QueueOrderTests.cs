using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Floor;

/// <summary>The chair and the secretariat reorder the queue, and whoever waits lets others go first.</summary>
public sealed class QueueOrderTests
{
    private static readonly Speaker Ada = new(Cast.Stranger, "Ada Okoye", "Ghana", Place.Hall);
    private static readonly RequestKey OfRosa = new(Cast.Rosa.Id, SpeechKind.Statement);
    private static readonly RequestKey OfTomasz = new(Cast.Tomasz.Id, SpeechKind.Statement);
    private static readonly RequestKey OfAda = new(Cast.Stranger, SpeechKind.Statement);

    private static readonly GivenSession Three = Given.OpenSession().And(
        new FloorRequested(Cast.Rosa, "on water"), new FloorRequested(Cast.Tomasz, null), new FloorRequested(Ada, null));

    [Fact]
    public void A_request_is_moved_before_another_or_to_the_end()
    {
        Three.When(new MoveRequest(OfAda, OfRosa), Cast.Chair).Then(new FloorRequestMoved(Cast.Stranger, null, 0));
        Three.When(new MoveRequest(OfAda, OfTomasz), Cast.Secretariat).Then(new FloorRequestMoved(Cast.Stranger, null, 1));
        Three.When(new MoveRequest(OfRosa), Cast.Chair).Then(new FloorRequestMoved(Cast.Rosa.Id, null, 2));

        Names(Three.And(new FloorRequestMoved(Cast.Stranger, null, 0))).ShouldBe(["Ada Okoye", "Rosa Quispe", "Tomasz Nowak"]);
        Names(Three.And(new FloorRequestMoved(Cast.Rosa.Id, null, 2))).ShouldBe(["Tomasz Nowak", "Ada Okoye", "Rosa Quispe"]);
        Three.And(new FloorRequestMoved(Cast.Rosa.Id, null, 2)).State.Floor.Queue[^1].Note.ShouldBe("on water");
    }

    [Fact]
    public void Who_joins_meanwhile_does_not_make_the_move_fail()
    {
        var press = new MoveRequest(OfAda, OfRosa);
        var joined = Three.And(new FloorRequested(Cast.Rosa, null, SpeechKind.PointOfOrder, Ahead: 0), new FloorRequested(Person("Late", 7), null));

        joined.When(press, Cast.Chair).Then(new FloorRequestMoved(Cast.Stranger, null, 1));
    }

    [Fact]
    public void A_move_that_changes_nothing_says_so()
    {
        Three.When(new MoveRequest(OfRosa, OfTomasz), Cast.Chair).ThenRefused(Rejections.QueueUnchanged);
        Three.When(new MoveRequest(OfAda), Cast.Chair).ThenRefused(Rejections.QueueUnchanged);
        Three.When(new MoveRequest(OfAda, OfAda), Cast.Chair).ThenRefused(Rejections.QueueUnchanged);
    }

    [Fact]
    public void Only_who_waits_is_moved_and_only_before_somebody_who_waits()
    {
        var gone = Three.And(new FloorRequestWithdrawn(Cast.Rosa.Id));
        gone.When(new MoveRequest(OfRosa, OfAda), Cast.Chair).ThenRefused(Rejections.NotInQueue);
        gone.When(new MoveRequest(OfAda, OfRosa), Cast.Chair).ThenRefused(Rejections.NotInQueue);
        Three.When(new MoveRequest(OfRosa with { Kind = SpeechKind.Reply }), Cast.Chair).ThenRefused(Rejections.NotInQueue);
    }

    [Fact]
    public void What_is_urgent_is_not_moved_behind_what_is_not_and_the_refusal_names_the_rule()
    {
        var raised = Three.And(new FloorRequested(Person("Order", 8), null, SpeechKind.PointOfOrder, Ahead: 0));
        var order = new RequestKey(Person("Order", 8).Id, SpeechKind.PointOfOrder);

        raised.When(new MoveRequest(order), Cast.Chair).ThenRefused(Rejections.OrderOfUrgency);
        raised.When(new MoveRequest(order, OfTomasz), Cast.Chair).ThenRefused(Rejections.OrderOfUrgency);
        raised.When(new MoveRequest(OfAda, order), Cast.Chair).ThenRefused(Rejections.OrderOfUrgency);
        raised.When(new MoveRequest(OfAda, OfRosa), Cast.Chair).Then(new FloorRequestMoved(Cast.Stranger, null, 1));
        Rejections.OrderOfUrgency.Message.ShouldContain("rule 71");
    }

    [Fact]
    public void Statements_replies_and_rights_of_reply_are_the_chairs_to_order()
    {
        var mixed = Three.And(new FloorRequested(Person("Reply", 8), null, SpeechKind.Reply, Answers: 1, Ahead: 0));
        mixed.When(new MoveRequest(new RequestKey(Person("Reply", 8).Id, SpeechKind.Reply)), Cast.Chair)
            .Then(new FloorRequestMoved(Person("Reply", 8).Id, SpeechKind.Reply, 3));
    }

    [Fact]
    public void Who_lets_others_go_first_stands_behind_their_like()
    {
        Three.When(new DeferRequest(), Cast.Member).Then(new FloorRequestMoved(Cast.Rosa.Id, null, 2));
        Three.And(new FloorRequested(Person("Right", 9), null, SpeechKind.RightOfReply)).When(new DeferRequest(), Cast.Member)
            .Then(new FloorRequestMoved(Cast.Rosa.Id, null, 2));
        Three.When(new DeferRequest(Cast.Rosa.Id), Cast.Secretariat).Then(new FloorRequestMoved(Cast.Rosa.Id, null, 2));
    }

    [Fact]
    public void Nobody_defers_for_others_or_without_waiting_or_behind_nobody()
    {
        Three.When(new DeferRequest(Cast.Rosa.Id), Cast.Observer).ThenRefused(Rejections.NotAllowed);
        Given.OpenSession().When(new DeferRequest(), Cast.Member).ThenRefused(Rejections.NotInQueue);
        Three.When(new DeferRequest(Cast.Stranger), Cast.Chair).ThenRefused(Rejections.QueueUnchanged);
    }

    [Fact]
    public void An_interrupted_speech_keeps_its_place_before_the_statements()
    {
        var interrupted = Three.And(new FloorGranted(1, Cast.Rosa), new FloorYielded(1, TurnEnd.Interrupted));

        interrupted.When(new MoveRequest(OfRosa), Cast.Chair).ThenRefused(Rejections.OrderOfUrgency);
        interrupted.When(new DeferRequest(), Cast.Member).ThenRefused(Rejections.QueueUnchanged);
    }

    [Fact]
    public void A_way_up_is_shown_exactly_where_the_move_is_allowed()
    {
        SpeechKind[] kinds = [SpeechKind.PointOfOrder, SpeechKind.InterposedQuestion, SpeechKind.Reply, SpeechKind.Statement, SpeechKind.RightOfReply];
        var queued = kinds.SelectMany(kind => new[] { kind, kind }).Select((kind, number) => (LogEvent)new FloorRequested(Person($"{kind} {number}", number + 1), null, kind));
        var speeches = Given.OpenSession().And(
            new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa), new FloorYielded(1, TurnEnd.Interrupted),
            new FloorRequested(Ada, null, SpeechKind.InterposedQuestion, Ahead: 0),
            new FloorGranted(2, Ada, SpeechKind.InterposedQuestion), new FloorYielded(2, TurnEnd.Interrupted));
        var given = speeches.And([.. queued]);
        var shown = SessionViews.ViewOf(given.State.Floor).Queue;

        for (var index = 1; index < shown.Length; index++)
        {
            var move = given.When(new MoveRequest(given.State.Floor.Queue[index].Key, given.State.Floor.Queue[index - 1].Key), Cast.Chair);
            shown[index].MayPassUp.ShouldBe(move.Rejection is null, shown[index].Speaker.Name);
        }

        shown.Select(request => request.MayPassUp).ShouldBe([false, true, false, true, false, true, false, true, true, true, true, true]);
    }

    private static string[] Names(GivenSession given) => [.. given.State.Floor.Queue.Select(request => request.Speaker.Name)];

    private static Speaker Person(string name, int number) =>
        new(ParticipantId.From(new Guid(number, 0, 0, new byte[8])), name, "Hall", Place.Hall);
}
