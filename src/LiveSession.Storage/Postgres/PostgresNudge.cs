using System.Collections.Immutable;
using System.Threading.Channels;
using LiveSession.Core.Log;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>
/// Word between nodes by PostgreSQL's LISTEN and NOTIFY, over one connection of each node. Word is given after the commit and outside of
/// it: inside, the nodes' commits would wait for each other.
/// </summary>
public sealed partial class PostgresNudge : ILogNudge, IAsyncDisposable
{
    private const string Channel = "livesession";
    private const int MostWaiting = 1024;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromMilliseconds(250);

    // Who hears his own word would look for what he knows.
    private readonly string _self = Guid.CreateVersion7().ToString("N");
    private readonly Channel<LogId> _grown = System.Threading.Channels.Channel.CreateBounded<LogId>(
        new BoundedChannelOptions(MostWaiting) { SingleReader = true, FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CancellationTokenSource _stopping = new();
    private readonly PostgresDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lazy<Task> _running;
    private ImmutableArray<Action<LogId?>> _listeners = [];
    private volatile bool _listening;
    private int _disposed;

    /// <summary>Word between the nodes of one archive.</summary>
    public PostgresNudge(PostgresSessionLog archive, ILogger<PostgresNudge> logger, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        (_database, _logger, _time) = (archive.Database, logger, time ?? TimeProvider.System);
        _running = new Lazy<Task>(() => Task.WhenAll(Task.Run(ListenAsync), Task.Run(SpeakAsync)));
    }

    /// <inheritdoc/>
    public bool Listening => _listening;

    /// <inheritdoc/>
    public void Announce(LogId log)
    {
        _ = _running.Value;
        _grown.Writer.TryWrite(log);
    }

    /// <inheritdoc/>
    public IDisposable Subscribe(Action<LogId?> grown)
    {
        ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Add(grown));
        _ = _running.Value;
        return new Subscription(() => ImmutableInterlocked.Update(ref _listeners, listeners => listeners.Remove(grown)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // The container knows it under two names, and lets go of each.
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_running.IsValueCreated)
        {
            await _running.Value.ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private async Task ListenAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(_stopping.Token).ConfigureAwait(false);
            }
            catch (Exception e) when (!_stopping.IsCancellationRequested)
            {
                Deafen(e);
                await Task.Delay(TryAgainAfter, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (Exception)
            {
                return; // Stopping.
            }
        }
    }

    private async Task ListenAsync(CancellationToken cancellationToken)
    {
        var connection = await _database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var _ = connection.ConfigureAwait(false);
        connection.Notification += (_, heard) => Hear(heard.Payload);
        await connection.ExecuteAsync($"LISTEN {Channel}", cancellationToken).ConfigureAwait(false);
        _listening = true;
        Tell(null);
        try
        {
            while (true)
            {
                // A connection that is silent for a while is asked whether it is still there.
                if (!await connection.WaitAsync(Silence, cancellationToken).ConfigureAwait(false))
                {
                    await AskAsync(connection, cancellationToken).ConfigureAwait(false);
                }
            }
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            // At once: to close a connection to a server that hangs takes its time.
            Deafen(e);
            throw;
        }
    }

    // With a patience of its own: what is given up beside the question leaves a connection that cannot be closed.
    private async Task AskAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        using var question = connection.CreateCommand();
        (question.CommandText, question.CommandTimeout) = ("SELECT", (int)Silence.TotalSeconds);
        await question.ExecuteNonQueryAsync(cancellationToken).WaitAsync(2 * Silence, _time, cancellationToken).ConfigureAwait(false);
    }

    private void Deafen(Exception fault)
    {
        if (_listening)
        {
            Log.Deaf(_logger, PostgresFaults.Explain(fault).Reason);
        }

        _listening = false;
    }

    private async Task SpeakAsync()
    {
        try
        {
            while (await _grown.Reader.WaitToReadAsync(_stopping.Token).ConfigureAwait(false))
            {
                var logs = new HashSet<string>();
                while (_grown.Reader.TryRead(out var log))
                {
                    logs.Add($"{_self} {log}");
                }

                await SpeakAsync([.. logs]).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task SpeakAsync(string[] words)
    {
        try
        {
            await _database.UseInTimeAsync(
                async stop =>
                {
                    await using var connection = await _database.OpenAsync(stop).ConfigureAwait(false);
                    await using var command = connection.Prepare($"SELECT pg_notify('{Channel}', word) FROM unnest($1) AS word", (object)words);
                    return await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
                },
                _stopping.Token).ConfigureAwait(false);
        }
        catch (LogUnavailableException e)
        {
            Log.Mute(_logger, words.Length, e.Reason);
        }
    }

    private void Hear(string payload)
    {
        if (payload.Split(' ') is [var who, var log] && who != _self)
        {
            Tell(new LogId(log));
        }
    }

    private void Tell(LogId? log)
    {
        foreach (var listener in _listeners)
        {
            try
            {
                listener(log);
            }
            catch (Exception e)
            {
                Log.ListenerFailed(_logger, e);
            }
        }
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        private Action? _end = end;

        public void Dispose() => Interlocked.Exchange(ref _end, null)?.Invoke();
    }

    private static partial class Log
    {
        [LoggerMessage(321, LogLevel.Warning, "Word of other nodes does not get through: {Reason}. The archive is looked at instead")]
        public static partial void Deaf(ILogger logger, string reason);

        [LoggerMessage(322, LogLevel.Warning, "Other nodes could not be told that {Count} logs have grown: {Reason}. They look by themselves")]
        public static partial void Mute(ILogger logger, int count, string reason);

        [LoggerMessage(323, LogLevel.Error, "A listener to word of other nodes failed")]
        public static partial void ListenerFailed(ILogger logger, Exception exception);
    }
}
