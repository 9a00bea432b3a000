using System.Globalization;
using LiveSession.Core.Log;
using Microsoft.Extensions.Logging;
using Npgsql;
using Polly;

namespace LiveSession.Storage.Postgres;

/// <summary>The database: opens connections to it that keep the promises of the log, and stands between it and its faults.</summary>
internal sealed partial class PostgresDatabase : IAsyncDisposable
{
    private const int WriteBuffer = 64 * 1024;

    // What a node that halts, or whose machine goes without a word, may hold for so long and no longer.
    private const string LetGo =
        """
        SET idle_in_transaction_session_timeout = '5s';
        SET tcp_keepalives_idle = 5;
        SET tcp_keepalives_interval = 2;
        SET tcp_keepalives_count = 3
        """;

    private static readonly TimeSpan AnotherAfter = TimeSpan.FromSeconds(2.5);

    // A host that drops what it is sent must leave time for the next one.
    private static readonly TimeSpan PerHost = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _source;
    private readonly ResiliencePipeline _writing;
    private readonly ResiliencePipeline _reading;
    private readonly SemaphoreSlim _preparing = new(1);
    private readonly TimeProvider _time;
    private readonly LogMetrics _metrics;
    private readonly ILogger _logger;
    private readonly string _patience;
    private string? _identity;
    private volatile bool _prepared;

    public PostgresDatabase(PostgresOptions options, TimeProvider time, LogMetrics metrics, ILogger logger)
    {
        (_time, _metrics, _logger) = (time, metrics, logger);
        var connection = new NpgsqlConnectionStringBuilder(options.Connection);
        connection.ApplicationName ??= "livesession";
        connection.Enlist = false;
        connection.MaxAutoPrepare = 32;
        connection.AutoPrepareMinUsages = 2;
        connection.Timeout = connection.CommandTimeout = (int)Math.Ceiling(options.ReadWithin.TotalSeconds);
        // A server that does not answer will not answer this either: the connection is given up instead.
        connection.CancellationTimeout = -1;
        connection.HostRecheckSeconds = 1;
        // What is sent in one piece arrives whole or not at all: of a larger batch the server would begin the first part, and hold its rows for the rest.
        connection.WriteBufferSize = Math.Max(connection.WriteBufferSize, WriteBuffer);
        // A machine that is gone without a word is noticed by the socket where nothing is asked.
        connection.TcpKeepAlive = true;
        Place = string.Create(CultureInfo.InvariantCulture,
            $"database {connection.Database ?? connection.Username} at {connection.Host}:{connection.Port} as {connection.Username}");
        (WriteWithin, ReadWithin) = (options.WriteWithin, options.ReadWithin);
        _patience = options.WriteWithin.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        var several = connection.Host!.Contains(',', StringComparison.Ordinal);
        if (several)
        {
            connection.Timeout = (int)PerHost.TotalSeconds;
        }

        _source = several
            ? new NpgsqlDataSourceBuilder(connection.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite)
            : NpgsqlDataSource.Create(connection);
        // A connection that died without a sign leaves time for another.
        _writing = PostgresPipeline.Create("postgres-write", options.WriteWithin, options.WriteWithin / 2, time);
        _reading = PostgresPipeline.Create("postgres-read", options.ReadWithin, options.ReadWithin / 3, time);
    }

    /// <summary>Which database, for an operator.</summary>
    public string Place { get; }

    /// <summary>How long somebody in the meeting waits before being told that the database does not answer.</summary>
    public TimeSpan WriteWithin { get; }

    /// <summary>The clock it waits by.</summary>
    public TimeProvider Time => _time;

    /// <summary>How long a start waits.</summary>
    public TimeSpan ReadWithin { get; }

