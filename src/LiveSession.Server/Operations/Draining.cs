using System.Security.Cryptography;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions.EbuTt;
using LiveSession.Server.Sessions;

namespace LiveSession.Server.Operations;

/// <summary>When the process is told to stop: no more commands, every connection is told to come back elsewhere, then the host closes them.</summary>
internal sealed class Draining(
    Drain drain, SessionBroadcaster broadcaster, ReaderSockets readers, EbuTtSockets ebuTt, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedService
{
    private const int EarliestReturn = 500;
    private const int LatestReturn = 3_000;
    private static readonly TimeSpan Farewell = TimeSpan.FromMilliseconds(500);

    private CancellationTokenRegistration _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // What is registered last is called first: SignalR closes its connections in a call of its own, after this one returns.
        _registration = lifetime.ApplicationStopping.Register(() => SendAwayAsync().GetAwaiter().GetResult());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) => await _registration.DisposeAsync();

    private async Task SendAwayAsync()
    {
        drain.Start();
        // Spread over time, so that they do not all arrive at the next node in one second.
        _ = broadcaster.AnnounceClosingAsync(_ => true, () => new ClosingNotice(
            ClosingReason.Stopping, TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(EarliestReturn, LatestReturn))));
        await Task.Delay(Farewell, time, CancellationToken.None);
        _ = ebuTt.CloseAsync();
        _ = readers.CloseAsync();
    }
}
