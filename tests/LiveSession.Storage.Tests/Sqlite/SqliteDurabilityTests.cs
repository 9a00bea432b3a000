using System.Collections.Concurrent;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Tests.Sqlite;

/// <summary>What was acknowledged is in the file at that moment, whatever happens to the program next.</summary>
public sealed class SqliteDurabilityTests : IAsyncLifetime
{
    private const int Writers = 20;
    private const int Copies = 12;

    private readonly TemporaryFolder _folder = new();
    private readonly LogId _log = Sample.Log();
    private readonly ConcurrentQueue<LoggedEvent> _acknowledged = new();

    private string File => _folder.File("logs.db");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task The_files_as_they_lie_at_any_moment_hold_every_acknowledged_event()
    {
        await using var store = new SqliteSessionLog(File);
        await store.AppendAsync(_log, 0, [Sample.Line("the gavel")], Cancellation);
        using var stop = new CancellationTokenSource();
        var writing = Enumerable.Range(1, Writers).Select(writer => Task.Run(() => WriteUntilAsync(store, writer, stop.Token), Cancellation)).ToList();

        for (var copy = 1; copy <= Copies; copy++)
        {
            await MoreAcknowledgedAsync(copy * 100);
            var acknowledged = _acknowledged.ToList();
            await VerifyCopyAsync(Copy(copy), acknowledged);
        }

        await stop.CancelAsync();
        await Task.WhenAll(writing);
        var read = await store.ReadAsync(_log, 1, Cancellation).ToListAsync(Cancellation);
        read.ShouldBe(_acknowledged.OrderBy(happened => happened.Position.Sequence));
    }

    [Fact]
    public async Task Closing_the_store_finishes_what_is_queued()
    {
        var store = new SqliteSessionLog(File);
        var appends = Enumerable.Range(1, 300).Select(n => store.AppendAsync(_log, null, [Sample.Line($"line {n}")], Cancellation)).ToList();

        await store.DisposeAsync();

        var acknowledged = (await Task.WhenAll(appends)).SelectMany(lines => lines).ToList();
        await using var reopened = new SqliteSessionLog(File);
        (await reopened.ReadAsync(_log, 0, Cancellation).ToListAsync(Cancellation)).ShouldBe(acknowledged.OrderBy(line => line.Position.Sequence));
    }

    [Fact]
    public async Task Every_commit_waits_for_the_disk()
    {
        SqliteConnection? writer = null;
        var database = new SqliteDatabase(new SqliteOptions { Path = File }) { WriterOpened = connection => writer = connection };
        using var metrics = new LogMetrics();
        await using var store = new SqliteSessionLog(database, metrics, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        await store.CheckAsync(Cancellation);

        writer!.Scalar("PRAGMA synchronous").ShouldBe(2L);
        writer!.Scalar("PRAGMA journal_mode").ShouldBe("wal");
    }

    /// <summary>What a power cut would leave behind.</summary>
    private string Copy(int number)
    {
        // Somebody reading keeps the write-ahead log from being started over between the copying of the two files, which no
        // power cut could do either.
        using var reader = SqliteFile.Open(File);
        SqliteFile.Execute(reader, "BEGIN; SELECT count(*) FROM log");
        var copy = _folder.File($"copy-{number}.db");
        CopyFile(File, copy);
        CopyFile(File + "-wal", copy + "-wal");
        return copy;
    }

    private static void CopyFile(string from, string to)
    {
        using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var destination = System.IO.File.Create(to);
        source.CopyTo(destination);
    }

    private async Task VerifyCopyAsync(string copy, List<LoggedEvent> acknowledged)
    {
        await using var store = new SqliteSessionLog(copy);
        var head = await store.FindHeadAsync(_log, Cancellation);
        var verification = await LogVerifier.VerifyAsync(_log, store.ReadStoredAsync(_log, Cancellation), head, Cancellation);
        verification.Fault.ShouldBeNull();

        var kept = await store.ReadAsync(_log, 0, Cancellation).ToDictionaryAsync(happened => happened.Position.Sequence, cancellationToken: Cancellation);
        acknowledged.ShouldAllBe(happened => kept.ContainsKey(happened.Position.Sequence) && kept[happened.Position.Sequence] == happened);
    }

    private async Task WriteUntilAsync(SqliteSessionLog store, int writer, CancellationToken stop)
    {
        for (var n = 1; !stop.IsCancellationRequested; n++)
        {
            // Long enough that the write-ahead log is emptied now and then while the test runs.
            var line = Sample.Line($"writer {writer} line {n} {new string('x', 2000)}");
            foreach (var happened in await store.AppendAsync(_log, null, [line], Cancellation))
            {
                _acknowledged.Enqueue(happened);
            }
        }
    }

    private async Task MoreAcknowledgedAsync(int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (_acknowledged.Count < count)
        {
            limit.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
