using CsCheck;
using LiveSession.Core.Floor;

namespace LiveSession.Core.Tests.Floor;

/// <summary>Several people at the chair's keys, decided one after another in whatever order their presses arrive.</summary>
public sealed class NextTogetherTests
{
    private const int People = 5;

    // What each of the five presses (next, or somebody by name), and the order in which the presses arrive.
    private static readonly Gen<(int[] Presses, int[] Arrival)> Presses =
        Gen.Select(Gen.Int[0, 6].Array[People], Gen.Shuffle(Enumerable.Range(0, People).ToArray()));

    [Fact]
    public void Five_people_pressing_next_together_advance_once() => Presses.Sample(
        trial =>
        {
            var session = Given.OpenSession().And(
                [.. Enumerable.Range(1, 6).Select(number => new FloorRequested(Person(number), null)), new FloorGranted(1, Person(6))]);
            var before = session.State.Floor;
            var answers = new List<Rejection?>();
            foreach (var person in trial.Arrival)
            {
                var next = trial.Presses[person] is var press && press < 5 ? (SessionCommand)new GiveFloorToNext(1) : new GiveFloor(Person(press - 3).Id, 1);
                var outcome = session.When(next, Cast.Chair);
                answers.Add(outcome.Rejection);
                session = outcome.Rejection is null ? session.And([.. outcome.Events]) : session;
            }

            var floor = session.State.Floor;
            floor.TurnCount.ShouldBe(2);
            floor.Queue.Count.ShouldBe(before.Queue.Count - 1);
            answers.Count(answer => answer is null).ShouldBe(1);
            answers[0].ShouldBeNull();
            answers.Skip(1).ShouldAllBe(answer => answer == Rejections.FloorHasMoved(floor.Speaking!.Speaker.Name));
        },
        iter: Iterations.Of(100));

    private static Speaker Person(int number) =>
        new(ParticipantId.From(new Guid(number, 0, 0, new byte[8])), $"Speaker {number}", "Hall", Place.Hall);
}
