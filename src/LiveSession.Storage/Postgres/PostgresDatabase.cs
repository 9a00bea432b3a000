using System.Globalization;
using LiveSession.Core.Log;
using Npgsql;
using Polly;

namespace LiveSession.Storage.Postgres;

/// <summary>The database: opens connections to it that keep the promises of the log, and stands between it and its faults.</summary>
internal sealed class PostgresDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly ResiliencePipeline _pipeline;
    private readonly SemaphoreSlim _preparing = new(1);
    private readonly string _patience;
    private volatile bool _prepared;

    public PostgresDatabase(PostgresOptions options, TimeProvider time)
    {
        var connection = new NpgsqlConnectionStringBuilder(options.Connection);
        connection.ApplicationName ??= "livesession";
        connection.Enlist = false;
        connection.MaxAutoPrepare = 32;
        connection.AutoPrepareMinUsages = 2;
        connection.Timeout = (int)Math.Ceiling(options.Timeout.TotalSeconds);
        connection.CommandTimeout = (int)Math.Ceiling(options.Timeout.TotalSeconds);
        // A server that does not answer will not answer this either: the connection is given up instead.
        connection.CancellationTimeout = -1;
        connection.HostRecheckSeconds = 1;
        Place = string.Create(CultureInfo.InvariantCulture,
            $"database {connection.Database ?? connection.Username} at {connection.Host}:{connection.Port} as {connection.Username}");
        _patience = options.Timeout.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture);
        _source = connection.Host!.Contains(',', StringComparison.Ordinal)
            ? new NpgsqlDataSourceBuilder(connection.ConnectionString).BuildMultiHost().WithTargetSession(TargetSessionAttributes.ReadWrite)
            : NpgsqlDataSource.Create(connection);
        _pipeline = PostgresPipeline.Create(options.Timeout, time);
    }

    /// <summary>Which database, for an operator.</summary>
    public string Place { get; }

    /// <summary>Uses the database, again where it failed for a moment. What is done must bear repetition.</summary>
    /// <exception cref="LogUnavailableException">In words why not.</exception>
    public async Task<T> UseAsync<T>(Func<CancellationToken, Task<T>> use, CancellationToken cancellationToken)
    {
        try
        {
            return await _pipeline.ExecuteAsync(
                async (use, stop) => await ForgetBrokenAsync(use, stop).ConfigureAwait(false), use, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            throw PostgresFaults.Explain(e);
        }
    }

    /// <summary>A connection from the pool. The first of all brings the tables up to date.</summary>
    public async Task<NpgsqlConnection> OpenAsync(CancellationToken cancellationToken)
    {
        await PrepareAsync(cancellationToken).ConfigureAwait(false);
        return await _source.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
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
                SET lock_timeout = {_patience}
                """,
                cancellationToken).ConfigureAwait(false);
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
                await PostgresSchema.ApplyAsync(connection, cancellationToken).ConfigureAwait(false);
                _prepared = true;
            }
        }
        finally
        {
            _preparing.Release();
        }
    }
}
