using System.Collections.Concurrent;
using System.Text.Json;
using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>
/// How a fold stays right while other nodes append to its log: what they say is taken in where it follows from what is known, in the same
/// turns as this node's own commands; whatever else comes is a reason to read the log.
/// </summary>
internal sealed partial class LogWriter<TState> : IFollowedLog
{
    private const int MostOffered = 1_000;

    private readonly ConcurrentQueue<IReadOnlyList<StoredEvent>> _offered = new();
    private readonly ConcurrentQueue<TaskCompletionSource> _waiting = new();
    private readonly Lock _loadingLock = new();
    private Task<TState>? _loading;
    private volatile Fold? _fold;
    private int _behind;

    /// <summary>The fold of what is durable; reads the log the first time.</summary>
    public ValueTask<TState> StateAsync() => _fold is { } fold ? ValueTask.FromResult(fold.State) : new(LoadAsync());

    /// <summary>The fold of what is durable, where it was read already.</summary>
    public TState? StateIfLoaded => _fold?.State;

    public LogId Id => id;

    public LogHead? Head => _fold is { State.Cursor: var cursor, Hash: var hash } ? new LogHead(new LogPosition(cursor.Epoch, cursor.Sequence), hash) : null;

    public void Offer(IReadOnlyList<StoredEvent> events)
    {
        if (Volatile.Read(ref _loading) is null)
        {
            return; // It is read when somebody first wants it.
        }

        if (_offered.Count < MostOffered)
        {
            _offered.Enqueue(events);
        }
        else
        {
            FallBehind();
        }

        Wake();
    }

    public void LookAgain()
    {
        if (Volatile.Read(ref _loading) is not null)
        {
            Volatile.Write(ref _behind, 1);
            Wake();
        }
    }

    /// <summary>The fold as it is once the store was asked: for somebody who knows of more than it has.</summary>
    public async ValueTask<TState> FreshStateAsync()
    {
        await StateAsync();
        var looked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(looked);
        LookAgain();
        await looked.Task;
        return await StateAsync();
    }

    private bool HasNews => !_offered.IsEmpty || Volatile.Read(ref _behind) == 1;

    // Never fails: what cannot be read now is missed again, and read then.
    private async Task TakeInOthersAsync()
    {
        var looked = new List<TaskCompletionSource>();
        try
        {
            await StateAsync();
            while (_offered.TryDequeue(out var events))
            {
                carrier.Judged(id, Judge(events));
            }

            while (_waiting.TryDequeue(out var waiting))
            {
                looked.Add(waiting);
            }

            if (Interlocked.Exchange(ref _behind, 0) == 1)
            {
                await CatchUpAsync();
            }

            looked.ForEach(waiting => waiting.TrySetResult());
        }
        catch (Exception e)
        {
            _offered.Clear();
            Volatile.Write(ref _behind, 0);
            looked.ForEach(waiting => waiting.TrySetException(e));
        }
    }

    private FeedOutcome Judge(IReadOnlyList<StoredEvent> offered)
    {
        var (state, hash) = _fold!;
        var news = new List<LoggedEvent>(offered.Count);
        foreach (var stored in offered)
        {
            if (Read(stored) is not { } happened || happened.Log != id)
            {
                return FeedOutcome.Foreign;
            }

            var (epoch, sequence) = (happened.Position.Epoch, happened.Position.Sequence);
            if (epoch == state.Cursor.Epoch && sequence <= state.Cursor.Sequence)
            {
                continue;
            }

            if (sequence != state.Cursor.Sequence + news.Count + 1 || (state.Cursor.Sequence > 0 && epoch != state.Cursor.Epoch))
            {
                FallBehind();
                return FeedOutcome.Gap;
            }

            hash = HashChain.Next(hash, stored.Canonical.Span);
            if (hash != stored.Hash)
            {
                FallBehind();
                return FeedOutcome.Foreign;
            }

            news.Add(happened);
        }

        TakeIn(news);
        return news.Count > 0 ? FeedOutcome.Taken : FeedOutcome.Known;
    }

    private static LoggedEvent? Read(StoredEvent stored)
    {
        try
        {
            return EventCodec.Decode(stored);
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException)
        {
            return null;
        }
    }

    private void FallBehind() => Volatile.Write(ref _behind, 1);

    private Task<TState> LoadAsync()
    {
        lock (_loadingLock)
        {
            // One reading serves all who wait for it; one that failed is begun again.
            return _loading = _loading is null or { IsFaulted: true } ? ReadAllAsync() : _loading;
        }
    }

    private async Task<TState> ReadAllAsync()
    {
        var fold = Fold.Empty;
        await foreach (var happened in ReadAsync(after: 0))
        {
            fold = fold.Apply(happened);
        }

        return (_fold = fold).State;
    }

    // The last event that is known is read again with those after it: a log that was put back from a backup does not have it any more.
    private async Task CatchUpAsync()
    {
        await StateAsync();
        var known = Head;
        var (events, begin) = (new List<LoggedEvent>(), known is { Position.Sequence: > 0 } ? known.Position.Sequence - 1 : 0);
        await foreach (var happened in ReadAsync(begin))
        {
            events.Add(happened);
        }

        if (known is null or { Position.Sequence: 0 })
        {
            TakeIn(events);
        }
        else if (events is [var last, .. var missed] && last.Hash == known.Hash)
        {
            TakeIn(missed);
        }
        else
        {
            await BeginAgainAsync(known);
        }
    }

    private async Task BeginAgainAsync(LogHead known)
    {
        // The first node that finds out begins another epoch, so that nobody takes the events to come for those that were lost.
        if (await LogRestoration.BeginEpochAsync(log, id, known.Position.Epoch, time) is { } left)
        {
            watch.PutBack(id, known.Position.Sequence, left);
        }

        var events = new List<LoggedEvent>();
        await foreach (var happened in ReadAsync(after: 0))
        {
            events.Add(happened);
        }

        _fold = events.Aggregate(Fold.Empty, (fold, happened) => fold.Apply(happened));
        carrier.Judged(id, FeedOutcome.Gap);
        // Readers of a session see that the position is not theirs and take a snapshot; indexes of meetings learn all of it again.
        if (events.Count > 0)
        {
            Publish(id.Session is null ? events : [events[^1]]);
        }
    }

    private void TakeIn(IReadOnlyList<LoggedEvent> events)
    {
        if (events.Count > 0)
        {
            _fold = events.Aggregate(_fold!, (fold, happened) => fold.Apply(happened));
            Publish(events);
        }
    }

    // What is published together is of one epoch.
    private void Publish(IReadOnlyList<LoggedEvent> events)
    {
        foreach (var epoch in events.GroupBy(happened => happened.Position.Epoch))
        {
            feed.Publish(id, [.. epoch]);
        }
    }

    private sealed record Fold(TState State, string Hash)
    {
        public static Fold Empty { get; } = new(TState.Empty, HashChain.Start);

        public Fold Apply(LoggedEvent happened) => new(State.Apply(happened), happened.Hash);
    }
}
