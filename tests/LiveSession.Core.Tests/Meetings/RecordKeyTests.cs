using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Meetings;

public sealed class RecordKeyTests
{
    private static readonly MakeRecordKey First = new(new RecordKey("one", "public"), "sealed", Replaces: null);

    [Fact]
    public void The_first_key_is_made_once_whoever_asks_at_the_same_time()
    {
        Given.House().When(First, Actor.System).Then(new RecordKeyMade("one", "public", "sealed"));
        Given.House().And(new RecordKeyMade("other", "public", "sealed")).When(First, Actor.System).Then();
    }

    [Fact]
    public void A_key_that_cannot_be_read_any_more_is_followed_by_another_and_stays_known()
    {
        var given = Given.House().And(new RecordKeyMade("lost", "public", "sealed"));

        given.When(First with { Replaces = "lost" }, Actor.System).Then(new RecordKeyMade("one", "public", "sealed"));
        given.And(new RecordKeyMade("one", "public", "sealed")).State.RecordKeys.Select(made => made.Key).ShouldBe(["lost", "one"]);
    }
}
