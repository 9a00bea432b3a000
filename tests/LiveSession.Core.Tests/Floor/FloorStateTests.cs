using LiveSession.Core.Floor;

namespace LiveSession.Core.Tests.Floor;

public sealed class FloorStateTests
{
    private static readonly GivenSession TwoTurns = Given.OpenSession()
        .AtMinute(1).And(new FloorRequested(Cast.Rosa, "on water"), new FloorRequested(Cast.Tomasz, null))
        .AtMinute(5).And(new FloorGranted(1, Cast.Rosa))
        .AtMinute(10).And(new FloorYielded(1, TurnEnd.Chair))
        .AtMinute(15).And(new FloorGranted(2, Cast.Tomasz));

    private static readonly Turn SecondTurn = new(2, Cast.Tomasz, Minute(15), null) { AskedAt = Minute(1).AddSeconds(1) };

    [Fact]
    public void The_queue_keeps_the_order_and_the_words_of_the_requests()
    {
        var floor = Given.OpenSession().And(new FloorRequested(Cast.Rosa, "on water"), new FloorRequested(Cast.Tomasz, null)).State.Floor;

        floor.Queue.ShouldBe(
            [new FloorRequest(Cast.Rosa, "on water", Cast.Morning.AddSeconds(1)), new FloorRequest(Cast.Tomasz, null, Cast.Morning.AddSeconds(2))]);
    }

    [Fact]
    public void Turns_keep_when_they_began_and_ended()
    {
        TwoTurns.State.Floor.Turns.ShouldBe(
            [new Turn(1, Cast.Rosa, Minute(5), Minute(10), Note: "on water") { AskedAt = Minute(1) }, SecondTurn]);
        TwoTurns.State.Floor.TurnCount.ShouldBe(2);
        TwoTurns.State.Floor.Speaking.ShouldBe(SecondTurn);
        TwoTurns.State.Floor.Queue.ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_speaks_between_turns() =>
        Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa), new FloorYielded(1, TurnEnd.Chair)).State
            .Floor.Speaking.ShouldBeNull();

    [Fact]
    public void Withdrawing_leaves_the_others_waiting() =>
        Given.OpenSession()
            .And(new FloorRequested(Cast.Rosa, null), new FloorRequested(Cast.Tomasz, null), new FloorRequestWithdrawn(Cast.Rosa.Id)).State
            .Floor.Queue.ShouldHaveSingleItem().Speaker.ShouldBe(Cast.Tomasz);

    [Theory]
    [InlineData(5, 1)]
    [InlineData(9, 1)]
    [InlineData(15, 2)]
    [InlineData(600, 2)]
    public void A_moment_belongs_to_the_turn_that_was_going_on(int minute, int turn) =>
        TwoTurns.State.Floor.SpeakingAt(Minute(minute)).ShouldNotBeNull().Number.ShouldBe(turn);

    [Theory]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(14)]
    public void A_moment_outside_the_turns_belongs_to_nobody(int minute) =>
        TwoTurns.State.Floor.SpeakingAt(Minute(minute)).ShouldBeNull();

    [Fact]
    public void The_speaking_time_is_the_one_set_last() =>
        Given.OpenSession().And(new SpeakingTimeSet(TimeSpan.FromMinutes(5)), new SpeakingTimeSet(TimeSpan.FromMinutes(3))).State
            .Floor.SpeakingTime.ShouldBe(TimeSpan.FromMinutes(3));

    private static DateTimeOffset Minute(int minute) => Cast.Morning.AddMinutes(minute);
}
