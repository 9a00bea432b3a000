using System.Text;
using LiveSession.Core.Log;

namespace LiveSession.Core.Tests.Log;

public sealed class LogVerifierTests
{
    private static readonly ImmutableArray<StoredEvent> Five = Chain.Of("one", "two", "three", "four", "five");

    [Fact]
    public async Task A_whole_log_is_whole()
    {
        (await VerifyAsync(Five)).ShouldBe(new LogVerification(5, Five[4].Hash, null));
        (await VerifyAsync(Five, Chain.HeadOf(Five))).ShouldBe(new LogVerification(5, Five[4].Hash, null));
    }

    [Fact]
    public async Task An_empty_log_is_whole() => (await VerifyAsync([])).ShouldBe(new LogVerification(0, HashChain.Start, null));

    [Fact]
    public async Task An_altered_word_is_found_where_it_stands() =>
        (await VerifyAsync(Five.SetItem(2, Five[2].Altered("three", "thrid")))).ShouldBe(
            Fault(3, "altered, or the event before it is: its hash does not match"));

    [Fact]
    public async Task An_altered_word_with_a_hash_to_match_is_found_at_the_next_event()
    {
        var altered = Five[2].Altered("three", "thrid");
        var forged = altered with { Hash = HashChain.Next(Five[1].Hash, altered.Canonical.Span) };

        (await VerifyAsync(Five.SetItem(2, forged))).ShouldBe(
            new LogVerification(3, forged.Hash, new LogFault(4, "altered, or the event before it is: its hash does not match")));
    }

    [Fact]
    public async Task An_altered_hash_is_found() =>
        (await VerifyAsync(Five.SetItem(0, Five[0] with { Hash = HashChain.Start }))).Fault.ShouldNotBeNull().Sequence.ShouldBe(1);

    [Fact]
    public async Task A_dropped_event_is_found() =>
        (await VerifyAsync(Five.RemoveAt(2))).ShouldBe(Fault(3, "out of order: it says it is event 4"));

    [Fact]
    public async Task A_dropped_first_event_is_found() =>
        (await VerifyAsync(Five.RemoveAt(0))).ShouldBe(new LogVerification(0, HashChain.Start, new LogFault(1, "out of order: it says it is event 2")));

    [Fact]
    public async Task Reordered_events_are_found() =>
        (await VerifyAsync([Five[0], Five[1], Five[3], Five[2], Five[4]])).ShouldBe(Fault(3, "out of order: it says it is event 4"));

    [Fact]
    public async Task A_doubled_event_is_found() =>
        (await VerifyAsync([Five[0], Five[1], Five[1], Five[2]])).ShouldBe(Fault(3, "out of order: it says it is event 2"));

    [Fact]
    public async Task An_event_of_another_log_is_found_even_with_a_hash_to_match()
    {
        var other = LogId.Of(SessionId.New());
        var foreign = Chain.Follow(Five[1].Hash, Chain.Line("three", 3, other));

        (await VerifyAsync([Five[0], Five[1], .. foreign])).ShouldBe(Fault(3, $"belongs to another log ({other})"));
        (await LogVerifier.VerifyAsync(null, Stream([Five[0], Five[1], .. foreign]), null, TestContext.Current.CancellationToken))
            .ShouldBe(Fault(3, $"belongs to another log ({other})"));
        (await LogVerifier.VerifyAsync(other, Stream(Five), null, TestContext.Current.CancellationToken))
            .Fault.ShouldBe(new LogFault(1, $"belongs to another log ({Chain.Log})"));
    }

    [Fact]
    public async Task An_event_of_another_epoch_is_found_even_with_a_hash_to_match() =>
        (await VerifyAsync([Five[0], Five[1], .. Chain.Follow(Five[1].Hash, Chain.Line("three", 3, epoch: Guid.NewGuid()))]))
            .ShouldBe(Fault(3, "belongs to another epoch of the log"));

