using LiveSession.Cli.Doors;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Cli.Replay;

/// <summary>
/// A server that is away may come back after any time. One that answers, and always with a fault, will not do better: after half a
/// minute of that the fault is the answer.
/// </summary>
internal sealed class FaultLimit(TimeProvider time)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private long? _since;

    public void Clear() => _since = null;

    /// <exception cref="CommandFailedException">It has gone on too long.</exception>
    public void Note(Exception fault)
    {
        if (fault is not HubException)
        {
            _since = null;
            return;
        }

        _since ??= time.GetTimestamp();
        if (time.GetElapsedTime(_since.Value) > Limit)
        {
            throw new CommandFailedException($"The server answers with a fault again and again: {fault.Message}");
        }
    }
}

/// <summary>Which faults of a hub connection pass by themselves.</summary>
internal static class HubFaults
{
    /// <summary>Whether it is worth connecting again.</summary>
    public static bool MayPass(Exception fault) =>
        Patience.IsAway(fault)
        || fault is InvalidOperationException or HubException or System.Net.Sockets.SocketException or ObjectDisposedException
        || fault is AggregateException { InnerExceptions: var inner } && inner.All(MayPass);
}
