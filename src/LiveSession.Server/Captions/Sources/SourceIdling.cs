namespace LiveSession.Server.Captions.Sources;

/// <summary>Finishes lines after a pause, and whatever is begun before the server stops taking commands.</summary>
internal sealed class SourceIdling(SourceDesk desk, IHostApplicationLifetime lifetime, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What is registered last is called first: before the commands stop.
        using var stopping = lifetime.ApplicationStopping.Register(() => desk.FinishIdleAsync(all: true).GetAwaiter().GetResult());
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await desk.FinishIdleAsync(all: false);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }
}
