using System.Security.Cryptography;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions.EbuTt;
using LiveSession.Server.Sessions;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>
/// When the process is told to stop: no newcomers; then, where there are other nodes, connections leave one after the other; then no more
/// commands, who is still here is told to come back, and the host closes what is open.
/// </summary>
internal sealed partial class Draining(
    Drain drain, Leaving leaving, SessionBroadcaster broadcaster, ReaderSockets readers, EbuTtSockets ebuTt,
    IOptions<DrainOptions> options, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<Draining> logger) : IHostedService
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
        drain.Close();
        Log.Closed(logger, leaving.Count, options.Value.Notice, options.Value.Spread);
        await Task.Delay(options.Value.Notice, time, CancellationToken.None);
        await leaving.RunAsync(options.Value.Spread);
        drain.Start();
        // Spread over time, so that they do not all arrive at the next node in one second.
        _ = broadcaster.AnnounceClosingAsync(_ => true, () => new ClosingNotice(
            ClosingReason.Stopping, TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(EarliestReturn, LatestReturn))));
        await Task.Delay(Farewell, time, CancellationToken.None);
        _ = ebuTt.CloseAsync();
        _ = readers.CloseAsync();
    }

    private static partial class Log
    {
        [LoggerMessage(160, LogLevel.Information, "Stopping: {Count} connections leave after {Notice}, over {Spread}")]
        public static partial void Closed(ILogger logger, int count, TimeSpan notice, TimeSpan spread);
    }
}
