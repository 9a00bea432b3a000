namespace LiveSession.Core.Log;

/// <summary>Gives the logs of an archive that was put back from a backup another epoch, each where it ends.</summary>
public static class LogRestoration
{
    /// <summary>Begins the epochs; stopped in the middle and done again, some logs begin two, which harms nobody.</summary>
    /// <returns>How many logs there are.</returns>
    public static async Task<int> BeginEpochsAsync(ISessionLog log, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(time);
        var logs = await log.ListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var one in logs)
        {
            await BeginEpochAsync(log, one, time, cancellationToken).ConfigureAwait(false);
        }

        return logs.Count;
    }

    private static async Task BeginEpochAsync(ISessionLog log, LogId one, TimeProvider time, CancellationToken cancellationToken)
    {
        while (await log.FindHeadAsync(one, cancellationToken).ConfigureAwait(false) is { } head)
        {
            try
            {
                await log.AppendAsync(one, head.Position.Sequence, [LogRestored.After(head, time.GetUtcNow())], cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (LogConflictException)
            {
                // A server is writing to it: after that, then.
            }
        }
    }
}
