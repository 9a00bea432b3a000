using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Server.Log;
using LiveSession.Server.Nodes;
using LiveSession.Storage;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Log;

public sealed class LogWriterTests
{
    private static readonly ParticipantId Ana = ParticipantId.New();
    private readonly InMemorySessionLog _log = new();
    private readonly InProcessFeed _feed = new(NullLogger<InProcessFeed>.Instance);
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2017, 9, 25, 10, 0, 0, TimeSpan.Zero));

    [Fact]
    public async Task A_command_that_another_writer_overtook_is_decided_again_on_what_that_one_left()
    {
        var (here, there) = (NewWriter(), NewWriter());
        await here.StateAsync();
        await there.StateAsync();

        (await here.RunAsync(CommandId.New(), Ana, Register("one"))).Accepted.ShouldBeTrue();
        var overtaken = await there.RunAsync(CommandId.New(), Ana, Register("two"));
        var taken = await here.RunAsync(CommandId.New(), Ana, Register("two"));

        overtaken.Position!.Value.Sequence.ShouldBe(2);
        taken.Rejection.ShouldBe(Rejections.SlugTaken);
        (await there.StateAsync()).Meetings.Keys.ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task What_is_published_is_gapless_and_in_order_whoever_wrote_it()
    {
        var (here, there) = (NewWriter(), NewWriter());
        await here.StateAsync();
        var heard = new List<long>();
        using var subscription = _feed.Subscribe((_, events) => heard.AddRange(events.Select(happened => happened.Position.Sequence)));

        await there.RunAsync(CommandId.New(), Ana, Register("one"));
        heard.Clear();
        await here.RunAsync(CommandId.New(), Ana, Register("two"));

        heard.ShouldBe([1, 2]);
    }

    [Fact]
    public async Task Nothing_is_folded_shown_or_acknowledged_before_it_is_durable()
    {
        var writer = NewWriter();
        await writer.StateAsync();
        var shown = 0;
        using var subscription = _feed.Subscribe((_, _) => shown++);

        Task<CommandResult> answer;
        using (_log.HoldAppends())
        {
            answer = writer.RunAsync(CommandId.New(), Ana, Register("one"));
            await Task.Yield();
            answer.IsCompleted.ShouldBeFalse();
            shown.ShouldBe(0);
            (await writer.StateAsync()).Meetings.ShouldBeEmpty();
        }

        (await answer).Accepted.ShouldBeTrue();
        shown.ShouldBe(1);
    }

    [Fact]
    public async Task Commands_that_gather_while_one_is_written_share_the_next_write()
    {
        var writer = NewWriter();
        await writer.StateAsync();
        var batches = new List<int>();
        using var subscription = _feed.Subscribe((_, events) => batches.Add(events.Count));

        List<Task<CommandResult>> answers = [];
        using (_log.HoldAppends())
        {
            answers.AddRange(Enumerable.Range(0, 20).Select(index => writer.RunAsync(CommandId.New(), Ana, Register($"meeting-{index}"))));
        }

        (await Task.WhenAll(answers)).ShouldAllBe(answer => answer.Accepted);
        batches.Sum().ShouldBe(20);
        batches.Count.ShouldBeLessThan(5);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_take_the_log_with_it()
    {
        await NewWriter().RunAsync(CommandId.New(), Ana, Register("one"));
        var earlier = new FakeTimeProvider(_time.GetUtcNow().AddHours(-1));

        await new LogWriter<HouseState>(LogId.House, _log, _feed, new LoneCarrier(), Watch(), earlier).RunAsync(CommandId.New(), Ana, Register("two"));

        var times = new List<DateTimeOffset>();
        await foreach (var happened in _log.ReadAsync(LogId.House, cancellationToken: TestContext.Current.CancellationToken))
        {
            times.Add(happened.At);
        }

        times.ShouldBe([_time.GetUtcNow(), _time.GetUtcNow()]);
    }

    [Fact]
    public async Task A_rule_that_breaks_fails_its_own_batch_and_the_writer_goes_on()
    {
        var writer = NewWriter();

        await Should.ThrowAsync<InvalidOperationException>(() => writer.RunAsync(CommandId.New(), Ana, (_, _) => throw new InvalidOperationException("a bug")));

        (await writer.RunAsync(CommandId.New(), Ana, Register("one"))).Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_gave_a_command_is_told_when_the_store_gives_no_sign_and_nothing_is_recorded_later()
    {
        await NewWriter().RunAsync(CommandId.New(), Ana, Register("zero"));
        var writer = NewWriter();
        _log.AnswersWithin = TimeSpan.FromSeconds(1.5);
        Task<CommandResult> first, second;
        using (_log.HoldReads())
        {
            first = writer.RunAsync(CommandId.New(), Ana, Register("one"));
            await UntilToldAsync(first, TimeSpan.FromSeconds(1.5));
            second = writer.RunAsync(CommandId.New(), Ana, Register("two"));
            await UntilToldAsync(second, TimeSpan.FromSeconds(1.5));
        }

        (await first).Rejection.ShouldBe(Rejections.ArchiveUnavailable("the database does not answer"));
        (await second).Rejection.ShouldBe(Rejections.ArchiveUnavailable("the database does not answer"));
        (await writer.RunAsync(CommandId.New(), Ana, Register("three"))).Position!.Value.Sequence.ShouldBe(2);
        (await writer.StateAsync()).Meetings.Keys.ShouldBe(["zero", "three"], ignoreOrder: true);
    }

    [Fact]
    public async Task Who_waits_behind_an_append_that_fails_is_told_with_it()
    {
        var writer = NewWriter();
        await writer.StateAsync();
        _log.FailNextAppendWith("the database does not answer");
        Task<CommandResult> first, second;
        using (_log.HoldAppends())
        {
            first = writer.RunAsync(CommandId.New(), Ana, Register("one"));
            await Task.Delay(50, TestContext.Current.CancellationToken);
            second = writer.RunAsync(CommandId.New(), Ana, Register("two"));
        }

        (await first).Rejection.ShouldBe(Rejections.ArchiveUnavailable("the database does not answer"));
        (await second).Rejection.ShouldBe(Rejections.ArchiveUnavailable("the database does not answer"));
        (await writer.RunAsync(CommandId.New(), Ana, Register("three"))).Position!.Value.Sequence.ShouldBe(1);
    }

    [Fact]
    public async Task Who_waits_for_a_long_log_to_be_read_is_not_refused_while_it_comes()
    {
        for (var number = 1; number <= 5; number++)
        {
            await NewWriter().RunAsync(CommandId.New(), Ana, Register($"meeting-{number}"));
        }

        var writer = NewWriter();
        _log.AnswersWithin = TimeSpan.FromSeconds(1.5);
        _log.BeforeEachRead = () =>
        {
            // A second for each event: more than anybody waits, in all.
            _time.Advance(TimeSpan.FromSeconds(1));
            return Task.Delay(20, TestContext.Current.CancellationToken);
        };

        (await writer.RunAsync(CommandId.New(), Ana, Register("one"))).Position!.Value.Sequence.ShouldBe(6);
    }

    // In small steps, so that what the time sets off runs before more time passes; and no longer than somebody is to wait.
    private async Task UntilToldAsync(Task answer, TimeSpan limit)
    {
        for (var passed = TimeSpan.Zero; !answer.IsCompleted; passed += TimeSpan.FromMilliseconds(50))
        {
            passed.ShouldBeLessThanOrEqualTo(limit + TimeSpan.FromMilliseconds(200));
            _time.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private LogWriter<HouseState> NewWriter() => new(LogId.House, _log, _feed, new LoneCarrier(), Watch(), _time);

    private ArchiveWatch Watch() => new(_log, new Presence(), new LogMetrics(), _time, NullLogger<ArchiveWatch>.Instance);

    private static Func<HouseState, DateTimeOffset, Decision> Register(string slug) => (state, _) =>
        state.Meetings.ContainsKey(slug) ? Rejections.SlugTaken : new MeetingRegistered(MeetingId.New(), slug);
}
