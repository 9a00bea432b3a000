using System.Collections.Concurrent;
using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>
/// The one place where a log grows: takes the commands for it in order, decides each on the state the ones before it leave, and
/// appends what they decided as one unit. While that is being made durable the next commands gather, so that the busier a log is
/// the more of its commands share a write. Nothing is acknowledged, shown or folded before it is durable.
/// </summary>
internal sealed class LogWriter<TState>(LogId id, ISessionLog log, ISessionFeed feed, TimeProvider time)
    where TState : class, IFolded<TState>
{
    private const int MostAttempts = 5;
    private const int LargestBatch = 500;

    private readonly ConcurrentQueue<PendingCommand> _pending = new();
    private readonly Lock _loadingLock = new();
    private Task<TState>? _loading;
    private TState? _state;
    private int _draining;

    /// <summary>The fold of what is durable; reads the log the first time.</summary>
    public ValueTask<TState> StateAsync() => _state is { } state ? ValueTask.FromResult(state) : new(LoadAsync());

    /// <summary>The fold of what is durable, where it was read already.</summary>
    public TState? StateIfLoaded => _state;

    /// <summary>Decides a command in its turn and answers once what it decided is durable.</summary>
    /// <param name="command">The client's id of it; a repetition is answered as the first time.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="decide">What comes of it, from the state and the time. Pure: it may be asked again.</param>
    public Task<CommandResult> RunAsync(CommandId command, ParticipantId by, Func<TState, DateTimeOffset, Decision> decide)
    {
        var pending = new PendingCommand(command, by, decide);
        _pending.Enqueue(pending);
        if (Interlocked.Exchange(ref _draining, 1) == 0)
        {
            _ = Task.Run(DrainAsync);
        }

        return pending.Answer.Task;
    }

    private async Task DrainAsync()
    {
        do
        {
            while (TakeBatch() is { Count: > 0 } batch)
            {
                await RunBatchAsync(batch);
            }

            Volatile.Write(ref _draining, 0);
        }
        while (!_pending.IsEmpty && Interlocked.Exchange(ref _draining, 1) == 0);
    }

    private List<PendingCommand> TakeBatch()
    {
        var batch = new List<PendingCommand>();
        while (batch.Count < LargestBatch && _pending.TryDequeue(out var next))
        {
            batch.Add(next);
        }

        return batch;
    }

    private async Task RunBatchAsync(List<PendingCommand> batch)
    {
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    await DecideAndAppendAsync(batch);
                    return;
                }
                catch (LogConflictException) when (attempt < MostAttempts)
                {
                    // Another writer was first: take in what it appended, and decide again on that.
                    await CatchUpAsync();
                }
            }
        }
        catch (LogUnavailableException e)
        {
            AnswerAll(batch, CommandResult.Refused(Rejections.ArchiveUnavailable(e.Reason)));
        }
        catch (Exception e)
        {
            foreach (var pending in batch)
            {
                pending.Answer.TrySetException(e);
            }
        }
    }

    private async Task DecideAndAppendAsync(List<PendingCommand> batch)
    {
        var before = await StateAsync();
        var (ahead, decided, events) = (before, new List<DecidedCommand>(batch.Count), new List<NewEvent>(batch.Count));
        foreach (var pending in batch)
        {
            decided.Add(Decide(pending, ref ahead, events));
        }

        if (events.Count > 0)
        {
            var appended = await log.AppendAsync(id, before.Cursor.Sequence, events);
            TakeIn(appended);
        }

        var epoch = _state!.Cursor.Epoch;
        foreach (var (pending, sequence, decision) in decided)
        {
            pending.Answer.TrySetResult(new CommandResult(
                decision.Rejection is null ? new LogPosition(epoch, sequence) : null, decision.Rejection, decision.Notice));
        }
    }

    private DecidedCommand Decide(PendingCommand pending, ref TState ahead, List<NewEvent> events)
    {
        if (ahead.Cursor.Commands.TryGetValue(pending.Command, out var earlier))
        {
            return earlier.By == pending.By
                ? new(pending, earlier.Sequence, Decision.Accept())
                : new(pending, 0, Rejections.CommandIdTaken);
        }

        // Time in a log never runs backwards, whatever the clock does across a restart.
        var now = time.GetUtcNow();
        var at = now > ahead.Cursor.At ? now : ahead.Cursor.At;
        var decision = pending.Decide(ahead, at);
        foreach (var happened in decision.Events)
        {
            events.Add(new NewEvent(at, pending.By, pending.Command, happened));
            var position = new LogPosition(ahead.Cursor.Epoch, ahead.Cursor.Sequence + 1);
            ahead = ahead.Apply(new LoggedEvent(id, position, at, pending.By, pending.Command, happened, Hash: ""));
        }

        return new(pending, ahead.Cursor.Sequence, decision);
    }

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
        var state = TState.Empty;
        await foreach (var happened in log.ReadAsync(id))
        {
            state = state.Apply(happened);
        }

        return _state = state;
    }

    private async Task CatchUpAsync()
    {
        var missed = new List<LoggedEvent>();
        await foreach (var happened in log.ReadAsync(id, (await StateAsync()).Cursor.Sequence))
        {
            missed.Add(happened);
        }

        TakeIn(missed);
    }

    private void TakeIn(IReadOnlyList<LoggedEvent> events)
    {
        _state = events.Aggregate(_state!, (state, happened) => state.Apply(happened));
        feed.Publish(id, events);
    }

    private static void AnswerAll(List<PendingCommand> batch, CommandResult answer)
    {
        foreach (var pending in batch)
        {
            pending.Answer.TrySetResult(answer);
        }
    }

    private sealed record PendingCommand(CommandId Command, ParticipantId By, Func<TState, DateTimeOffset, Decision> Decide)
    {
        public TaskCompletionSource<CommandResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed record DecidedCommand(PendingCommand Pending, long Sequence, Decision Decision);
}
