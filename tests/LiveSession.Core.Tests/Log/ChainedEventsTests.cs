using LiveSession.Core.Captions;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Log;

public sealed class ChainedEventsTests
{
    [Fact]
    public async Task Events_get_the_places_after_the_head_and_a_chain_that_holds()
    {
        var first = ChainedEvents.After(Chain.Log, null, 0, [Said("one")]);

        var next = ChainedEvents.After(Chain.Log, first.Head, 1, [Said("two"), Said("three")]);

        first.Head.Position.ShouldBe(new LogPosition(first.Head.Position.Epoch, 1));
        next.Head.Position.ShouldBe(first.Head.Position with { Sequence = 3 });
        next.Head.Hash.ShouldBe(next.Stored[^1].Hash);
        next.Decode().Select(one => (one.Position.Sequence, ((CaptionLineAdded)one.Event).Text)).ShouldBe([(2, "two"), (3, "three")]);
        var verified = await LogVerifier.VerifyAsync(
            Chain.Log, first.Stored.Concat(next.Stored).ToAsyncEnumerable(), next.Head, TestContext.Current.CancellationToken);
        verified.ShouldBe(new LogVerification(3, next.Head.Hash, null));
    }

    [Fact]
    public void A_log_begins_with_an_epoch_of_its_own() =>
        ChainedEvents.After(Chain.Log, null, null, [Said("one")]).Head.Position.Epoch
            .ShouldNotBe(ChainedEvents.After(Chain.Log, null, null, [Said("one")]).Head.Position.Epoch);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_writer_who_thinks_the_log_elsewhere_is_told_where_it_is(long expected)
    {
        var head = ChainedEvents.After(Chain.Log, null, null, [Said("one")]).Head;
        Should.Throw<LogConflictException>(() => ChainedEvents.After(Chain.Log, head, expected, [Said("two")])).Actual.ShouldBe(1);
    }

    [Fact]
    public void Appending_nothing_is_a_bug_and_thrown() =>
        Should.Throw<ArgumentOutOfRangeException>(() => ChainedEvents.After(Chain.Log, null, 0, []));

    private static NewEvent Said(string text) =>
        new(Cast.Morning, Cast.Captioner.Id, CommandId.New(), new CaptionLineAdded("en", "en", text, null, null));
}
