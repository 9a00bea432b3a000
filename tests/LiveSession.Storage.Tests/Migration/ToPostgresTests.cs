using LiveSession.Core.Log;
using LiveSession.Storage.Migration;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Tests.Postgres;
using LiveSession.Storage.Tests.Sqlite;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Log;
using Npgsql;

namespace LiveSession.Storage.Tests.Migration;

/// <summary>An archive on its way from a data folder into a database.</summary>
public sealed class ToPostgresTests(SharedPostgres server) : IAsyncLifetime
{
    private MovedArchive _source = null!;
    private string _target = "";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_source, _target) = (await MovedArchive.FoundAsync(), await server.CreateDatabaseAsync());

    public ValueTask DisposeAsync()
    {
        _source.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_log_arrives_byte_for_byte_in_its_epoch_with_the_keys_and_goes_on_where_it_was()
    {
        var report = await MoveAsync();

        report.ShouldBe(new MigrationReport(4, 13, 1));
        await using var moved = new PostgresSessionLog(_target);
        (await MovedArchive.ContentsOfAsync(moved)).ShouldBe(await _source.ContentsAsync());
        (await new PostgresKeys(moved).ListAsync(Cancellation)).ShouldBe([new ArchivedKey("key-a1", MovedArchive.Key)]);
        var head = (await moved.FindHeadAsync(_source.Log, Cancellation))!;
        (await moved.AppendAsync(_source.Log, new LogExpectation(5, head.Hash), Sample.Lines(1), Cancellation))[0].Position
            .ShouldBe(new LogPosition(head.Position.Epoch, 6));
    }

    [Fact]
    public async Task A_long_log_says_how_far_it_is()
    {
        using var source = await MovedArchive.FoundAsync(2_500);
        var said = new List<MigrationProgress>();

        await ArchiveMigration.ToPostgresAsync(source.Folder, null, _target, new Listener(said.Add), Cancellation);

        said.ShouldBe([
            new(MigrationStep.Copying, 1_000, 2_508), new(MigrationStep.Copying, 2_000, 2_508),
            new(MigrationStep.Checking, 2_508, 2_508), new(MigrationStep.Committing, 2_508, 2_508)]);
    }

    [Fact]
    public async Task A_database_that_is_in_use_is_refused_and_left_as_it_is()
    {
        await using (var used = new PostgresSessionLog(_target))
        {
            await used.AppendAsync(LogId.House, 0, Sample.Lines(1), Cancellation);
        }

        (await RefusalAsync()).ShouldBe("The database is in use: it holds 1 logs. Name one that holds none; nothing is mixed or overwritten.");

        (await CountAsync("event")).ShouldBe(1L);
        (await CountAsync("key")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_second_time_is_told_that_it_was_done_before()
    {
        await MoveAsync();

        (await RefusalAsync()).ShouldBe("The database holds exactly these logs already: they were migrated before. Nothing was done.");
    }

    [Theory]
    [InlineData("UPDATE event SET canonical = CAST(replace(CAST(canonical AS TEXT), 'line 3', 'lime 3') AS BLOB)", "event 3 of {0}: altered: its words are not those that were said.")]
    [InlineData("DELETE FROM event WHERE sequence = 5", "event 5 of {0}: missing: the log ends at event 5.")]
    [InlineData("UPDATE log SET sequence = 4 WHERE sequence = 5", "event 4 of {0}: the log's end does not carry this event's epoch and hash.")]
    [InlineData("DELETE FROM log WHERE sequence = 5", "{0} has events and is not among the logs.")]
    public async Task A_record_that_somebody_edited_is_refused_and_the_first_bad_event_is_named(string edit, string reason)
    {
        SqliteFile.Execute(_source.Folder.Archive, edit);

        (await RefusalAsync()).ShouldBe($"The record is not as it was written: {string.Format(null, reason, _source.Log)}");

        (await NothingIsThereAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task What_the_database_makes_of_it_is_checked_before_it_counts()
    {
        await using (var tables = new PostgresSessionLog(_target))
        {
            await tables.CheckAsync(Cancellation);
        }

        // As a damaged disk or a helpful operator may.
        await PostgresServer.ExecuteAsync(_target, "CREATE FUNCTION helps() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.canonical := convert_to(replace(convert_from(NEW.canonical, 'UTF8'), 'line 4', 'lime 4'), 'UTF8'); RETURN NEW; END $$");
        await PostgresServer.ExecuteAsync(_target, "CREATE TRIGGER helps BEFORE INSERT ON livesession.event FOR EACH ROW EXECUTE FUNCTION helps()");

        (await RefusalAsync()).ShouldBe($"{_source.Log} did not arrive as it was sent. Nothing was migrated.");

        (await CountAsync("event")).ShouldBe(0L);
    }

    [Fact]
    public async Task A_folder_that_a_server_uses_is_refused()
    {
        using (_source.Folder.Take())
        {
            (await RefusalAsync()).ShouldStartWith($"A server uses the folder {_source.Folder.Path}. Stop it first");
        }

        await MoveAsync();
    }

    [Theory]
    [InlineData(MigrationStep.Copying)]
    [InlineData(MigrationStep.Checking)]
    [InlineData(MigrationStep.Committing)]
    public async Task A_connection_that_is_cut_in_the_middle_leaves_nothing(MigrationStep when)
    {
        using var source = await MovedArchive.FoundAsync(20_000);
        var cut = false;
        var cutting = new Listener(progress =>
        {
            if (progress.Step == when && !cut)
            {
                cut = true;
                PostgresServer.ExecuteAsync(_target, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'livesession migrate' AND datname = current_database()").Wait(Cancellation);
            }
        });

        var fault = await Should.ThrowAsync<MigrationRefusedException>(ArchiveMigration.ToPostgresAsync(source.Folder, null, _target, cutting, Cancellation));

        fault.Message.ShouldStartWith(when is MigrationStep.Committing ? "The connection to the database was cut in the moment of the commit." : "The archive was not migrated: the connection to the database was cut (database test");
        (await NothingIsThereAsync()).ShouldBeTrue();
        (await ArchiveMigration.ToPostgresAsync(source.Folder, null, _target, null, Cancellation)).Events.ShouldBe(20_008);
    }

    [Fact]
    public async Task Stopped_in_the_middle_it_leaves_nothing()
    {
        using var source = await MovedArchive.FoundAsync(20_000);
        using var stop = new CancellationTokenSource();

        await Should.ThrowAsync<OperationCanceledException>(
            ArchiveMigration.ToPostgresAsync(source.Folder, null, _target, new Listener(_ => stop.Cancel()), stop.Token));

        (await NothingIsThereAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_database_that_cannot_be_used_is_named_with_the_reason()
    {
        await PostgresServer.ExecuteAsync(_target, "CREATE ROLE visitor LOGIN PASSWORD 'visitor'");

        (await RefusalAsync(With(it => (it.Username, it.Password) = ("visitor", "visitor")))).ShouldStartWith("The archive was not migrated: the database's user lacks a right: permission denied for database");
        (await RefusalAsync(With(it => it.Password = "wrong"))).ShouldStartWith("The archive was not migrated: the database refuses this user or its password (database test");
        (await RefusalAsync(With(it => it.Database = "nowhere"))).ShouldStartWith("The archive was not migrated: the database does not exist on its server (database nowhere at 127.0.0.1:");
        (await RefusalAsync(With(it => it.Port = 1))).ShouldStartWith("The archive was not migrated: the database server cannot be reached");
        (await RefusalAsync("Hots=db")).ShouldStartWith("ConnectionStrings:Postgres cannot be read: Couldn't set hots");
        (await RefusalAsync("Database=db")).ShouldBe("ConnectionStrings:Postgres names no Host.");
    }

    [Fact]
    public async Task A_server_that_is_too_old_is_named()
    {
        var port = new NpgsqlConnectionStringBuilder(_target).Port;
        using var wire = new FaultyWire(port);
        var version = (string)(await PostgresServer.ExecuteAsync(_target, "SHOW server_version"))!;
        wire.Rewrite($"server_version\0{version[..2]}", "server_version\012");
        var old = With(it => it.Port = wire.Port);

        (await RefusalAsync(old)).ShouldStartWith($"The archive was not migrated: the database server is PostgreSQL 12.{version.Split('.', ' ')[1]}, and 13 or newer is needed (database test");
        await using var store = new PostgresSessionLog(old);
        (await Should.ThrowAsync<LogUnavailableException>(store.CheckAsync(Cancellation))).Reason.ShouldContain("and 13 or newer is needed");
        (await NothingIsThereAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_folder_without_an_archive_is_named_and_stays_empty()
    {
        var empty = Directory.CreateTempSubdirectory("livesession-");

        var fault = await Should.ThrowAsync<MigrationRefusedException>(
            ArchiveMigration.ToPostgresAsync(new(empty.FullName), null, _target, null, Cancellation));

        fault.Message.ShouldBe($"There is no archive {Path.Combine(empty.FullName, "livesession.db")}.");
        empty.EnumerateFileSystemInfos().ShouldBeEmpty();
        empty.Delete();
    }

    private Task<MigrationReport> MoveAsync(string? target = null) => ArchiveMigration.ToPostgresAsync(_source.Folder, null, target ?? _target, null, Cancellation);

    private async Task<string> RefusalAsync(string? target = null) => (await Should.ThrowAsync<MigrationRefusedException>(MoveAsync(target))).Message;

    private async Task<bool> NothingIsThereAsync() =>
        await PostgresServer.ExecuteAsync(_target, "SELECT NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = 'livesession')") is true;

    private Task<object?> CountAsync(string table) => PostgresServer.ExecuteAsync(_target, $"SELECT count(*) FROM livesession.{table}");

    private string With(Action<NpgsqlConnectionStringBuilder> change)
    {
        var builder = new NpgsqlConnectionStringBuilder(_target);
        change(builder);
        return builder.ConnectionString;
    }

    // Told at once, in the middle of it.
    private sealed class Listener(Action<MigrationProgress> hear) : IProgress<MigrationProgress>
    {
        public void Report(MigrationProgress value) => hear(value);
    }
}
