using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LiveSession.Core.Log;

namespace LiveSession.Testing.Log;

/// <summary>A store that forgets when the test ends, and that fails or stalls when the test says so.</summary>
public sealed class InMemorySessionLog : ISessionLog
{
    private readonly ConcurrentDictionary<LogId, Chain> _logs;
    private readonly Lock _writing = new();
    private readonly ConcurrentQueue<LogUnavailableException> _faultsOnce = new();
    private volatile LogUnavailableException? _fault;
    private volatile TaskCompletionSource? _held;
    private volatile TaskCompletionSource? _readsHeld;

    public InMemorySessionLog()
        : this([])
    {
    }

    private InMemorySessionLog(ConcurrentDictionary<LogId, Chain> logs) => _logs = logs;

    /// <inheritdoc/>
    public TimeSpan? AnswersWithin { get; set; }

    /// <summary>Waited for before each event that is read.</summary>
    public Func<Task>? BeforeEachRead { get; set; }

    /// <summary>Another process on the same store, later.</summary>
    public InMemorySessionLog Reopened() => new(new ConcurrentDictionary<LogId, Chain>(_logs));

    /// <summary>From now on every call fails, until <see cref="Recover"/>.</summary>
    public void FailWith(string reason) => _fault = new LogUnavailableException(reason);

    /// <summary>The next append fails, and only that one.</summary>
    public void FailNextAppendWith(string reason) => _faultsOnce.Enqueue(new LogUnavailableException(reason));

    /// <summary>Puts a log back to its first events, as a backup of that moment would.</summary>
    public void PutBack(LogId log, int events)
    {
        lock (_writing)
        {
            StoredEvent[] stored = [.. _logs[log].Stored.Take(events)];
            _logs[log] = stored is [.., var last] ? new Chain(new LogHead(EventCodec.Decode(last).Position, last.Hash), stored) : Chain.Empty;
        }
    }

    /// <summary>Ends <see cref="FailWith"/>.</summary>
    public void Recover() => _fault = null;

    /// <summary>From now on appends wait, as on a slow disk, until what is returned is disposed.</summary>
    public IDisposable HoldAppends()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _held = held;
        return new Release(() =>
        {
            _held = null;
            held.TrySetResult();
        });
    }

    /// <summary>From now on reads wait, as for a database that hangs, until what is returned is disposed.</summary>
    public IDisposable HoldReads()
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _readsHeld = held;
        return new Release(() =>
        {
            _readsHeld = null;
            held.TrySetResult();
        });
    }

    public async Task<IReadOnlyList<LoggedEvent>> AppendAsync(
        LogId log, LogExpectation? expected, IReadOnlyList<NewEvent> events, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(events);
        ArgumentOutOfRangeException.ThrowIfZero(events.Count, nameof(events));
        await (_held?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        ThrowIfFailing();
        if (_faultsOnce.TryDequeue(out var once))
        {
            throw once;
        }

        lock (_writing)
        {
            var before = _logs.GetValueOrDefault(log, Chain.Empty);
            var chained = ChainedEvents.After(log, before.Head, expected, events);
            StoredEvent[] stored = [.. before.Stored, .. chained.Stored];
            foreach (var tombstone in chained.Tombstones)
            {
                stored[tombstone.Event - 1] = stored[tombstone.Event - 1] with { Canonical = tombstone.Canonical };
            }

            _logs[log] = new Chain(chained.Head, stored);
            return chained.Decode();
        }
    }

    public async IAsyncEnumerable<LoggedEvent> ReadAsync(
        LogId log, long after = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var stored in ReadStoredAsync(log, cancellationToken))
        {
            var happened = EventCodec.Decode(stored);
            if (happened.Position.Sequence > after)
            {
                yield return happened;
            }
        }
    }

    public async IAsyncEnumerable<StoredEvent> ReadStoredAsync(
        LogId log, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        await Task.Yield();
        await (_readsHeld?.Task ?? Task.CompletedTask).WaitAsync(cancellationToken);
        foreach (var stored in _logs.GetValueOrDefault(log, Chain.Empty).Stored)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await (BeforeEachRead?.Invoke() ?? Task.CompletedTask);
            yield return stored;
        }
    }

    public Task<LogHead?> FindHeadAsync(LogId log, CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return Task.FromResult(_logs.GetValueOrDefault(log, Chain.Empty).Head);
    }

    public Task<IReadOnlyList<LogId>> ListAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return Task.FromResult<IReadOnlyList<LogId>>([.. _logs.Keys.OrderBy(log => log.Value, StringComparer.Ordinal)]);
    }

    public Task CheckAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfFailing();
        return Task.CompletedTask;
    }

    private void ThrowIfFailing()
    {
        if (_fault is { } fault)
        {
            throw new LogUnavailableException(fault.Reason);
        }
    }

    private sealed record Chain(LogHead? Head, IReadOnlyList<StoredEvent> Stored)
    {
        public static Chain Empty { get; } = new(null, []);
    }

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
