using LiveSession.Core.Log;

namespace LiveSession.Server.Log;

/// <summary>Something that is told of all that happens, from the start of the server until it is let go.</summary>
internal abstract class FeedListener(ISessionFeed feed) : IHostedService, IDisposable
{
    private IDisposable? _subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Happened);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _subscription?.Dispose();

    /// <summary>Called in order for each log; must not block.</summary>
    protected abstract void Happened(LogId log, IReadOnlyList<LoggedEvent> events);
}
