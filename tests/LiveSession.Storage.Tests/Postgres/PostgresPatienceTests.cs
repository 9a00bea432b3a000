using System.Diagnostics;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Npgsql;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>A database that answers, but late: people are told in time, and everything else has the time it needs.</summary>
public sealed class PostgresPatienceTests(SharedPostgres server) : IAsyncLifetime
{
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(2);

    // To connect takes about ten answers: with this delay longer than anybody waits for a commit.
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(350);

    private readonly LogId _log = Sample.Log();
    private FaultyWire _wire = null!;
    private string _connection = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var database = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
        await using (var before = new PostgresSessionLog(database.ConnectionString))
        {
            await before.AppendAsync(_log, 0, Sample.Lines(3_000), Cancellation);
        }

        _wire = new FaultyWire(database.Port);
        database.Port = _wire.Port;
        _connection = database.ConnectionString;
    }

    public ValueTask DisposeAsync()
    {
        _wire.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_start_takes_the_time_it_takes()
    {
        _wire.Delay = Late;
        await using var store = new PostgresSessionLog(_connection);

        await store.StartAsync(Cancellation);
    }

    [Fact]
    public async Task Connecting_goes_on_when_whoever_wanted_to_write_was_told()
    {
        _wire.Delay = Late;
        await using var store = new PostgresSessionLog(_connection);

        var asked = Stopwatch.StartNew();
        (await FailureOf(store.AppendAsync(_log, null, Sample.Lines(1), Cancellation))).ShouldBe("the database does not answer");
        asked.Elapsed.ShouldBeLessThan(Told);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await store.AppendAsync(_log, null, [Sample.Line("at last")], Cancellation);
                break;
            }
            catch (LogUnavailableException) when (attempt < 5)
            {
                // The connection is still on its way.
            }
        }

        (await store.ReadAsync(_log, 0, Cancellation).CountAsync(happened => Sample.TextOf(happened) == "at last", Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task A_long_log_is_read_however_late_each_page_comes_while_a_captioner_is_told_in_time()
    {
        await using var store = new PostgresSessionLog(_connection);
        await store.StartAsync(Cancellation);
        // So that one connection for each is there.
        await Task.WhenAll(store.AppendAsync(_log, null, Sample.Lines(1), Cancellation), store.FindHeadAsync(_log, Cancellation));
        _wire.Delay = TimeSpan.FromSeconds(2.2);

        var reading = store.ReadAsync(_log, 0, Cancellation).CountAsync(Cancellation).AsTask();
        var asked = Stopwatch.StartNew();
        (await FailureOf(store.AppendAsync(_log, null, Sample.Lines(1), Cancellation))).ShouldBe("the database does not answer");

        asked.Elapsed.ShouldBeLessThan(Told);
        (await reading).ShouldBeGreaterThanOrEqualTo(3_001);
    }

    [Fact]
    public async Task What_is_asked_of_a_server_that_hangs_is_given_up_at_last()
    {
        await using var store = new PostgresSessionLog(
            new PostgresOptions { Connection = _connection, ReadWithin = TimeSpan.FromSeconds(3) }, new LogMetrics(), Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        await store.StartAsync(Cancellation);
        _wire.Delay = TimeSpan.FromMinutes(1);

        var asked = Stopwatch.StartNew();
        (await FailureOf(store.FindHeadAsync(_log, Cancellation))).ShouldBe("the database does not answer");

        asked.Elapsed.ShouldBeInRange(TimeSpan.FromSeconds(2.5), TimeSpan.FromSeconds(5));
    }

    private static async Task<string> FailureOf(Task operation) => (await Should.ThrowAsync<LogUnavailableException>(operation)).Reason;
}
