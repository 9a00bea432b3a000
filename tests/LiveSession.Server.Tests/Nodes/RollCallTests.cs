using LiveSession.Server.Nodes;

namespace LiveSession.Server.Tests.Nodes;

public sealed class RollCallTests
{
    private static readonly NodeWord Older = new("older", "0123456789abcdef", [], Whole: true, 1);

    [Fact]
    public void A_node_of_before_there_was_a_call_is_not_believed_and_known_to_be_there()
    {
        var roll = new RollCall();
        roll.HeardOlderSince(0).ShouldBeFalse();

        roll.Hear(Older, now: 500).ShouldBeFalse();

        roll.HeardOlderSince(500).ShouldBeTrue();
        roll.HeardOlderSince(501).ShouldBeFalse();
    }

    [Fact]
    public void Whoever_repeats_the_word_is_believed_until_another_is_called_out()
    {
        var roll = new RollCall();
        var word = Older with { Call = "theirs", Answers = [roll.Call] };

        roll.Hear(word, now: 500).ShouldBeTrue();
        roll.HeardOlderSince(0).ShouldBeFalse();
        roll.Answers.ShouldBe(["theirs"]);
        roll.TakeNewcomers().ShouldBeTrue();
        roll.CallAnew();
        roll.Hear(word with { Number = 2 }, now: 501).ShouldBeFalse();
        roll.TakeNewcomers().ShouldBeFalse();
    }
}