    [Fact]
    public async Task Events_cut_off_at_the_end_are_found_by_the_head() =>
        (await VerifyAsync([Five[0], Five[1]], Chain.HeadOf(Five))).ShouldBe(Fault(3, "missing: the log ends at event 5"));

    [Fact]
    public async Task Events_cut_off_entirely_are_found_by_the_head() =>
        (await VerifyAsync([], Chain.HeadOf(Five))).ShouldBe(new LogVerification(0, HashChain.Start, new LogFault(1, "missing: the log ends at event 5")));

    [Fact]
    public async Task A_head_that_knows_less_than_the_log_is_found() =>
        (await VerifyAsync(Five, new LogHead(new LogPosition(Chain.Epoch, 3), Five[2].Hash)))
            .ShouldBe(new LogVerification(5, Five[4].Hash, new LogFault(3, "the log's end does not carry this event's epoch and hash")));

    [Fact]
    public async Task A_head_of_another_epoch_is_found() =>
        (await VerifyAsync(Five, new LogHead(new LogPosition(Guid.NewGuid(), 5), Five[4].Hash)))
            .Fault.ShouldBe(new LogFault(5, "the log's end does not carry this event's epoch and hash"));

    [Fact]
    public async Task A_log_replaced_as_a_whole_is_found_by_the_head() =>
        (await VerifyAsync(Chain.Of("uno", "dos", "tres", "quatro", "cinco"), Chain.HeadOf(Five)))
            .Fault.ShouldBe(new LogFault(5, "the log's end does not carry this event's epoch and hash"));

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("\"text\"")]
    [InlineData("""{"seq":3,"type":"caption-line-added","data":{}}""")]
    [InlineData("""{"log":"session/x","seq":3,"data":{}}""")]
    [InlineData("""{"log":"session/x","seq":3,"type":"caption-line-added"}""")]
    [InlineData("""{"log":"session/x","seq":3,"type":"caption-line-added","data":null}""")]
    [InlineData("""{"log":"session/x","seq":3,"type":"caption-line-added","data":7}""")]
    [InlineData("""{"log":"session/x","seq":3,"type":"session-adjourned","data":{}}""")]
    [InlineData("""{"log":"session/x","seq":3,"by":7,"type":"session-closed","data":{}}""")]
    [InlineData("""{"log":"session/x","seq":3,"by":"nobody","type":"session-closed","data":{}}""")]
    [InlineData("""{"log":"session/x","seq":3,"epoch":"never","type":"session-closed","data":{}}""")]
    [InlineData("""{"log":"session/x","seq":"three","type":"session-closed","data":{}}""")]
    [InlineData("""{"log":"session/x","seq":3,"at":"noon","type":"session-closed","data":{}}""")]
    [InlineData("""{"log":"session/x","seq":3,"type":"floor-yielded","data":{"turn":1,"reason":"boredom"}}""")]
    [InlineData("""{"log":"session/x","seq":3,"type":"floor-request-withdrawn","data":{"speaker":7}}""")]
    public async Task Bytes_that_are_no_event_are_named_and_not_stumbled_over(string bytes)
    {
        var broken = Five.SetItem(2, Five[2] with { Canonical = Encoding.UTF8.GetBytes(bytes) });

        var verification = await VerifyAsync(broken);

        (verification.Count, verification.Hash).ShouldBe((2, Five[1].Hash));
        var fault = verification.Fault.ShouldNotBeNull();
        fault.Sequence.ShouldBe(3);
        fault.Message.ShouldStartWith("unreadable: ");
    }

    private static LogVerification Fault(long sequence, string message) => new(sequence - 1, Five[(int)sequence - 2].Hash, new LogFault(sequence, message));

    private static Task<LogVerification> VerifyAsync(ImmutableArray<StoredEvent> events, LogHead? head = null) =>
        LogVerifier.VerifyAsync(Chain.Log, Stream(events), head, TestContext.Current.CancellationToken);

    private static IAsyncEnumerable<StoredEvent> Stream(ImmutableArray<StoredEvent> events) => events.ToAsyncEnumerable();
}
