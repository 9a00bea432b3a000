using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace LiveSession.Storage.Sqlite;

/// <summary>
/// The only one who writes. Takes everybody who is waiting and commits for all of them at once, so that fifty captioners wait for
/// one flush of the disk and not for fifty.
/// </summary>
internal sealed partial class SqliteWriter : IAsyncDisposable
{
    private const int MostTurnsWaiting = 4096;
    private const int MostTurnsPerCommit = 1024;

    private readonly Channel<SqliteTurn> _turns = Channel.CreateBounded<SqliteTurn>(new BoundedChannelOptions(MostTurnsWaiting)
    {
        SingleReader = true,
        // The reader is a thread that only has to be woken; it must not queue up behind a busy thread pool for that.
        AllowSynchronousContinuations = true,
    });

    private readonly SqliteDatabase _database;
    private readonly LogMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Outage _outage;
    private readonly Task _running;
    private SqliteWriterConnection? _connection;

    public SqliteWriter(SqliteDatabase database, LogMetrics metrics, ILogger logger)
    {
        (_database, _metrics, _logger, _outage) = (database, metrics, logger, new Outage(metrics, logger));
        // A thread of its own: it spends its life waiting for the disk, and SQLite has no other way to wait than to block.
        _running = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public async Task TakeTurnAsync(SqliteTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            await _turns.Writer.WriteAsync(turn, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqliteSessionLog));
        }

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes what is queued, then closes the database.</summary>
    public async ValueTask DisposeAsync()
    {
        _turns.Writer.TryComplete();
        await _running.ConfigureAwait(false);
    }

    private void Run()
    {
        var turns = new List<SqliteTurn>();
        while (_turns.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            turns.Clear();
            while (turns.Count < MostTurnsPerCommit && _turns.Reader.TryRead(out var turn))
            {
                if (turn.TryBegin())
                {
                    turns.Add(turn);
                }
            }

            TakeTurns(turns);
        }

        Close();
    }

    private void TakeTurns(List<SqliteTurn> turns)
    {
        try
        {
            Open();
            turns.Where(turn => !turn.Writes).ToList().ForEach(turn => turn.Finish());
            turns.RemoveAll(turn => !turn.Writes);
            if (turns.Count > 0)
            {
                CommitOrReopen(turns);
            }
        }
        catch (Exception e)
        {
            // Closing rolls back. Whatever the connection knew of the broken file or disk is forgotten: the next turn opens it anew.
            Close();
            var fault = SqliteFaults.Explain(e);
            turns.ForEach(turn => turn.Fail(fault));
            _outage.Failed(turns.OfType<AppendTurn>().Count(), fault);
            return;
        }

        turns.ForEach(turn => turn.Finish());
    }

    [MemberNotNull(nameof(_connection))]
    private void Open() => _connection ??= new SqliteWriterConnection(_database.OpenWriter());

    private void CommitOrReopen(List<SqliteTurn> turns)
    {
        try
        {
            Commit(_connection!, turns);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SqliteFaults.ReadOnly)
        {
            // SQLite decides when it opens a file whether it may write to it. Nothing was written yet: look again.
            Close();
            Open();
            Commit(_connection, turns);
        }
    }

    private void Commit(SqliteWriterConnection connection, List<SqliteTurn> turns)
    {
        connection.Begin();
        turns.ForEach(turn => turn.Write(connection));
        connection.Commit();
        _outage.Written();
        _metrics.Committed(turns.OfType<AppendTurn>().Sum(turn => turn.Appended?.Stored.Count ?? 0));
        if (turns.OfType<AppendTurn>().Any(turn => turn.Appended?.Tombstones.Any() == true))
        {
            ForgetOverwritten(connection);
        }
    }

    // What was committed stands, whatever becomes of this.
    private void ForgetOverwritten(SqliteWriterConnection connection)
    {
        try
        {
            if (!connection.ForgetOverwritten())
            {
                Log.StillInJournal(_logger, null);
            }
        }
        catch (SqliteException e)
        {
            Log.StillInJournal(_logger, e);
        }
    }

    private void Close()
    {
        try
        {
            _connection?.Dispose();
        }
        catch (Exception e)
        {
            Log.CloseFailed(_logger, e);
        }

        _connection = null;
    }

    private static partial class Log
    {
        [LoggerMessage(314, LogLevel.Warning, "Words were redacted, and are still in the file that ends with -wal beside the database, because it is in use: they go with the next redaction, or when the server stops")]
        public static partial void StillInJournal(ILogger logger, Exception? fault);

        [LoggerMessage(302, LogLevel.Warning, "The database did not close cleanly")]
        public static partial void CloseFailed(ILogger logger, Exception fault);
    }
}
