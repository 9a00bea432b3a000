using System.Text;
using System.Text.Json;
using CsCheck;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Log;

public sealed class EventCodecTests
{
    [Fact]
    public void Every_event_reads_back_as_it_was_written() => AnyEvent.Happened.Sample(
        happened =>
        {
            var position = new LogPosition(Chain.Epoch, 7);
            var canonical = EventCodec.Encode(Chain.Log, position, happened);

            var read = EventCodec.Decode(new StoredEvent(canonical, "hash"));

            Same(read.Event, happened.Event).ShouldBeTrue(Encoding.UTF8.GetString(canonical));
            read.ShouldBe(new LoggedEvent(Chain.Log, position, happened.At, happened.By, happened.Command, read.Event, "hash"));
            EventCodec.Encode(read.Log, read.Position, new NewEvent(read.At, read.By, read.Command, read.Event)).ShouldBe(canonical);
        },
        iter: Iterations.Of(2000));

    [Fact]
    public void Bytes_are_one_line_in_a_fixed_order_with_the_time_in_UTC()
    {
        var at = new DateTimeOffset(2026, 3, 9, 10, 0, 0, TimeSpan.FromHours(1));
        var canonical = EventCodec.Encode(
            LogId.House, new LogPosition(Chain.Epoch, 1), new NewEvent(at, Cast.Chair.Id, CommandId.From(Chain.Epoch), new SessionClosed()));

        Encoding.UTF8.GetString(canonical).ShouldBe(
            """{"log":"house","epoch":"0197a000-0000-7000-8000-0000000000e1","seq":1,"at":"2026-03-09T09:00:00.0000000Z","by":"0197a000-0000-7000-8000-000000001001","cmd":"0197a000-0000-7000-8000-0000000000e1","type":"session-closed","data":{}}""");
    }

    [Fact]
    public void Half_a_surrogate_pair_is_stored_as_a_visible_loss()
    {
        var canonical = Chain.Line("a\uD83Db", 1);
        ((CaptionLineAdded)EventCodec.Decode(new StoredEvent(canonical, "")).Event).Text.ShouldBe("a\uFFFDb");
    }

    [Fact]
    public void Members_a_later_version_added_are_passed_over()
    {
        var later = """{"log":"house","epoch":"0197a000-0000-7000-8000-0000000000e1","seq":1,"at":"2026-03-09T09:00:00Z","by":"0197a000-0000-7000-8000-000000001001","cmd":"0197a000-0000-7000-8000-0000000000e1","node":"b","type":"session-closed","data":{"with":"gavel"}}""";
        EventCodec.Decode(new StoredEvent(Encoding.UTF8.GetBytes(later), "")).Event.ShouldBe(new SessionClosed());
    }

    [Fact]
    public void A_type_nobody_knows_is_named_in_the_error() =>
        Should.Throw<JsonException>(() => EventCodec.Decode(new StoredEvent("""{"log":"house","type":"session-adjourned","data":{}}"""u8.ToArray(), "")))
            .Message.ShouldContain("session-adjourned");

    private static bool Same(LogEvent one, LogEvent other) => (one, other) is (AgendaSet a, AgendaSet b) ? a.Items.SequenceEqual(b.Items) : one.Equals(other);
}
