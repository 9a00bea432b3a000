using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LiveSession.Core.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveSession.Storage.Sqlite;

/// <summary>All logs in one SQLite file. The file is opened at the first call and may come and go: each call says how it stands.</summary>
public sealed partial class SqliteSessionLog : ISessionLog, IAsyncDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteReader _reader;
    private readonly SqliteWriter _writer;
    private readonly LogMetrics _metrics;
    private readonly SqlitePlace _place;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private volatile bool _prepared;

    /// <summary>The logs in the file that the options name.</summary>
    public SqliteSessionLog(IOptions<SqliteOptions> options, LogMetrics metrics, ILogger<SqliteSessionLog> logger, TimeProvider? time = null)
        : this(new SqliteDatabase(options.Value), metrics, logger, time)
    {
    }

    /// <summary>The logs in a file.</summary>
    public SqliteSessionLog(string path)
        : this(new SqliteDatabase(new SqliteOptions { Path = path }), new LogMetrics(), NullLogger.Instance)
    {
    }

    internal SqliteSessionLog(SqliteDatabase database, LogMetrics metrics, ILogger logger, TimeProvider? time = null)
    {
        (_database, _metrics, _logger, _time) = (database, metrics, logger, time ?? TimeProvider.System);
        _place = new SqlitePlace(database.File, _time, logger);
        _reader = new SqliteReader(database);
        _writer = new SqliteWriter(database, metrics, logger);
    }

    /// <summary>
    /// A server begins to use the file: looks whether it can be written, and whether it is the one that was last used here. Where it was put
    /// back from a backup every log goes on in another epoch.
    /// </summary>
    /// <exception cref="LogUnavailableException">In words why it cannot be used.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        var (identity, events) = _reader.FindPlace();
        try
        {
            var moved = _place.IsMoved(identity, events);
            if (moved)
            {
                var logs = await LogRestoration.BeginEpochsAsync(this, _time, cancellationToken).ConfigureAwait(false);
                _metrics.Restored(logs);
                Log.PutBack(_logger, logs, _database.File);
                (_, events) = _reader.FindPlace();
            }

            var now = identity is null || moved ? Guid.CreateVersion7().ToString() : identity;
            _place.Begin(now, events);
            if (now != identity)
            {
                await _writer.TakeTurnAsync(new PlaceTurn(now), cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw SqliteFaults.Explain(e);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LoggedEvent>> AppendAsync(
        LogId log, LogExpectation? expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        var started = Stopwatch.GetTimestamp();
        var turn = new AppendTurn(log, expected, events);
        await _writer.TakeTurnAsync(turn, cancellationToken).ConfigureAwait(false);
        _metrics.Appended(Stopwatch.GetElapsedTime(started));
        _place.Grow(turn.Appended!.Stored.Count);
        return turn.Appended!.Decode();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LoggedEvent> ReadAsync(
        LogId log, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var (sequence, stored) in _reader.ReadAsync(log, after, cancellationToken).ConfigureAwait(false))
        {
            yield return Decode(log, sequence, stored);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadStoredAsync(
        LogId log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        await foreach (var (_, stored) in _reader.ReadAsync(log, 0, cancellationToken).ConfigureAwait(false))
        {
            yield return stored;
        }
    }

    /// <inheritdoc/>
    public async Task<LogHead?> FindHeadAsync(LogId log, CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return _reader.FindHead(log);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogId>> ListAsync(CancellationToken cancellationToken = default)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return _reader.List();
    }

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken = default) =>
        _writer.TakeTurnAsync(new CheckTurn(), cancellationToken);

    /// <summary>The name of a log whose events are there and which is not among the logs; null where all is as it was written.</summary>
    internal async Task<string?> FindUnlistedAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return _reader.FindUnlisted();
    }

    /// <summary>Finishes the appends that are queued, then closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        _database.CloseReaders();
        _place.End();
    }

    /// <summary>Readers find tables to read from: the writer makes them before anybody reads for the first time.</summary>
    private async ValueTask PrepareAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_prepared)
        {
            await _writer.TakeTurnAsync(new PrepareTurn(), cancellationToken).ConfigureAwait(false);
            _prepared = true;
        }
    }

    private static LoggedEvent Decode(LogId log, long sequence, StoredEvent stored)
    {
        try
        {
            return EventCodec.Decode(stored);
        }
        catch (JsonException e)
        {
            throw new LogUnavailableException($"event {sequence} of {log} cannot be read: {e.Message}", e);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(304, LogLevel.Critical, "The archive is not the one that was last used here: it was put back from a backup, or copied ({Place}). Its {Count} logs go on in epochs of their own, and every page is drawn anew. Look whether the record's last events are there")]
        public static partial void PutBack(ILogger logger, int count, string place);
    }
}
