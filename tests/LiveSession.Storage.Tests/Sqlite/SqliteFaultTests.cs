using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveSession.Storage.Tests.Sqlite;

/// <summary>What people are told when the database cannot be used, and that it works again as soon as it can.</summary>
public sealed class SqliteFaultTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly LogId _log = Sample.Log();
    private readonly LogMetrics _metrics = new();
    private readonly List<SqliteSessionLog> _opened = [];

    private string File => _folder.File("logs.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        foreach (var store in _opened)
        {
            await store.DisposeAsync();
        }

        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_database_locked_by_another_program_is_named_and_written_to_once_it_is_free()
    {
        var store = Open();
        await store.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        using (var other = SqliteFile.Open(File))
        {
            SqliteFile.Execute(other, "BEGIN EXCLUSIVE");

            (await FailureOf(store.AppendAsync(_log, 1, [Sample.Line("during")], Cancellation)))
                .ShouldBe("the database is locked by another program");
            (await FailureOf(store.CheckAsync(Cancellation))).ShouldBe("the database is locked by another program");
            (await TextsAsync(store)).ShouldBe(["before"]);

            SqliteFile.Execute(other, "ROLLBACK");
        }

        await store.AppendAsync(_log, 1, [Sample.Line("after")], Cancellation);
        (await TextsAsync(store)).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task A_database_that_takes_no_events_is_not_called_well()
    {
        var store = Open();
        await store.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        await store.CheckAsync(Cancellation);
        using (var other = SqliteFile.Open(File))
        {
            SqliteFile.Execute(other, "CREATE TRIGGER full BEFORE INSERT ON event BEGIN SELECT RAISE(ABORT, 'no more'); END");
        }

        await Should.ThrowAsync<LogUnavailableException>(store.CheckAsync(Cancellation));
        (await TextsAsync(store)).ShouldBe(["before"]);
    }

    [Fact]
    public async Task A_database_locked_before_the_first_use_works_once_it_is_free()
    {
        using (var other = SqliteFile.Open(File))
        {
            SqliteFile.Execute(other, "BEGIN EXCLUSIVE");
            var store = Open();
            (await FailureOf(store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation))).ShouldBe("the database is locked by another program");
            (await FailureOf(store.FindHeadAsync(_log, Cancellation))).ShouldBe("the database is locked by another program");
            SqliteFile.Execute(other, "ROLLBACK");
        }

        await _opened[0].AppendAsync(_log, 0, [Sample.Line("first")], Cancellation);
        (await TextsAsync(_opened[0])).ShouldBe(["first"]);
    }

    [Fact]
    public async Task A_full_disk_is_named_fails_everybody_in_the_batch_and_is_survived()
    {
        var pages = 40;
        var store = Open(connection => SqliteFile.Execute(connection, $"PRAGMA max_page_count = {pages}"));
        await store.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        (await TextsAsync(store)).ShouldBe(["before"]);
        var big = new string('x', 200_000);

        var failures = await Task.WhenAll(Enumerable.Range(1, 10).Select(
            _ => FailureOf(store.AppendAsync(_log, null, [Sample.Line("small"), Sample.Line(big)], Cancellation))));

        failures.ShouldAllBe(reason => reason == "the disk is full");
        (await TextsAsync(store)).ShouldBe(["before"]);

        pages = 100_000;
        await store.AppendAsync(_log, 1, [Sample.Line(big)], Cancellation);
        (await TextsAsync(store)).ShouldBe(["before", big]);
        (await VerifyAsync(store)).Fault.ShouldBeNull();
    }

    [Fact]
    public async Task A_write_protected_disk_is_named_and_can_still_be_read()
    {
        var isProtected = false;
        await using (var first = Open(connection => SqliteFile.Execute(connection, $"PRAGMA query_only = {isProtected}")))
        {
            await first.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        }

        isProtected = true;
        var store = Open(connection => SqliteFile.Execute(connection, $"PRAGMA query_only = {isProtected}"));

        (await FailureOf(store.AppendAsync(_log, 1, Sample.Lines(1), Cancellation))).ShouldBe("the database is read-only");
        (await FailureOf(store.CheckAsync(Cancellation))).ShouldBe("the database is read-only");
        (await TextsAsync(store)).ShouldBe(["before"]);

        isProtected = false;
        await store.AppendAsync(_log, 1, [Sample.Line("after")], Cancellation);
        (await TextsAsync(store)).ShouldBe(["before", "after"]);
    }

    [Fact]
    public async Task A_write_protected_file_is_named()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "this user may write to any file");
        await using (var first = Open())
        {
            await first.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        }

        new FileInfo(File).IsReadOnly = true;
        var store = Open();

        (await FailureOf(store.AppendAsync(_log, 1, Sample.Lines(1), Cancellation))).ShouldBe("the database is read-only");
        (await TextsAsync(store)).ShouldBe(["before"]);
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        var letter = string.Concat(Enumerable.Repeat("Dear delegates, the session begins at ten.\n", 200));
        await System.IO.File.WriteAllTextAsync(File, letter, Cancellation);
        var store = Open();

        (await FailureOf(store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation)))
            .ShouldBe("the database file is damaged or is not a database");
        (await FailureOf(store.ListAsync(Cancellation))).ShouldBe("the database file is damaged or is not a database");
        (await System.IO.File.ReadAllTextAsync(File, Cancellation)).ShouldBe(letter);
    }

    [Fact]
    public async Task A_database_with_damaged_pages_is_named_and_works_again_when_restored()
    {
        await using (var first = Open())
        {
            await first.AppendAsync(_log, 0, Sample.Lines(2000), Cancellation);
        }

        var whole = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        var damaged = whole.ToArray();
        // The first page says that this is a database; everything behind it is noise.
        damaged.AsSpan(4096).Fill(0xA5);
        await System.IO.File.WriteAllBytesAsync(File, damaged, Cancellation);
        var store = Open();

        (await FailureOf(store.AppendAsync(_log, null, Sample.Lines(1), Cancellation))).ShouldBe("the database file is damaged");
        (await FailureOf(TextsAsync(store))).ShouldBe("the database file is damaged");

        await System.IO.File.WriteAllBytesAsync(File, whole, Cancellation);
        (await store.AppendAsync(_log, 2000, Sample.Lines(1), Cancellation))[0].Position.Sequence.ShouldBe(2001);
        (await TextsAsync(store)).Count.ShouldBe(2001);
    }

    [Fact]
    public async Task A_database_of_a_newer_version_is_refused_and_left_as_it_is()
    {
        await using (var first = Open())
        {
            await first.AppendAsync(_log, 0, [Sample.Line("before")], Cancellation);
        }

        SqliteFile.Execute(File, "PRAGMA user_version = 900");
        var store = Open();

        var reason = await FailureOf(store.AppendAsync(_log, 1, Sample.Lines(1), Cancellation));
        reason.ShouldBe($"the database was written by a newer version of LiveSession (its tables are version 900, this program knows {SqliteSchema.Known})");
        (await FailureOf(store.ListAsync(Cancellation))).ShouldBe(reason);

        SqliteFile.Execute(File, $"PRAGMA user_version = {SqliteSchema.Known}");
        (await TextsAsync(store)).ShouldBe(["before"]);
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused_and_left_as_it_is()
    {
        SqliteFile.Execute(File, "CREATE TABLE recipe (name TEXT)");
        var before = await System.IO.File.ReadAllBytesAsync(File, Cancellation);
        var store = Open();

        (await FailureOf(store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation))).ShouldBe("the database file belongs to another program");

        (await System.IO.File.ReadAllBytesAsync(File, Cancellation)).ShouldBe(before);
    }

    [Fact]
    public async Task A_path_that_is_a_folder_is_named()
    {
        Directory.CreateDirectory(File);

        (await FailureOf(Open().AppendAsync(_log, 0, Sample.Lines(1), Cancellation))).ShouldBe("the database file cannot be opened");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_made_is_named()
    {
        await System.IO.File.WriteAllTextAsync(File, "a file where a folder should be", Cancellation);
        await using var store = new SqliteSessionLog(Path.Combine(File, "logs.db"));

        (await FailureOf(store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation))).ShouldBe("the folder of the database cannot be used");
    }

    [Fact]
    public async Task A_missing_folder_is_made()
    {
        await using var store = new SqliteSessionLog(_folder.File("a/b/logs.db"));

        await store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation);

        System.IO.File.Exists(_folder.File("a/b/logs.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_log_whose_end_was_moved_back_fails_alone()
    {
        var store = Open();
        await store.AppendAsync(_log, 0, Sample.Lines(5), Cancellation);
        // The first of the two finds its place free, the second does not.
        SqliteFile.Execute(File, "UPDATE log SET sequence = 3; DELETE FROM event WHERE sequence = 4");
        var others = Enumerable.Range(1, 20).Select(_ => Sample.Log()).ToList();

        var appends = others.Select(other => store.AppendAsync(other, 0, Sample.Lines(2), Cancellation)).ToList();
        var reason = await FailureOf(store.AppendAsync(_log, 3, Sample.Lines(2), Cancellation));

        reason.ShouldBe($"the record of {_log} is damaged");
        await Task.WhenAll(appends);
        (await TextsAsync(store)).ShouldBe(["line 1", "line 2", "line 3", "line 5"]);
    }

    [Fact]
    public async Task An_event_that_cannot_be_read_is_named()
    {
        var store = Open();
        await store.AppendAsync(_log, 0, Sample.Lines(3), Cancellation);
        SqliteFile.Execute(File, "UPDATE event SET canonical = x'7B' WHERE sequence = 2");

        (await FailureOf(TextsAsync(store))).ShouldStartWith($"event 2 of {_log} cannot be read");
    }

    [Fact]
    public async Task A_closed_store_says_that_it_is_closed()
    {
        var store = Open();
        await store.DisposeAsync();

        await Should.ThrowAsync<ObjectDisposedException>(() => store.AppendAsync(_log, 0, Sample.Lines(1), Cancellation));
    }

    private SqliteSessionLog Open(Action<SqliteConnection>? writerOpened = null)
    {
        var options = new SqliteOptions { Path = File, BusyTimeout = TimeSpan.FromMilliseconds(50) };
        var store = new SqliteSessionLog(new SqliteDatabase(options) { WriterOpened = writerOpened }, _metrics, NullLogger.Instance);
        _opened.Add(store);
        return store;
    }

    private static async Task<string> FailureOf(Task call) => (await Should.ThrowAsync<LogUnavailableException>(() => call)).Reason;

    private async Task<List<string>> TextsAsync(SqliteSessionLog store) =>
        await store.ReadAsync(_log, 0, Cancellation).Select(Sample.TextOf).ToListAsync(Cancellation);

    private async Task<LogVerification> VerifyAsync(SqliteSessionLog store) => await LogVerifier.VerifyAsync(
        _log, store.ReadStoredAsync(_log, Cancellation), await store.FindHeadAsync(_log, Cancellation), Cancellation);
}
