using System.Diagnostics.Metrics;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Server.Log;
using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using LiveSession.Storage;
using LiveSession.Testing.Log;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveSession.Server.Tests.Log;

/// <summary>An archive that was put back from a backup under the hands of a node that knew more.</summary>
public sealed class LogRestoredTests : IDisposable
{
    private static readonly ParticipantId Ana = ParticipantId.New();
    private readonly InMemorySessionLog _log = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly IMeterFactory _meters;
    private readonly LogMetrics _metrics;
    private readonly SaidWords _said = new(typeof(ArchiveWatch).FullName!);
    private readonly InProcessFeed _feed = new(NullLogger<InProcessFeed>.Instance);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public LogRestoredTests() => _metrics = new LogMetrics(_meters = _services.GetRequiredService<IMeterFactory>());

    public void Dispose()
    {
        _metrics.Dispose();
        _services.Dispose();
        _said.Dispose();
    }

    [Fact]
    public async Task A_command_is_decided_on_what_is_left_and_in_another_epoch()
    {
        var writer = await WriterAsync("one", "two", "three");
        var epoch = (await writer.StateAsync()).Cursor.Epoch;
        _log.PutBack(LogId.House, 1);

        var again = await RegisterAsync(writer, "four");

        again.Rejection.ShouldBeNull();
        again.Position!.Value.Sequence.ShouldBe(3);
        again.Position.Value.Epoch.ShouldNotBe(epoch);
        (await writer.StateAsync()).Meetings.Keys.ShouldBe(["one", "four"], ignoreOrder: true);
        (await StoredAsync()).Select(happened => happened.Event.GetType()).ShouldBe([typeof(MeetingRegistered), typeof(LogRestored), typeof(MeetingRegistered)]);
    }

    [Fact]
    public async Task Whoever_follows_is_told_in_the_new_epoch()
    {
        var writer = await WriterAsync("one", "two");
        var epoch = (await writer.StateAsync()).Cursor.Epoch;
        var heard = new List<IReadOnlyList<LoggedEvent>>();
        using var following = _feed.Subscribe((_, events) => heard.Add(events));
        _log.PutBack(LogId.House, 1);

        await RegisterAsync(writer, "three");

        heard.ShouldAllBe(events => events.Select(happened => happened.Position.Epoch).Distinct().Count() == 1);
        heard[^1].ShouldHaveSingleItem().Position.Epoch.ShouldNotBe(epoch);
        heard.SelectMany(events => events).Count(happened => happened.Event is LogRestored).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_nodes_that_find_out_one_begins_the_epoch()
    {
        var (here, there) = (await WriterAsync("one", "two", "three"), NewWriter());
        await there.StateAsync();
        _log.PutBack(LogId.House, 2);

        await Task.WhenAll(RegisterAsync(here, "four"), RegisterAsync(there, "five"));

        (await StoredAsync()).Count(happened => happened.Event is LogRestored).ShouldBe(1);
        (await here.FreshStateAsync()).Meetings.Keys.ShouldBe(["one", "two", "four", "five"], ignoreOrder: true);
        (await there.FreshStateAsync()).Meetings.Keys.ShouldBe(["one", "two", "four", "five"], ignoreOrder: true);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    public async Task Operators_are_told_once_of_what_is_missing(int left)
    {
        var (here, there) = (await WriterAsync("one", "two", "three"), NewWriter());
        await there.StateAsync();
        var restored = 0L;
        using var listener = new MeterListener { InstrumentPublished = (instrument, to) => Follow(instrument, to) };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => restored += value);
        listener.Start();
        _log.PutBack(LogId.House, left);

        (await RegisterAsync(here, "four")).Rejection.ShouldBeNull();
        (await RegisterAsync(here, "five")).Rejection.ShouldBeNull();
        if (left > 0)
        {
            (await RegisterAsync(there, "six")).Rejection.ShouldBeNull();
        }

        _said.Messages.ShouldHaveSingleItem().ShouldContain($"had 3 events and {left} are left");
        restored.ShouldBe(1);

        void Follow(Instrument instrument, MeterListener to)
        {
            if (instrument.Meter.Scope == _meters && instrument.Name == "livesession.log.restored")
            {
                to.EnableMeasurementEvents(instrument);
            }
        }
    }

    [Fact]
    public async Task The_same_backup_put_back_again_is_noticed_again()
    {
        var writer = await WriterAsync("one", "two");
        _log.PutBack(LogId.House, 1);
        await RegisterAsync(writer, "three");
        var epoch = (await writer.StateAsync()).Cursor.Epoch;

        // What is left now is of the epoch before this one.
        _log.PutBack(LogId.House, 1);
        await RegisterAsync(writer, "four");

        _said.Messages.Count().ShouldBe(2);
        (await writer.StateAsync()).Cursor.Epoch.ShouldNotBe(epoch);
        (await StoredAsync())[1].Event.ShouldBeOfType<LogRestored>();
    }

    [Fact]
    public async Task A_log_that_grew_past_what_was_known_is_not_taken_for_its_continuation()
    {
        var (here, there) = (await WriterAsync("one", "two", "three"), NewWriter());
        _log.PutBack(LogId.House, 1);
        foreach (var slug in new[] { "other", "another", "third", "fourth" })
        {
            await RegisterAsync(there, slug);
        }

        var state = await here.FreshStateAsync();

        state.Meetings.Keys.ShouldBe(["one", "other", "another", "third", "fourth"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_epoch_begun_by_another_node_is_taken_in_like_any_event()
    {
        var writer = await WriterAsync("one");
        await LogRestoration.BeginEpochAsync(_log, LogId.House, (await writer.StateAsync()).Cursor.Epoch, TimeProvider.System, Cancellation);

        var next = await RegisterAsync(writer, "two");

        next.Position!.Value.Sequence.ShouldBe(3);
        (await writer.StateAsync()).Cursor.Position.ShouldBe(next.Position);
        (await StoredAsync()).Count(happened => happened.Event is LogRestored).ShouldBe(1);
    }

    [Fact]
    public async Task A_log_that_is_gone_begins_anew()
    {
        var writer = await WriterAsync("one", "two");
        _log.PutBack(LogId.House, 0);

        var next = await RegisterAsync(writer, "three");

        next.Position!.Value.Sequence.ShouldBe(1);
        (await writer.StateAsync()).Meetings.Keys.ShouldBe(["three"]);
    }

    private async Task<LogWriter<HouseState>> WriterAsync(params string[] slugs)
    {
        var writer = NewWriter();
        foreach (var slug in slugs)
        {
            (await RegisterAsync(writer, slug)).Rejection.ShouldBeNull();
        }

        return writer;
    }

    private LogWriter<HouseState> NewWriter() => new(
        LogId.House, _log, _feed, new LoneCarrier(), new ArchiveWatch(_log, new Presence(), _metrics, TimeProvider.System, new Logger<ArchiveWatch>(new LoggerFactory([_said]))), TimeProvider.System);

    private static Task<CommandResult> RegisterAsync(LogWriter<HouseState> writer, string slug) => writer.RunAsync(
        CommandId.New(), Ana, (state, _) => state.Meetings.ContainsKey(slug) ? Rejections.SlugTaken : new MeetingRegistered(MeetingId.New(), slug));

    private async Task<List<LoggedEvent>> StoredAsync() => await _log.ReadAsync(LogId.House, cancellationToken: Cancellation).ToListAsync(Cancellation);
}
