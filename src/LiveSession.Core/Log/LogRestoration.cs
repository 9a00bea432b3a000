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
            if (await log.FindHeadAsync(one, cancellationToken).ConfigureAwait(false) is { } head)
            {
                await BeginEpochAsync(log, one, head.Position.Epoch, time, cancellationToken).ConfigureAwait(false);
            }
        }

        return logs.Count;
    }

    /// <summary>Begins another epoch of one log where it ends, unless another node has begun one already.</summary>
    /// <param name="log">The store.</param>
    /// <param name="one">The log; nothing is done where there is none.</param>
    /// <param name="former">The epoch that is over.</param>
    /// <param name="time">Says when that was found.</param>
    /// <param name="cancellationToken">Gives up between two attempts.</param>
    /// <returns>How many events are left of the log; null where another node has begun the epoch, and says so.</returns>
    public static async Task<long?> BeginEpochAsync(
        ISessionLog log, LogId one, Guid former, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(time);
        while (await log.FindHeadAsync(one, cancellationToken).ConfigureAwait(false) is { } head)
        {
            // Epochs are numbered by time: a backup has the same one or an earlier one, what was begun since a later one.
            if (head.Position.Epoch.CompareTo(former) > 0)
            {
                return null;
            }

            try
            {
                await log.AppendAsync(one, head.Position.Sequence, [LogRestored.After(head, time.GetUtcNow())], cancellationToken).ConfigureAwait(false);
                return head.Position.Sequence;
            }
            catch (LogConflictException)
            {
                // Somebody else appended first, perhaps this: look again.
            }
        }

        return 0;
    }
}
