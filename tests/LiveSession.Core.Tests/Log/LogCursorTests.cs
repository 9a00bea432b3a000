using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Log;

public sealed class LogCursorTests
{
    private static readonly Guid Epoch = Guid.Parse("0197a000-0000-7000-8000-0000000000e2");
    private static readonly CommandId Command = CommandId.New();

    [Fact]
    public void Nothing_has_no_position()
    {
        LogCursor.Start.Position.ShouldBeNull();
        LogCursor.Start.Sequence.ShouldBe(0);
    }

    [Fact]
    public void A_step_leads_to_the_events_position_and_time()
    {
        var cursor = LogCursor.Start.Advance(Event(1)).Advance(Event(2));

        cursor.Position.ShouldBe(new LogPosition(Epoch, 2));
        cursor.At.ShouldBe(Cast.Morning.AddSeconds(2));
    }

    [Fact]
    public void A_command_is_remembered_with_its_last_event()
    {
        var cursor = LogCursor.Start.Advance(Event(1)).Advance(Event(2));

        cursor.Commands[Command].ShouldBe(new CommandTrace(Cast.Chair.Id, 2));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void A_gap_or_a_repetition_is_a_bug_and_thrown(long next) =>
        Should.Throw<InvalidOperationException>(() => LogCursor.Start.Advance(Event(1)).Advance(Event(next)));

    [Fact]
    public void Another_epoch_is_a_bug_and_thrown()
    {
        var other = Event(2) with { Position = new LogPosition(Guid.NewGuid(), 2) };
        Should.Throw<InvalidOperationException>(() => LogCursor.Start.Advance(Event(1)).Advance(other));
    }

    [Fact]
    public void A_fold_refuses_an_event_that_does_not_follow() =>
        Should.Throw<InvalidOperationException>(() => SessionState.Empty.Apply(Event(2)));

    [Fact]
    public void A_log_is_named_after_its_session_or_meeting()
    {
        (LogId.Of(Cast.Session).ToString(), LogId.Of(Cast.Session).Session, LogId.Of(Cast.Session).Meeting)
            .ShouldBe(("session/0197a000-0000-7000-8000-00000000000b", Cast.Session, null));
        (LogId.Of(Cast.Meeting).ToString(), LogId.Of(Cast.Meeting).Session, LogId.Of(Cast.Meeting).Meeting)
            .ShouldBe(("meeting/0197a000-0000-7000-8000-00000000000a", null, Cast.Meeting));
        (LogId.House.ToString(), LogId.House.Session, LogId.House.Meeting).ShouldBe(("house", null, null));
    }

    private static LoggedEvent Event(long sequence) => new(
        LogId.Of(Cast.Session), new LogPosition(Epoch, sequence), Cast.Morning.AddSeconds(sequence), Cast.Chair.Id, Command, new SessionClosed(), HashChain.Start);
}
