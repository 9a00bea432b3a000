using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Log;

public sealed class LogRestoredTests
{
    private static readonly ImmutableArray<StoredEvent> Two = Chain.Of("one", "two");
    private static readonly LogHead Head = Chain.HeadOf(Two);

    [Fact]
    public async Task A_log_that_was_put_back_goes_on_in_another_epoch_and_in_the_same_chain()
    {
        var restored = ChainedEvents.After(Chain.Log, Head, 2, [LogRestored.After(Head, Cast.Morning)]);
        var next = ChainedEvents.After(Chain.Log, restored.Head, 3, [Said()]);

        restored.Head.Position.Sequence.ShouldBe(3);
        restored.Head.Position.Epoch.ShouldNotBe(Chain.Epoch);
        next.Head.Position.ShouldBe(restored.Head.Position with { Sequence = 4 });
        (await VerifyAsync([.. Two, .. restored.Stored, .. next.Stored], next.Head)).ShouldBe(new LogVerification(4, next.Head.Hash, null));
    }

    [Fact]
    public async Task An_epoch_that_continues_another_log_than_this_is_found()
    {
        var elsewhere = Head with { Position = new LogPosition(Guid.NewGuid(), 2) };
        var restored = ChainedEvents.After(Chain.Log, Head, 2, [LogRestored.After(elsewhere, Cast.Morning)]);

        (await VerifyAsync([.. Two, .. restored.Stored], null)).Fault.ShouldBe(new LogFault(3, "belongs to another epoch of the log"));
    }

    [Fact]
    public void A_fold_steps_into_the_epoch_and_changes_nothing_else()
    {
        var before = Two.Select(EventCodec.Decode).Aggregate(SessionState.Empty, (state, happened) => state.Apply(happened));
        var happened = ChainedEvents.After(Chain.Log, Head, 2, [LogRestored.After(Head, Cast.Morning.AddHours(1))]).Decode()[0];

        var after = before.Apply(happened);

        after.Cursor.Position.ShouldBe(happened.Position);
        (after with { Cursor = before.Cursor }).ShouldBe(before);
    }

    private static NewEvent Said() => EventCodec.Decode(Two[0]) is var line ? new NewEvent(line.At, line.By, CommandId.New(), line.Event) : throw new InvalidOperationException();

    private static Task<LogVerification> VerifyAsync(ImmutableArray<StoredEvent> events, LogHead? head) =>
        LogVerifier.VerifyAsync(Chain.Log, events.ToAsyncEnumerable(), head, TestContext.Current.CancellationToken);
}
