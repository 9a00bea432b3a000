using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using LiveSession.Core.Log;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace LiveSession.Storage.Postgres;

/// <summary>
/// All logs in one PostgreSQL database, for as many nodes as there are. It is connected to at the first call and may come and go: each
/// call says how it stands.
/// </summary>
public sealed class PostgresSessionLog : ISessionLog, IAsyncDisposable
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromMilliseconds(500);

    private readonly PostgresReader _reader;
    private readonly PostgresWriter _writer;
    private readonly LogMetrics _metrics;

    /// <summary>The logs in the database that the options name.</summary>
    public PostgresSessionLog(IOptions<PostgresOptions> options, LogMetrics metrics, ILogger<PostgresSessionLog> logger, TimeProvider? time = null)
        : this(new PostgresDatabase(options.Value, time ?? TimeProvider.System, metrics, logger), metrics, logger)
    {
    }

    /// <summary>The logs in a database.</summary>
    public PostgresSessionLog(string connection)
        : this(new PostgresOptions { Connection = connection }, new LogMetrics(), NullLogger.Instance)
    {
    }

    internal PostgresSessionLog(PostgresOptions options, LogMetrics metrics, ILogger logger)
        : this(new PostgresDatabase(options, TimeProvider.System, metrics, logger), metrics, logger)
    {
    }

    internal PostgresSessionLog(PostgresDatabase database, LogMetrics metrics, ILogger logger)
    {
        (Database, _metrics) = (database, metrics);
        _reader = new PostgresReader(database);
        _writer = new PostgresWriter(database, metrics, logger);
    }

    /// <summary>Which database, for an operator: its name, its server and the user.</summary>
    public string Place => Database.Place;

    /// <summary>The database itself, for what else is kept there.</summary>
    internal PostgresDatabase Database { get; }

    /// <inheritdoc/>
    public TimeSpan? AnswersWithin => Database.WriteWithin;

    /// <summary>Connects, makes the tables where they are not there, and looks whether they can be written to, with the patience of a start.</summary>
    /// <exception cref="LogUnavailableException">In words why not.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                await Database.UseAsync(
                    async stop =>
                    {
                        await using var connection = await Database.OpenWriterAsync(stop).ConfigureAwait(false);
                        return await PostgresAppends.CommitAsync(connection, [], stop).ConfigureAwait(false);
                    },
                    cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (LogUnavailableException e) when (PostgresFaults.IsPassing(e) && Stopwatch.GetElapsedTime(started) < Database.ReadWithin)
            {
                // A database that starts together with its nodes refuses them at first.
                await Task.Delay(AgainAfter, Database.Time, cancellationToken).ConfigureAwait(false);
            }
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
        return turn.Appended!.Decode();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<LoggedEvent> ReadAsync(
        LogId log, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (sequence, stored) in _reader.ReadAsync(log, after, cancellationToken).ConfigureAwait(false))
        {
            yield return Decode(log, sequence, stored);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<StoredEvent> ReadStoredAsync(
        LogId log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var (_, stored) in _reader.ReadAsync(log, 0, cancellationToken).ConfigureAwait(false))
        {
            yield return stored;
        }
    }

    /// <inheritdoc/>
    public async Task<LogHead?> FindHeadAsync(LogId log, CancellationToken cancellationToken = default) =>
        (await _reader.FindHeadsAsync([log], cancellationToken).ConfigureAwait(false)).GetValueOrDefault(log);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<LogId, LogHead>> FindHeadsAsync(
        IReadOnlyCollection<LogId> logs, CancellationToken cancellationToken = default) =>
        await _reader.FindHeadsAsync(logs, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LogId>> ListAsync(CancellationToken cancellationToken = default) =>
        await _reader.ListAsync(cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task CheckAsync(CancellationToken cancellationToken = default) => _writer.TakeTurnAsync(new CheckTurn(), cancellationToken);

    /// <summary>Finishes the appends that are queued, then closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _writer.DisposeAsync().ConfigureAwait(false);
        await Database.DisposeAsync().ConfigureAwait(false);
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
}
