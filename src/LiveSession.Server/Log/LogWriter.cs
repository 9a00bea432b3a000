using System.Collections.Concurrent;
using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>
/// The one place where a log grows: takes the commands for it in order, decides each on the state the ones before it leave, and
/// appends what they decided as one unit. While that is being made durable the next commands gather, so that the busier a log is
/// the more of its commands share a write. Nothing is acknowledged, shown or folded before it is durable.
/// </summary>
internal sealed partial class LogWriter<TState>(LogId id, ISessionLog log, ISessionFeed feed, ILogCarrier carrier, ArchiveWatch watch, TimeProvider time)
    where TState : class, IFolded<TState>
{
    // Whoever loses a race knows that somebody else got on: only a great many losses in a row are a fault.
    private const int MostAttempts = 50;
    private const int LargestBatch = 500;

    private readonly ConcurrentQueue<PendingCommand> _pending = new();
    private int _draining;

    /// <summary>Decides a command in its turn and answers once what it decided is durable.</summary>
    /// <param name="command">The client's id of it; a repetition is answered as the first time.</param>
    /// <param name="by">Who sends it.</param>
    /// <param name="decide">What comes of it, from the state and the time. Pure: it may be asked again.</param>
    public Task<CommandResult> RunAsync(CommandId command, ParticipantId by, Func<TState, DateTimeOffset, Decision> decide)
    {
        var pending = new PendingCommand(command, by, decide);
        _pending.Enqueue(pending);
        Wake();
        return pending.Answer.Task;
    }

    private void Wake()
    {
        if (Interlocked.Exchange(ref _draining, 1) == 0)
        {
            _ = Task.Run(DrainAsync);
        }
    }

    private async Task DrainAsync()
    {
        do
        {
            while (HasNews || !_pending.IsEmpty)
            {
                if (HasNews)
                {
                    await WatchAsync(TakeInOthersAsync(), []);
                }

                if (TakeBatch() is { Count: > 0 } batch)
                {
                    await RunBatchAsync(batch);
                }
            }

            Interlocked.Exchange(ref _draining, 0);
        }
        while ((HasNews || !_pending.IsEmpty) && Interlocked.Exchange(ref _draining, 1) == 0);
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
                await WatchAsync(StateAsync().AsTask(), batch);
                try
                {
                    await DecideAndAppendAsync(batch);
                    return;
                }
                catch (LogConflictException) when (attempt < MostAttempts)
                {
                    // Another writer was first: take in what it appended, and decide again on that.
                    await WatchAsync(CatchUpAsync(), batch);
                }
            }
        }
        catch (LogUnavailableException e)
        {
            watch.Failed();
            // Who came meanwhile has waited as long, and is not to wait for the same again.
            AnswerAll([.. batch, .. TakeBatch()], CommandResult.Refused(Rejections.ArchiveUnavailable(e.Reason)));
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
        var (before, hash) = _fold!;
        var (ahead, decided, events) = (before, new List<DecidedCommand>(batch.Count), new List<NewEvent>(batch.Count));
        // Who was told that nothing was recorded is right about that.
        foreach (var pending in batch.Where(pending => !pending.Answer.Task.IsCompleted))
        {
            decided.Add(Decide(pending, ref ahead, events));
        }

        if (events.Count > 0)
        {
            var appended = await log.AppendAsync(id, new LogExpectation(before.Cursor.Sequence, hash), events);
            watch.Written();
            TakeIn(appended);
            carrier.Publish(id, appended);
        }

        var epoch = _fold!.State.Cursor.Epoch;
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
