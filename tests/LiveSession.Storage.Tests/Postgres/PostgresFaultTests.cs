using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Npgsql;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>What people are told when the database cannot be used, and that it works again as soon as it can.</summary>
public sealed class PostgresFaultTests : IAsyncLifetime
{
    private readonly LogId _log = Sample.Log();
    private readonly List<PostgresSessionLog> _opened = [];
    private PostgresServer _server = null!;
    private string _connection = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync();
        _connection = await _server.CreateDatabaseAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }

        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task A_server_that_is_away_is_named_within_the_limit_and_written_to_once_it_is_back()
    {
        var store = Open(_connection);
        await store.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        await _server.KillAsync();

        var asked = System.Diagnostics.Stopwatch.StartNew();
        (await FailureOf(store.AppendAsync(_log, 1, [Sample.Line("during")], Cancellation))).ShouldBe("the database server cannot be reached");
        asked.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2.5));
        (await FailureOf(store.CheckAsync(Cancellation))).ShouldBe("the database server cannot be reached");
        (await FailureOf(store.FindHeadAsync(_log, Cancellation))).ShouldBe("the database server cannot be reached");

        await _server.StartAgainAsync();
        await EventuallyAsync(() => store.AppendAsync(_log, 1, [Sample.Line("after")], Cancellation));
        // Reading has a breaker of its own, which may be open for a moment more.
        await EventuallyAsync(async () => (await TextsAsync(store)).ShouldBe(["before", "after"]));
    }

    [Fact]
    public async Task A_server_that_is_away_at_the_first_use_works_once_it_is_there()
    {
        await _server.StopAsync();
        var store = Open(_connection);
        (await FailureOf(store.ListAsync(Cancellation))).ShouldBe("the database server cannot be reached");

        await _server.StartAgainAsync();

        await EventuallyAsync(() => store.AppendAsync(_log, 0, [Sample.Line("first")], Cancellation));
    }

    [Fact]
    public async Task A_server_that_hangs_is_named_within_the_limit_to_everybody_who_waits_and_leaves_either_all_or_nothing()
    {
        var store = Open(_connection);
        await store.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        await _server.FreezeAsync();

        var asked = System.Diagnostics.Stopwatch.StartNew();
        var first = FailureOf(store.AppendAsync(_log, 1, [Sample.Line("during")], Cancellation));
        await Task.Delay(200, Cancellation);
        var others = Enumerable.Range(1, 20).Select(_ => FailureOf(store.AppendAsync(Sample.Log(), 0, Sample.Lines(1), Cancellation)));
        (await Task.WhenAll([first, .. others])).ShouldAllBe(reason => reason == "the database does not answer");
        asked.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(2.5));

        await _server.ThawAsync();
        await EventuallyAsync(() => store.CheckAsync(Cancellation));
        string.Join(' ', await TextsAsync(store)).ShouldBeOneOf("before", "before during");
        await AppendSomewhereAsync(store, "after");
        (await VerifyAsync(store)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task Connections_that_are_cut_at_any_moment_lose_nothing_and_double_nothing()
    {
        var store = Open(_connection);
        using var cutting = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var cuts = Task.Run(
            async () =>
            {
                while (!cutting.IsCancellationRequested)
                {
                    await _server.CutConnectionsAsync();
                    await Task.Delay(70, CancellationToken.None);
                }
            },
            Cancellation);

        var acknowledged = await Task.WhenAll(Enumerable.Range(1, 8).Select(async writer =>
        {
            var (log, texts) = (Sample.Log(), new List<string>());
            for (var line = 1; line <= 40; line++)
            {
                var text = $"{writer} line {line}";
                try
                {
                    await store.AppendAsync(log, null, [Sample.Line(text)], Cancellation);
                    texts.Add(text);
                }
                catch (LogUnavailableException)
                {
                    texts.Add($"? {text}");
                    await Task.Delay(100, Cancellation);
                }
            }

            return (Log: log, Texts: texts);
        }));
        await cutting.CancelAsync();
        await cuts;
        await EventuallyAsync(() => store.ListAsync(Cancellation));

        foreach (var (log, texts) in acknowledged)
        {
            var read = await TextsAsync(store, log);
            read.ShouldBeUnique();
            // What was refused because the database was away for too long may be there or not; what was acknowledged is there, in order.
            read.Where(texts.Contains).ShouldBe(texts.Where(text => text[0] != '?'));
            texts.Count(text => text[0] == '?').ShouldBeLessThan(20);
        }
    }

    [Fact]
    public async Task A_wrong_password_a_missing_database_and_an_unknown_server_are_each_named()
    {
        (await FailureOf(Open(With(_connection, it => it.Password = "wrong")).CheckAsync(Cancellation))).ShouldBe("the database refuses this user or its password");
        (await FailureOf(Open(With(_connection, it => it.Database = "nowhere")).CheckAsync(Cancellation))).ShouldBe("the database does not exist on its server");
        (await FailureOf(Open(With(_connection, it => it.Host = "nowhere.invalid")).CheckAsync(Cancellation))).ShouldBe("the name of the database server is not known");
        (await FailureOf(Open(With(_connection, it => it.Port = 1)).CheckAsync(Cancellation))).ShouldBe("the database server cannot be reached");
    }

    [Fact]
    public async Task A_user_without_rights_is_told_which()
    {
        await PostgresServer.ExecuteAsync(_connection, "CREATE ROLE guest LOGIN PASSWORD 'guest'");
        var guest = With(_connection, it => (it.Username, it.Password) = ("guest", "guest"));

        (await FailureOf(Open(guest).CheckAsync(Cancellation))).ShouldStartWith("the database's user lacks a right: permission denied for database");

        await Open(_connection).CheckAsync(Cancellation);
        (await FailureOf(Open(guest).CheckAsync(Cancellation))).ShouldStartWith("the database's user lacks a right: permission denied for ");
    }

    [Fact]
    public async Task A_read_only_database_is_named_and_can_still_be_read()
    {
        var store = Open(_connection);
        await store.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        await PostgresServer.ExecuteAsync(_connection, "ALTER SYSTEM SET default_transaction_read_only = on");
        await PostgresServer.ExecuteAsync(_connection, "SELECT pg_reload_conf()");
        await EventuallyAsync(async () => (await FailureOf(store.AppendAsync(Sample.Log(), 0, Sample.Lines(1), Cancellation))).ShouldBe("the database is read-only"));

        (await FailureOf(store.CheckAsync(Cancellation))).ShouldBe("the database is read-only");
        (await TextsAsync(store)).ShouldBe(["before"]);
        (await TextsAsync(Open(_connection))).ShouldBe(["before"]);
    }

    [Theory]
    [InlineData("livesession.event")]
    [InlineData("livesession.log")]
    public async Task A_database_that_takes_no_events_is_not_called_well(string table)
    {
        var store = Open(_connection);
        await store.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        await using (var other = new NpgsqlConnection(_connection))
        {
            await other.OpenAsync(Cancellation);
            await using var holding = await other.BeginTransactionAsync(Cancellation);
            await using var hold = new NpgsqlCommand($"LOCK TABLE {table} IN SHARE MODE", other, holding);
            await hold.ExecuteNonQueryAsync(Cancellation);

            var during = await FailureOf(store.AppendAsync(_log, 1, [Sample.Line("during")], Cancellation));
            (await FailureOf(store.CheckAsync(Cancellation))).ShouldBe(during);
        }

        await EventuallyAsync(() => store.CheckAsync(Cancellation));
        // Nothing is left of having looked.
        (await PostgresServer.ExecuteAsync(_connection, "SELECT (SELECT count(*) FROM livesession.event WHERE log = '') + (SELECT count(*) FROM livesession.log WHERE id = '')")).ShouldBe(0L);
    }

    [Fact]
    public async Task Two_nodes_look_at_once_and_neither_is_in_the_others_way()
    {
        var (here, there) = (Open(_connection), Open(_connection));
        await here.CheckAsync(Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 50).SelectMany(_ => new[] { here.CheckAsync(Cancellation), there.CheckAsync(Cancellation) }));
    }

    [Fact]
    public async Task Tables_of_a_newer_version_are_refused_and_left_untouched()
    {
        await Open(_connection).CheckAsync(Cancellation);
        await PostgresServer.ExecuteAsync(_connection, "UPDATE livesession.version SET number = 99");

        (await FailureOf(Open(_connection).ListAsync(Cancellation))).ShouldBe(
            $"the database was written by a newer version of LiveSession (its tables are version 99, this program knows {PostgresSchema.Known})");

        (await PostgresServer.ExecuteAsync(_connection, "SELECT number FROM livesession.version")).ShouldBe(99);
    }

    [Fact]
    public async Task Tables_that_somebody_removed_are_named()
    {
        var store = Open(_connection);
        await store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation);
        await PostgresServer.ExecuteAsync(_connection, "DROP TABLE livesession.event");

        (await FailureOf(store.AppendAsync(_log, 1, Sample.Lines(1), Cancellation))).ShouldBe("tables of the database are missing");
    }

    [Fact]
    public async Task A_log_with_events_beyond_its_end_is_called_damaged_and_harms_no_other()
    {
        var store = Open(_connection);
        await store.AppendAsync(_log, 0, Sample.Lines(2), Cancellation);
        await PostgresServer.ExecuteAsync(
            _connection, $"INSERT INTO livesession.event SELECT log, 3, canonical, hash FROM livesession.event WHERE log = '{_log}' AND sequence = 2");

        var (damaged, other) = (store.AppendAsync(_log, 2, Sample.Lines(1), Cancellation), store.AppendAsync(Sample.Log(), 0, Sample.Lines(1), Cancellation));

        (await FailureOf(damaged)).ShouldBe($"the record of {_log} is damaged");
        (await other).ShouldHaveSingleItem();
    }

    private PostgresSessionLog Open(string connection)
    {
        var store = new PostgresSessionLog(connection);
        _opened.Add(store);
        return store;
    }

    private static string With(string connection, Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        change(builder);
        return builder.ConnectionString;
    }

    private async Task AppendSomewhereAsync(PostgresSessionLog store, string text) =>
        await EventuallyAsync(() => store.AppendAsync(_log, null, [Sample.Line(text)], Cancellation));

    private static async Task<string> FailureOf(Task operation) => (await Should.ThrowAsync<LogUnavailableException>(operation)).Reason;

    private async Task<List<string>> TextsAsync(PostgresSessionLog store, LogId? log = null) =>
        await store.ReadAsync(log ?? _log, 0, Cancellation).Select(Sample.TextOf).ToListAsync(Cancellation);

    private async Task<LogVerification> VerifyAsync(PostgresSessionLog store) =>
        await LogVerifier.VerifyAsync(_log, store.ReadStoredAsync(_log, Cancellation), await store.FindHeadAsync(_log, Cancellation), Cancellation);

    // What was away is left alone for a moment before it is asked again.
    private static async Task EventuallyAsync(Func<Task> holds)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await holds();
                return;
            }
            catch (Exception e) when (attempt < 40 && e is LogUnavailableException or ShouldAssertException)
            {
                await Task.Delay(100, Cancellation);
            }
        }
    }
}
