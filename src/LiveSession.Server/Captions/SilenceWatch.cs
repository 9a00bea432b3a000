using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Server.Log;

namespace LiveSession.Server.Captions;

/// <summary>Looks four times a second whether somebody speaks and no caption comes, so that everybody concerned is told within a second.</summary>
internal sealed class SilenceWatch(LogWriters<SessionState> sessions, CaptionPulse pulse, ISessionFeed feed, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(Happened);
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                foreach (var (log, state) in sessions.LoadedLogs)
                {
                    pulse.Look(log.Session!.Value, state);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Session is { } session)
        {
            foreach (var line in events.Select(happened => happened.Event).OfType<CaptionLineAdded>())
            {
                pulse.Heard(session, line.Track, line.Text, line: true);
            }
        }
    }
}
