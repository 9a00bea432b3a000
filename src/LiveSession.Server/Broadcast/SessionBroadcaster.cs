using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Server.Captions;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Operations;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Broadcast;

/// <summary>The only class that pushes to hub clients: news of sessions, drafts, panels, and word that a connection is about to close.</summary>
internal sealed partial class SessionBroadcaster(
    MeetingDirectory directory,
    ISessionLog log,
    ISessionFeed feed,
    ILogCarrier carrier,
    Outlets outlets,
    PanelRenderer panels,
    CaptionPulse pulse,
    Presence presence,
    IOptions<BroadcastOptions> options,
    Instruments instruments,
    TimeProvider time,
    ILogger<SessionBroadcaster> logger) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SessionId, Audience> _audiences = new();
    private readonly ConcurrentDictionary<string, SessionId> _following = new(StringComparer.Ordinal);

    /// <summary>Tells a captioner what became of a line.</summary>
    public async ValueTask AcknowledgeAsync(string connectionId, CaptionReceipt receipt)
    {
        if (outlets.Find(connectionId) is { } outlet)
        {
            await outlet.WriteAsync(new Publication(new InvocationMessage(nameof(ICaptionClient.Acknowledged), [receipt])));
        }
    }

    /// <summary>Tells connections that they are about to be closed. Who waits for it, waits with a limit: some may not be reading.</summary>
    public Task AnnounceClosingAsync(Func<IOutlet, bool> concerned, Func<ClosingNotice> notice) =>
        Task.WhenAll(outlets.All.Where(concerned).Select(outlet =>
            outlet.WriteAsync(new Publication(new InvocationMessage(nameof(ISessionClient.Closing), [notice()]))).AsTask()));

    /// <summary>Closes connections, whatever transport they came by.</summary>
    public void Close(Func<IOutlet, bool> concerned)
    {
        foreach (var outlet in outlets.All.Where(concerned))
        {
            outlet.Abort();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(Happened);
        using var timer = new PeriodicTimer(Round, time);
        pulse.Changed += FellSilent;
        carrier.Drafted += DraftedElsewhere;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                CutOffStalled();
                KeepDraftsTrue();
                TellWhoIsThere();
                TellWhatIsRecorded();
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        finally
        {
            pulse.Changed -= FellSilent;
            carrier.Drafted -= DraftedElsewhere;
        }
    }

    private Audience AudienceOf(SessionId session) => _audiences.GetOrAdd(session, id => new Audience(
        id, options.Value, time, instruments,
        (track, edit, after) => DraftShown?.Invoke(id, track, edit, after), (track, edit, after) => carrier.Draft(id, track, edit, after)));

    private void Happened(LogId id, IReadOnlyList<LoggedEvent> events)
    {
        instruments.CaptionsIn.Add(events.Count(happened => happened.Event is CaptionLineAdded));
        if (id.Session is { } session && events.Count > 0 && _audiences.TryGetValue(session, out var audience)
            && directory.FindLoaded(session) is { } place)
        {
            Publish(audience, place, events);
        }
        else if (id.Meeting is { } meeting)
        {
            // The programme or the agenda changed: every session of the meeting may look different.
            foreach (var other in _audiences.Values.Where(other => directory.FindLoaded(other.Session)?.Meeting.Id == meeting))
            {
                Refresh(other, directory.FindLoaded(other.Session)!);
            }
        }
    }

    // Or was heard again: nothing of it is in the log, and it shows in the view.
    private void FellSilent(SessionId session)
    {
        if (_audiences.TryGetValue(session, out var audience) && directory.FindLoaded(session) is { } place)
        {
            Refresh(audience, place);
        }
    }

    private void TellWhatIsRecorded()
    {
        foreach (var audience in _audiences.Values)
        {
            if (directory.FindLoaded(audience.Session) is { } place && place.Watch.Misses(audience.Session) != audience.Unrecorded)
            {
                Refresh(audience, place);
            }
        }
    }

    private void Publish(Audience audience, SessionPlace place, IReadOnlyList<LoggedEvent> events)
    {
        var state = place.Writer.StateIfLoaded!;
        foreach (var happened in events)
        {
            if (happened.Event is CaptionLineAdded line)
            {
                audience.DraftsOn(line.Track).Finish(happened.Position.Sequence);
            }
            else if (happened.Event is WentOnTheRecord or SessionSuspended or SessionClosed)
            {
                // What was said off the record leaves the screen with it; and nobody writes on while nothing is said.
                foreach (var (_, draft) in audience.Drafts)
                {
                    draft.Clear(happened.Position);
                }
            }
        }

        if (events.Any(happened => happened.Event is WordsRedacted))
        {
            // Nobody is given the words any more: who has not read that far takes the lines from the log.
            audience.Ring.Forget();
        }

        audience.Publish(new SessionNews(
            events[0].Position.Epoch, events[0].Position.Sequence - 1, [.. events.Select(happened => NewsOf(happened, state))]));
        if (events.Any(happened => happened.Event is not (CaptionLineAdded or CaptionLineCorrected)))
        {
            Refresh(audience, place);
        }
    }

    private void Refresh(Audience audience, SessionPlace place)
    {
        if (place.ViewIfLoaded is { } view)
        {
            audience.Publish(view);
            foreach (var language in audience.Languages)
            {
                _ = PanelsAsync(audience, view, language);
            }
        }
    }

    private async Task<PanelSet?> PanelsAsync(Audience audience, SessionView view, string language)
    {
        if (audience.PanelsIn(language) is { } known && known.Shows(view))
        {
            return known;
        }

        try
        {
            return audience.Publish(language, view, await panels.RenderAsync(view, language));
        }
        catch (Exception e)
        {
            Log.PanelsFailed(logger, view.Id, e);
            return null;
        }
    }

    private void CutOffStalled()
    {
        foreach (var audience in _audiences.Values)
        {
            foreach (var follower in audience.Followers.Where(follower => follower.StalledFor > options.Value.StallLimit))
            {
                Log.CutOff(logger, follower.Outlet.Id, audience.Session, options.Value.StallLimit);
                instruments.CutOff.Add(1);
                Leave(follower.Outlet.Id);
                follower.Outlet.Abort();
            }
        }
    }

    private static NewsItem NewsOf(LoggedEvent happened, SessionState state) => happened.Event switch
    {
        CaptionLineAdded when state.Captions.FindLine(happened.Position.Sequence) is { } line => new NewsItem(SessionViews.ViewOf(line)),
        CaptionLineCorrected corrected => new NewsItem(Correction: new CaptionCorrectionView(corrected.Line, corrected.Text)),
        WordsRedacted redacted when state.Captions.FindLine(redacted.Line) is { } line => new NewsItem(Correction: new CaptionCorrectionView(line.Number, line.Text)),
        _ => new NewsItem(),
    };

    private static partial class Log
    {
        [LoggerMessage(120, LogLevel.Warning, "Connection {Connection} to session {Session} left a message unread for {Limit}: cut off")]
        public static partial void CutOff(ILogger logger, string connection, SessionId session, TimeSpan limit);

        [LoggerMessage(121, LogLevel.Error, "The panels of session {Session} could not be rendered")]
        public static partial void PanelsFailed(ILogger logger, SessionId session, Exception exception);
    }
}
