using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Npgsql;

namespace LiveSession.Storage.Tests.Postgres;

/// <summary>A database put back from an older backup, while nodes run and while none does.</summary>
public sealed class PostgresRestorationTests(SharedPostgres server) : IAsyncLifetime
{
    private readonly LogId _log = Sample.Log();
    private readonly DirectoryInfo _backups = Directory.CreateTempSubdirectory("livesession-backup-");
    private string _connection = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(_backups.FullName, "livesession.dump");

    public async ValueTask InitializeAsync()
    {
        _connection = await server.CreateDatabaseAsync();
        await PostgresPrograms.OwnAsync(_backups.FullName);
    }

    public ValueTask DisposeAsync()
    {
        _backups.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_backup_put_into_another_database_goes_on_whole_and_in_another_epoch()
    {
        LoggedEvent last;
        await using (var store = new PostgresSessionLog(_connection))
        {
            await store.AppendAsync(_log, 0, Sample.Lines(3), Cancellation);
            await DumpAsync();
            last = (await store.AppendAsync(_log, 3, Sample.Lines(2), Cancellation))[^1];
        }

        var elsewhere = await server.CreateDatabaseAsync();
        await RestoreAsync(elsewhere);

        await using var restored = new PostgresSessionLog(elsewhere);
        var head = (await restored.FindHeadAsync(_log, Cancellation))!;
        head.Position.Sequence.ShouldBe(4);
        head.Position.Epoch.ShouldNotBe(last.Position.Epoch);
        await VerifyAsync(restored);
        (await restored.AppendAsync(_log, 4, Sample.Lines(1), Cancellation))[0].Position.Epoch.ShouldBe(head.Position.Epoch);
    }

    [Fact]
    public async Task A_backup_put_back_in_place_is_noticed_by_the_next_start()
    {
        Guid epoch;
        await using (var store = new PostgresSessionLog(_connection))
        {
            epoch = (await store.AppendAsync(_log, 0, Sample.Lines(3), Cancellation))[0].Position.Epoch;
            await DumpAsync();
        }

        await RestoreAsync(_connection, "--clean");

        await using var restarted = new PostgresSessionLog(_connection);
        (await restarted.FindHeadAsync(_log, Cancellation))!.Position.Epoch.ShouldNotBe(epoch);
        await VerifyAsync(restarted);
    }

    [Fact]
    public async Task A_start_on_the_database_that_it_knows_changes_nothing()
    {
        LoggedEvent last;
        await using (var store = new PostgresSessionLog(_connection))
        {
            last = (await store.AppendAsync(_log, 0, Sample.Lines(3), Cancellation))[^1];
        }

        await using var restarted = new PostgresSessionLog(_connection);
        await restarted.CheckAsync(Cancellation);
        (await restarted.FindHeadAsync(_log, Cancellation)).ShouldBe(new LogHead(last.Position, last.Hash));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(0)]
    public async Task A_node_that_knows_more_than_the_database_is_told_where_the_log_is(int left)
    {
        await using var store = new PostgresSessionLog(_connection);
        var appended = await store.AppendAsync(_log, 0, Sample.Lines(5), Cancellation);
        // As a snapshot of the disk puts it back: same server, same database, same tables.
        await PostgresServer.ExecuteAsync(_connection, $"DELETE FROM livesession.event WHERE sequence > {left}");
        await PostgresServer.ExecuteAsync(_connection, left == 0
            ? "DELETE FROM livesession.log"
            : $"UPDATE livesession.log SET sequence = {left}, hash = '{appended[left - 1].Hash}'");

        var lost = await Should.ThrowAsync<LogConflictException>(() => store.AppendAsync(_log, 5, Sample.Lines(1), Cancellation));

        lost.Actual.ShouldBe(left);
        await store.AppendAsync(_log, left, Sample.Lines(1), Cancellation);
        await VerifyAsync(store);
    }

    [Fact]
    public async Task A_log_that_was_put_back_and_grew_to_the_same_length_is_not_taken_for_the_old_one()
    {
        await using var store = new PostgresSessionLog(_connection);
        await store.AppendAsync(_log, 0, Sample.Lines(3), Cancellation);
        await using (var other = new PostgresSessionLog(_connection))
        {
            await PostgresServer.ExecuteAsync(_connection, "DELETE FROM livesession.event");
            await PostgresServer.ExecuteAsync(_connection, "DELETE FROM livesession.log");
            await other.AppendAsync(_log, 0, Sample.Lines(3), Cancellation);
        }

        (await Should.ThrowAsync<LogConflictException>(() => store.AppendAsync(_log, 3, Sample.Lines(1), Cancellation))).Actual.ShouldBe(3);
    }

    private Task DumpAsync() => RunAsync("pg_dump", _connection, "--format=custom", $"--file={Backup}");

    private Task RestoreAsync(string connection, params string[] more) => RunAsync("pg_restore", connection, [.. more, "--exit-on-error", "--single-transaction", Backup]);

    private static async Task RunAsync(string program, string connection, params string[] arguments)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        await PostgresPrograms.RunAsync(program, to.Password!, [$"--host={to.Host}", $"--port={to.Port}", $"--username={to.Username}", $"--dbname={to.Database}", .. arguments]);
    }

    private async Task VerifyAsync(PostgresSessionLog store) => (await LogVerifier.VerifyAsync(
        _log, store.ReadStoredAsync(_log, Cancellation), await store.FindHeadAsync(_log, Cancellation), Cancellation)).Fault.ShouldBeNull();
}