    /// <summary>Uses the database, again where it failed for a moment, and waits as long as a start or a reader may. What is done must bear repetition.</summary>
    /// <exception cref="LogUnavailableException">In words why not.</exception>
    public Task<T> UseAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken) => UseAsync(_reading, use, cancellationToken);

    /// <summary>The same while people wait for the answer.</summary>
    /// <exception cref="LogUnavailableException">In words why not.</exception>
    public Task<T> UseInTimeAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken) => UseAsync(_writing, use, cancellationToken);

    /// <summary>A connection from the pool. The first of all brings the tables up to date.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// A connection for writing, however long that takes within the patience of a start. Whoever has waited long enough leaves it to the
    /// next: a database that is slow to connect to is connected to at some time.
    /// </summary>
    public async Task<NpgsqlConnection> ConnectWriterAsync()
    {
        using var limit = new CancellationTokenSource(ReadWithin, _time);
        var attempts = new List<Task<NpgsqlConnection>> { OpenWriterAsync(limit.Token) };
        if (await Task.WhenAny(attempts[0], Task.Delay(AnotherAfter, _time, limit.Token)).ConfigureAwait(false) != attempts[0])
        {
            // What was sent into the void is sent again only after seconds, when the void may be gone for long: another attempt is through at
            // once then. A database that is merely slow is so for both, and the first one counts.
            attempts.Add(OpenWriterAsync(limit.Token));
        }

        var first = await Task.WhenAny(attempts).ConfigureAwait(false);
        if (!first.IsCompletedSuccessfully && attempts.Count > 1)
        {
            first = attempts.Single(attempt => attempt != first);
        }

        try
        {
            return await first.ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            throw new TimeoutException("No connection was made.", e);
        }
        finally
        {
            await limit.CancelAsync().ConfigureAwait(false);
            foreach (var other in attempts.Where(attempt => attempt != first))
            {
                _ = other.ContinueWith(opened => opened is { Exception: null, IsCanceled: false } ? opened.Result.DisposeAsync().AsTask() : Task.CompletedTask, TaskScheduler.Default);
            }
        }
    }

    /// <summary>A connection for writing: an acknowledged event survives a power cut of the database's machine.</summary>
    public async Task<NpgsqlConnection> OpenWriterAsync(CancellationToken cancellationToken)
    {
        var connection = await OpenAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // What is stronger than "on", such as waiting for a standby to have applied it, is left as the operator set it.
            await connection.ExecuteAsync(
                $"""
                SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') IN ('off', 'local');
                SET default_transaction_isolation = 'read committed';
                SET statement_timeout = {_patience};
                SET lock_timeout = {_patience};
                {LetGo}
                """,
                cancellationToken).ConfigureAwait(false);
            if (await PostgresPlace.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false) is { } identity && identity != _identity)
            {
                await TakeInAsync(connection, identity, cancellationToken).ConfigureAwait(false);
            }

            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync().ConfigureAwait(false);
        _preparing.Dispose();
    }

    private async Task<T> UseAsync<T>(ResiliencePipeline pipeline, Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            return await pipeline.ExecuteAsync(
                async (use, stop) => await ForgetBrokenAsync(use, stop).ConfigureAwait(false), use, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw PostgresFaults.Explain(e);
        }
    }

    private async Task<T> ForgetBrokenAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            // A server that hangs keeps the driver waiting for longer than it was told to; it is left behind then.
            return await use(cancellationToken).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFaults.IsPassing(e))
        {
            // The other connections of the pool are likely to be as dead as this one.
            _source.Clear();
            throw;
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (_prepared)
        {
            return;
        }

        await _preparing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (!_prepared)
            {
                await using var connection = await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
                await connection.ExecuteAsync(LetGo, cancellationToken).ConfigureAwait(false);
                await PostgresSchema.ApplyAsync(connection, cancellationToken).ConfigureAwait(false);
                if (await PostgresPlace.IdentifyAsync(connection, cancellationToken).ConfigureAwait(false) is { } identity)
                {
                    await TakeInAsync(connection, identity, cancellationToken).ConfigureAwait(false);
                }

                _prepared = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }

    private async Task TakeInAsync(NpgsqlConnection connection, string identity, CancellationToken cancellationToken)
    {
        if (await PostgresPlace.TakeInAsync(connection, identity, _time, cancellationToken).ConfigureAwait(false) is > 0 and var logs)
        {
            _metrics.Restored(logs);
            Log.Moved(_logger, logs, Place);
        }

        _identity = identity;
    }

    private static partial class Log
    {
        [LoggerMessage(331, LogLevel.Critical, "The archive is not where it was: it was put back from a backup, copied, or taken over by a standby ({Place}). Its {Count} logs go on in epochs of their own, and every page is drawn anew. Look whether the record's last events are there")]
        public static partial void Moved(ILogger logger, int count, string place);
    }
}
