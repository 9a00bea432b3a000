namespace LiveSession.Server.Captions.Steno;

/// <content>
/// Hands a port to one source, on however many nodes. Sources of two meetings stand in two logs, so no log can decide it: whoever hands a port out
/// first lets the source in and then looks at all logs, and gives way where another source has the port. Of two that do so at once, the later
/// one to let in sees the other; both may.
/// </content>
internal sealed partial class StenoPorts
{
    private const int MostAttempts = 10;

    /// <summary>Hands out a port that no other source has; a refusal when there is none.</summary>
    /// <param name="letIn">Lets a source in with the port.</param>
    /// <param name="withdraw">Withdraws it.</param>
    public async Task<(int? Port, Rejection? Refusal)> HandOutAsync(
        Func<CaptionSourceId, int, Task<Rejection?>> letIn, Func<CaptionSourceId, Task<Rejection?>> withdraw)
    {
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            if (Reserve(among: attempt == 0 ? 1 : int.MaxValue) is not { } port)
            {
                break;
            }

            var source = CaptionSourceId.New();
            if (await letIn(source, port) is { } refusal)
            {
                Release(port);
                return (null, refusal);
            }

            if (!await IsAnothersAsync(source, port))
            {
                return (port, null);
            }

            await withdraw(source);
        }

        return (null, IsOffered ? Rejections.NoStenoPort : Rejections.StenoOff);
    }

    /// <summary>Takes a port that nobody has, as far as this node knows; null when there is none.</summary>
    /// <param name="among">One of so many, the lowest; after a collision not the same that the other tries next.</param>
    public int? Reserve(int among = 1)
    {
        lock (_lock)
        {
            var free = _options.PortNumbers.Where(port => !_taken.Contains(port)).Take(among).ToArray();
            var port = free.Length > 0 ? free[Random.Shared.Next(free.Length)] : (int?)null;
            return port is { } number && _taken.Add(number) ? number : null;
        }
    }

    private void Release(int port)
    {
        lock (_lock)
        {
            _taken.Remove(port);
        }
    }

    // The archive is asked, not what this node remembers of it.
    private async Task<bool> IsAnothersAsync(CaptionSourceId source, int port)
    {
        foreach (var meeting in (await _directory.House.FreshStateAsync()).Meetings.Values)
        {
            var sources = (await _directory.WriterOf(meeting).FreshStateAsync()).CaptionSources.All.Values;
            foreach (var other in sources.Where(other => other.Id != source && other.Port == port && other.RevokedAt is null))
            {
                if ((await _directory.WriterOf(other.Session).FreshStateAsync()).Phase is not SessionPhase.Closed)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
