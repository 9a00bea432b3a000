using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>
/// Reading a log may take as long as it is long; but people who gave a command are told when the store gives no sign meanwhile. What was
/// answered so is not decided any more.
/// </summary>
internal sealed partial class LogWriter<TState>
{
    private static readonly CommandResult NoSign = CommandResult.Refused(Rejections.ArchiveUnavailable("the database does not answer"));

    private long _signAt;

    private async Task WatchAsync(Task reading, IReadOnlyList<PendingCommand> batch)
    {
        if (log.AnswersWithin is { } limit)
        {
            Sign();
            while (!reading.IsCompleted)
            {
                await WaitAsync(reading, limit - time.GetElapsedTime(Volatile.Read(ref _signAt)));
                if (!reading.IsCompleted && time.GetElapsedTime(Volatile.Read(ref _signAt)) >= limit)
                {
                    watch.Failed();
                    AnswerAll([.. batch, .. TakeBatch()], NoSign);
                    Sign();
                }
            }
        }

        await reading;
    }

    private async Task WaitAsync(Task reading, TimeSpan limit)
    {
        try
        {
            await reading.WaitAsync(limit > TimeSpan.Zero ? limit : TimeSpan.Zero, time);
        }
        catch (Exception) when (!reading.IsCompletedSuccessfully)
        {
            // Time is up, or the reading failed: that is for whoever reads.
        }
    }

    private async IAsyncEnumerable<LoggedEvent> ReadAsync(long after)
    {
        await foreach (var happened in log.ReadAsync(id, after))
        {
            Sign();
            yield return happened;
        }
    }

    private void Sign() => Volatile.Write(ref _signAt, time.GetTimestamp());
}
