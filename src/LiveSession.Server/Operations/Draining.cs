using System.Security.Cryptography;
using LiveSession.Server.Broadcast;

namespace LiveSession.Server.Operations;

/// <summary>When the process is told to stop: no more commands, every connection is told to come back elsewhere, then the host closes them.</summary>
internal sealed class Draining(Drain drain, SessionBroadcaster broadcaster, IHostApplicationLifetime lifetime) : IHostedService
{
    private const int EarliestReturn = 500;
    private const int LatestReturn = 3_000;
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private CancellationTokenRegistration _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _registration = lifetime.ApplicationStopping.Register(() =>
        {
            drain.Start();
            // Spread over time, so that they do not all arrive at the next node in one second.
            var telling = broadcaster.AnnounceClosingAsync(_ => true, () => new ClosingNotice(
                ClosingReason.Stopping, TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(EarliestReturn, LatestReturn))));
            // The web host closes the connections as soon as this returns: what is not written by then is never read.
            Task.WaitAny([telling], Farewell);
        });
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await _registration.DisposeAsync();
}
