using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Npgsql;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>Commits whose end the node did not hear: found out before anything is appended again.</summary>
public sealed class PostgresCommitTests(SharedPostgres server) : IAsyncLifetime
{
    private readonly LogId _log = Sample.Log();
    private string _direct = "";
    private FaultyWire _wire = null!;
    private PostgresSessionLog _store = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _direct = await server.CreateDatabaseAsync();
        var connection = new NpgsqlConnectionStringBuilder(_direct);
        _wire = new FaultyWire(connection.Port);
        connection.Port = _wire.Port;
        _store = new PostgresSessionLog(connection.ConnectionString);
        await _store.AppendAsync(_log, 0, [Sample.Line("one")], Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _store.DisposeAsync();
        _wire.Dispose();
    }

    [Fact]
    public async Task A_commit_whose_answer_was_lost_is_found_and_not_doubled()
    {
        _wire.SwallowAnswers(1);

        var appended = await _store.AppendAsync(_log, 1, [Sample.Line("two"), Sample.Line("three")], Cancellation);

        var read = await ReadAsync();
        read.Select(Sample.TextOf).ShouldBe(["one", "two", "three"]);
        read.Skip(1).ShouldBe(appended);
        await _store.AppendAsync(_log, 3, [Sample.Line("four")], Cancellation);
    }

    [Fact]
    public async Task Commits_for_many_logs_whose_answer_was_lost_are_found_and_not_doubled()
    {
        var logs = Enumerable.Range(0, 20).Select(_ => Sample.Log()).ToList();
        await Task.WhenAll(logs.Select(log => _store.AppendAsync(log, 0, [Sample.Line("first")], Cancellation)));
        _wire.SwallowAnswers(2);

        await Task.WhenAll(logs.Select(log => _store.AppendAsync(log, 1, [Sample.Line("second")], Cancellation)));

        foreach (var log in logs)
        {
            (await _store.ReadAsync(log, 0, Cancellation).Select(Sample.TextOf).ToListAsync(Cancellation)).ShouldBe(["first", "second"]);
        }
    }

    [Fact]
    public async Task A_request_that_arrives_after_it_was_sent_again_appends_nothing()
    {
        var held = _wire.HoldNextRequestAsync();

        await _store.AppendAsync(_log, 1, [Sample.Line("two")], Cancellation);
        (await held).SetResult();
        await Task.Delay(400, Cancellation); // The late one arrives meanwhile.

        await _store.AppendAsync(_log, 2, [Sample.Line("three")], Cancellation);
        (await ReadAsync()).Select(Sample.TextOf).ShouldBe(["one", "two", "three"]);
    }

    [Fact]
    public async Task An_append_that_another_node_was_ahead_of_while_the_answer_was_lost_is_a_conflict()
    {
        await using var other = new PostgresSessionLog(_direct);
        var held = _wire.HoldNextRequestAsync();
        var append = _store.AppendAsync(_log, 1, [Sample.Line("two")], Cancellation);
        var goOn = await held;
        var ahead = await Record.ExceptionAsync(() => other.AppendAsync(_log, 1, [Sample.Line("ahead")], Cancellation));
        var behind = await Record.ExceptionAsync(() => append);
        goOn.SetResult();
        await Task.Delay(400, Cancellation);

        // One of the two was first, and only one.
        new[] { ahead, behind }.Count(outcome => outcome is LogConflictException).ShouldBe(1);
        new[] { ahead, behind }.Count(outcome => outcome is null).ShouldBe(1);
        (await ReadAsync()).Select(Sample.TextOf).ShouldBe(["one", ahead is null ? "ahead" : "two"]);
    }

    private async Task<List<LoggedEvent>> ReadAsync() => await _store.ReadAsync(_log, 0, Cancellation).ToListAsync(Cancellation);
}
