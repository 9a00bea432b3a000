using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Log;

public sealed class SealDeciderTests
{
    private static readonly Guid Epoch = new("0197c4a0-0000-7000-8000-000000000001");
    private static readonly LogHead Signed = new(new LogPosition(Epoch, 9), "9f2c");
    private static readonly RecordSealed Seal = new("key", 9, "9f2c", "c2lnbmF0dXJl");

    [Fact]
    public void A_closed_record_is_sealed_where_it_was_signed() =>
        SealDecider.Seal(ClosedAt(9), Signed, Seal).Events.ShouldBe([Seal]);

    [Fact]
    public void A_record_that_is_open_sealed_or_has_moved_on_is_left_as_it_is()
    {
        SessionState[] others = [ClosedAt(9) with { Phase = SessionPhase.Open }, ClosedAt(9) with { Seal = Seal }, ClosedAt(10)];

        others.ShouldAllBe(state => SealDecider.Seal(state, Signed, Seal).Rejection == null && SealDecider.Seal(state, Signed, Seal).Events.IsEmpty);
    }

    private static SessionState ClosedAt(long sequence) => SessionState.Empty with
    {
        Phase = SessionPhase.Closed,
        Cursor = LogCursor.Start with { Epoch = Epoch, Sequence = sequence },
    };
}
