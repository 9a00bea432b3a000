using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using SQLitePCL;

namespace LiveSession.Storage.Tests.Sqlite;

/// <summary>
/// How often the disk is waited for. SQLite itself counts its commits; with its write-ahead log and <c>synchronous=FULL</c>, which
/// <see cref="SqliteDurabilityTests"/> holds, each of them is one flush.
/// </summary>
public sealed class SqliteFlushTests : IDisposable
{
    private const int Captions = 50;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly LogMetrics _metrics = new();
    private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();
    private int _flushes;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _goOn.Dispose();
        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_caption_alone_costs_one_flush_of_the_disk()
    {
        _goOn.Set();
        await using var store = Open();
        var log = Sample.Log();
        for (var caption = 1; caption <= Captions; caption++)
        {
            await store.AppendAsync(log, null, [Sample.Line($"Line {caption}")], Cancellation);
        }

        _flushes.ShouldBe(Captions);
    }

    [Fact]
    public async Task Captions_that_come_while_the_disk_is_busy_share_the_next_flush_whichever_sessions_they_belong_to()
    {
        await using var store = Open();
        var first = store.AppendAsync(Sample.Log(), null, [Sample.Line("The disk is busy with this one.")], Cancellation);
        await _busy.Task.WaitAsync(Limit, Cancellation);
        var others = Enumerable.Range(1, Captions).Select(caption => store.AppendAsync(Sample.Log(), null, [Sample.Line($"Line {caption}")], Cancellation)).ToArray();

        _goOn.Set();
        await Task.WhenAll([first, .. others]);

        _flushes.ShouldBe(2);
    }

    private SqliteSessionLog Open() => new(
        new SqliteDatabase(new SqliteOptions { Path = _folder.File("logs.db") }) { WriterOpened = Count }, _metrics, NullLogger.Instance);

    private void Count(SqliteConnection writer)
    {
        raw.sqlite3_commit_hook(writer.Handle!, _ => LetCommit(), null);
        _busy.TrySetResult();
        _goOn.Wait(Limit, CancellationToken.None);
    }

    private int LetCommit()
    {
        _flushes++;
        return 0;
    }
}
