using System.Threading.Channels;
using LiveSession.Core.Log;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>
/// The only one of this node who writes. Takes everybody who is waiting and commits for all of them at once, whatever logs they append to.
/// </summary>
internal sealed partial class PostgresWriter : IAsyncDisposable
{
    private const int MostTurnsWaiting = 4096;
    private const int MostTurnsPerCommit = 1024;

    private readonly Channel<PostgresTurn> _turns = Channel.CreateBounded<PostgresTurn>(
        new BoundedChannelOptions(MostTurnsWaiting) { SingleReader = true });

    private readonly Dictionary<LogId, LogHead?> _heads = [];
    private readonly PostgresDatabase _database;
    private readonly LogMetrics _metrics;
    private readonly ILogger _logger;
    private readonly Outage _outage;
    private readonly Task _running;
    private NpgsqlConnection? _connection;
    private Task<NpgsqlConnection>? _opening;

    public PostgresWriter(PostgresDatabase database, LogMetrics metrics, ILogger logger)
    {
        (_database, _metrics, _logger, _outage) = (database, metrics, logger, new Outage(metrics, logger));
        _running = Task.Run(RunAsync);
    }

    public async Task TakeTurnAsync(PostgresTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            await _turns.Writer.WriteAsync(turn, cancellationToken).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(PostgresSessionLog));
        }

        await turn.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finishes what is queued, then closes the connection.</summary>
    public async ValueTask DisposeAsync()
    {
        _turns.Writer.TryComplete();
        await _running.ConfigureAwait(false);
        await PutAwayAsync(Interlocked.Exchange(ref _connection, null)).ConfigureAwait(false);
        if (_opening is not null)
        {
            await PutAwayAsync(await _opening.ContinueWith(
                opened => opened.IsCompletedSuccessfully ? opened.Result : null, TaskScheduler.Default).ConfigureAwait(false)).ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        while (await _turns.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            var turns = Gather(MostTurnsPerCommit);
            try
            {
                await CommitAsync(turns).ConfigureAwait(false);
                _outage.Written();
                turns.ForEach(turn => turn.Finish());
            }
            catch (Exception e)
            {
                // Those who came meanwhile have waited as long; they are told as well, and not one after the other.
                turns.AddRange(Gather(int.MaxValue));
                var fault = PostgresFaults.Explain(e);
                _outage.Failed(turns.OfType<AppendTurn>().Count(), fault);
                turns.ForEach(turn => turn.FailUnlessSettled(fault));
            }
        }
    }

    private List<PostgresTurn> Gather(int most)
    {
        var turns = new List<PostgresTurn>();
        while (turns.Count < most && _turns.Reader.TryRead(out var turn))
        {
            if (turn.TryBegin())
            {
                turns.Add(turn);
            }
        }

        return turns;
    }

    private async Task CommitAsync(List<PostgresTurn> turns)
    {
        var appending = turns.OfType<AppendTurn>().ToList();
        var round = new AppendRound(_heads);
        while (appending.Exists(turn => !turn.IsSettled))
        {
            if (round.Unknown(appending) is { Count: > 0 } unknown)
            {
                round.Learn(unknown, await UseConnectionAsync(
                    (connection, stop) => PostgresReader.FindHeadsAsync(connection, unknown, stop)).ConfigureAwait(false));
            }

            if (round.Begin(appending) is { Count: > 0 } appends)
            {
                var answers = await UseConnectionAsync((connection, stop) => PostgresAppends.CommitAsync(connection, appends, stop)).ConfigureAwait(false);
                var before = appending.Sum(CountKept);
                foreach (var (log, known, actual) in round.End(appends, answers))
                {
                    _metrics.Restored(1);
                    Log.PutBack(_logger, log, known.Position.Sequence, actual?.Position.Sequence ?? 0);
                }

                _metrics.Committed(appending.Sum(CountKept) - before);
            }
        }

        if (appending.Count < turns.Count)
        {
            await UseConnectionAsync((connection, stop) => PostgresAppends.CommitAsync(connection, [], stop)).ConfigureAwait(false);
        }

        static int CountKept(AppendTurn turn) => turn.Appended?.Stored.Count ?? 0;
    }

    // Whoever uses the connection has it alone, and gives it back only when all went well: an attempt that was given up may still be at it.
    private Task<T> UseConnectionAsync<T>(Func<NpgsqlConnection, CancellationToken, Task<T>> use) => _database.UseInTimeAsync(
        async stop =>
        {
            var connection = Interlocked.Exchange(ref _connection, null) ?? await OpenAsync(stop).ConfigureAwait(false);
            try
            {
                var result = await use(connection, stop).ConfigureAwait(false);
                await PutAwayAsync(Interlocked.Exchange(ref _connection, connection)).ConfigureAwait(false);
                return result;
            }
            catch
            {
                await PutAwayAsync(connection).ConfigureAwait(false);
                throw;
            }
        },
        CancellationToken.None);

    // Connecting may take longer than anybody waits for a commit: it goes on, and whoever writes next finds the connection.
    private async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var opening = _opening is { IsFaulted: false, IsCanceled: false } begun ? begun : _opening = _database.ConnectWriterAsync();
        var connection = await opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Interlocked.CompareExchange(ref _opening, null, opening) == opening ? connection : await OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task PutAwayAsync(NpgsqlConnection? connection)
    {
        try
        {
            if (connection is not null)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
        catch (Exception e)
        {
            Log.CloseFailed(_logger, e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(312, LogLevel.Warning, "A connection to the database did not close cleanly")]
        public static partial void CloseFailed(ILogger logger, Exception fault);

        [LoggerMessage(313, LogLevel.Critical, "The database was put back to an earlier state: {LogId} had {Known} events and has {Actual} now, or others. What came after is missing from the record")]
        public static partial void PutBack(ILogger logger, LogId logId, long known, long actual);
    }
}
