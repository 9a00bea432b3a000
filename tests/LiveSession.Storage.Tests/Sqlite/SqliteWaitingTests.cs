using LiveSession.Storage.Sqlite;
using LiveSession.Testing.Log;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveSession.Storage.Tests.Sqlite;

/// <summary>Who may still give up while the writer is busy, and who may not any more.</summary>
public sealed class SqliteWaitingTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TemporaryFolder _folder = new();
    private readonly LogMetrics _metrics = new();
    private readonly TaskCompletionSource _busy = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goOn = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _goOn.Dispose();
        _metrics.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Giving_up_while_waiting_for_a_turn_ends_at_once_and_appends_nothing()
    {
        await using var store = OpenBusy();
        var log = Sample.Log();
        using var givingUp = new CancellationTokenSource();
        var first = store.AppendAsync(log, null, [Sample.Line("first")], Cancellation);
        await _busy.Task.WaitAsync(Limit, Cancellation);
        var second = store.AppendAsync(log, null, [Sample.Line("second")], givingUp.Token);
        var third = store.AppendAsync(log, null, [Sample.Line("third")], Cancellation);

        await givingUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => second.WaitAsync(Limit, Cancellation));
        _goOn.Set();
        await Task.WhenAll(first, third);
        (await store.ReadAsync(log, 0, Cancellation).Select(Sample.TextOf).ToListAsync(Cancellation)).ShouldBe(["first", "third"]);
    }

    [Fact]
    public async Task Giving_up_after_the_turn_began_changes_nothing()
    {
        await using var store = OpenBusy();
        var log = Sample.Log();
        using var givingUp = new CancellationTokenSource();
        var append = store.AppendAsync(log, null, [Sample.Line("begun")], givingUp.Token);
        await _busy.Task.WaitAsync(Limit, Cancellation);

        await givingUp.CancelAsync();
        append.IsCompleted.ShouldBeFalse();
        _goOn.Set();

        (await append).ShouldHaveSingleItem();
        (await store.FindHeadAsync(log, Cancellation)).ShouldNotBeNull();
    }

    /// <summary>A store whose writer, with the first caller's turn begun, is busy until told to go on.</summary>
    private SqliteSessionLog OpenBusy() => new(
        new SqliteDatabase(new SqliteOptions { Path = _folder.File("logs.db") })
        {
            WriterOpened = _ =>
            {
                _busy.TrySetResult();
                _goOn.Wait(Limit, CancellationToken.None);
            },
        },
        _metrics,
        NullLogger.Instance);
}
