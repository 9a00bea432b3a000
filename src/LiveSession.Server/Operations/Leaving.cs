using System.Security.Cryptography;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;

namespace LiveSession.Server.Operations;

/// <summary>Sends connections away one after the other, so that the nodes which take them up are not stormed.</summary>
internal sealed class Leaving(SessionBroadcaster broadcaster, ReaderSockets readers, OpenConnections connections, Outlets outlets, TimeProvider time)
{
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(250);

    public int Count => connections.Count;

    /// <summary>Done when everybody has been sent away, or at once when nobody is here.</summary>
    public async Task RunAsync(TimeSpan spread)
    {
        string[] hubs = [.. outlets.All.Select(outlet => outlet.Id)];
        HttpContext[] consoles = [.. connections.Consoles];
        if (spread <= TimeSpan.Zero || hubs.Length + consoles.Length == 0)
        {
            return;
        }

        RandomNumberGenerator.Shuffle<string>(hubs);
        RandomNumberGenerator.Shuffle<HttpContext>(consoles);
        var (began, told, closed) = (time.GetTimestamp(), 0, 0);
        while (told < hubs.Length || closed < consoles.Length)
        {
            await Task.Delay(Step, time, CancellationToken.None);
            var share = Math.Min(1, time.GetElapsedTime(began) / spread);
            told = Take(hubs, told, share, batch => _ = SendAwayAsync(batch.ToHashSet(StringComparer.Ordinal)));
            // A console's page loads itself again where the proxy sends it.
            closed = Take(consoles, closed, share, batch => batch.ForEach(connections.Abort));
        }

        await Task.Delay(2 * Farewell, time, CancellationToken.None);
    }

    private static int Take<T>(T[] all, int taken, double share, Action<List<T>> send)
    {
        var until = (int)Math.Ceiling(all.Length * share);
        if (until > taken)
        {
            send([.. all[taken..until]]);
        }

        return until;
    }

    private async Task SendAwayAsync(HashSet<string> ids)
    {
        bool Concerned(IOutlet outlet) => ids.Contains(outlet.Id);
        _ = broadcaster.AnnounceClosingAsync(Concerned, () => new ClosingNotice(ClosingReason.Stopping, TimeSpan.Zero));
        await Task.Delay(Farewell, time, CancellationToken.None);
        await readers.CloseAsync(Concerned);
        broadcaster.Close(Concerned);
    }
}
