using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Server.Captions;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
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
    IOptions<BroadcastOptions> options,
    Instruments instruments,
    TimeProvider time,
    ILogger<SessionBroadcaster> logger) : BackgroundService
{
    private static readonly TimeSpan SweepForStalled = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SessionId, Audience> _audiences = new();
    private readonly ConcurrentDictionary<string, SessionId> _following = new(StringComparer.Ordinal);

    /// <summary>Lets a connection follow a session, and tells it what it needs to start from.</summary>
    public async Task<JoinResult> JoinAsync(string connectionId, SessionPlace place, LogPosition? seen, string? language)
    {
        if (outlets.Find(connectionId) is not { } outlet)
        {
            return Refused(Rejections.UnknownSession);
        }

        // Follow first, look second: what happens in between arrives twice, and never not at all.
        await place.Writer.StateAsync();
        var (audience, follower) = Follow(outlet, place.Planned.Id, language, reads: true);
        var state = await place.Writer.StateAsync();
        if (seen?.Epoch == state.Cursor.Epoch && seen.Value.Sequence > state.Cursor.Sequence)
        {
            // It comes from another node, and knows more than this one was told so far.
            state = await place.Writer.FreshStateAsync();
        }

        var view = place.ViewOf(state);
        var missed = await FindMissedAsync(audience, state, seen);
        var lines = missed is null ? Latest(state.Captions, options.Value.SnapshotLines) : [];
        var set = language is null ? null : await PanelsAsync(audience, view, language);
        follower.Has(set);
        return new JoinResult(
            state.Cursor.Position,
            missed,
            lines,
            Earlier: missed is null && lines.Length < state.Captions.Lines.Count,
            set is null ? [] : [.. set.Panels.Select(panel => panel.View)],
            language is null ? view : null,
            [.. audience.Drafts.Select(track => track.Value.Whole).OfType<CaptionDraft>()]);
    }

    /// <summary>Lets a captioner's or chair's connection follow a session's state.</summary>
    public async Task<SessionView> JoinDeskAsync(string connectionId, SessionPlace place)
    {
        await place.Writer.StateAsync();
        if (outlets.Find(connectionId) is { } outlet)
        {
            Follow(outlet, place.Planned.Id, language: null, reads: false);
        }

        return await place.ViewAsync();
    }

    /// <summary>Stops sending to a connection.</summary>
    public void Leave(string connectionId)
    {
        if (_following.TryRemove(connectionId, out var session)
            && _audiences.TryGetValue(session, out var audience) && audience.Remove(connectionId))
        {
            instruments.Followers.Add(-1);
        }
    }

    /// <summary>Shows a line as it is being written. Lossy.</summary>
    public void Draft(SessionId session, string track, CaptionEdit edit)
    {
        instruments.DraftsIn.Add(1);
        if (edit.Text.Length > 0)
        {
            pulse.Heard(session, track);
        }

        // Whoever writes here may have all their readers on other nodes.
        if (directory.FindLoaded(session)?.Writer.StateIfLoaded?.Cursor.Position is { } position)
        {
            AudienceOf(session).DraftsOn(track).Offer(edit, position, passOn: true);
        }
    }

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

    /// <summary>The sessions that were followed here.</summary>
    public IEnumerable<SessionId> Sessions => _audiences.Keys;

    /// <summary>How many connections follow a session here.</summary>
    public int CountFollowers(SessionId session) => _audiences.TryGetValue(session, out var audience) ? audience.Count : 0;

    /// <summary>How many connections read a session here: those who work in it left out.</summary>
    public int CountReaders(SessionId session) =>
        _audiences.TryGetValue(session, out var audience) ? audience.Followers.Count(follower => follower.Reads) : 0;

    /// <summary>How many of those came with a link of somebody's.</summary>
    public int CountNamedReaders(SessionId session) => _audiences.TryGetValue(session, out var audience)
        ? audience.Followers.Count(follower => follower.Reads && follower.Outlet.User?.Identity is { IsAuthenticated: true })
        : 0;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = feed.Subscribe(Happened);
        using var timer = new PeriodicTimer(SweepForStalled, time);
        pulse.Changed += FellSilent;
        carrier.Drafted += DraftedElsewhere;
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                CutOffStalled();
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

    private static JoinResult Refused(Rejection rejection) => new(null, null, [], false, [], null, [], rejection);

    private static ImmutableArray<CaptionLineView> Latest(CaptionState captions, int count) =>
        [.. captions.Lines.Skip(captions.Lines.Count - count).Select(SessionViews.ViewOf)];

    private (Audience Audience, Follower Follower) Follow(IOutlet outlet, SessionId session, string? language, bool reads)
    {
        if (_following.TryGetValue(outlet.Id, out var before) && before != session)
        {
            Leave(outlet.Id);
        }

        var audience = AudienceOf(session);
        if (_following.TryAdd(outlet.Id, session))
        {
            instruments.Followers.Add(1);
        }

        return (audience, audience.Add(outlet, language, reads));
    }

    private Audience AudienceOf(SessionId session) => _audiences.GetOrAdd(session, id => new Audience(
        id, options.Value, time, instruments, (track, edit, after) => carrier.Draft(id, track, edit, after)));

    // Shown where it is of the line that is being written now, as far as this node knows.
    private void DraftedElsewhere(SessionId session, DraftWord word)
    {
        if (!_audiences.TryGetValue(session, out var audience) || directory.FindLoaded(session)?.Writer.StateIfLoaded is not { } state)
        {
            return;
        }

        if (word.After.Epoch != state.Cursor.Epoch
            || state.Captions.Lines.FindLast(line => line.Track == word.Track)?.Number > word.After.Sequence)
        {
            carrier.Judged(LogId.Of(session), FeedOutcome.Late);
            return;
        }

        carrier.Judged(LogId.Of(session), FeedOutcome.Taken);
        if (word.Edit.Text.Length > 0)
        {
            pulse.Heard(session, word.Track);
        }

        audience.DraftsOn(word.Track).Offer(word.Edit, word.After, passOn: false);
    }

    private async Task<SessionNews?> FindMissedAsync(Audience audience, SessionState state, LogPosition? seen)
    {
        if (seen is not { Sequence: >= 0 } position || position.Epoch != state.Cursor.Epoch || position.Sequence > state.Cursor.Sequence
            || state.Cursor.Sequence - position.Sequence > options.Value.MostMissed)
        {
            return null;
        }

        if (audience.Ring.Since(position.Epoch, position.Sequence) is { } recent
            && position.Sequence + recent.Items.Length >= state.Cursor.Sequence)
        {
            return recent with { Items = recent.Items[..(int)(state.Cursor.Sequence - position.Sequence)] };
        }

        var items = ImmutableArray.CreateBuilder<NewsItem>();
        await foreach (var happened in log.ReadAsync(LogId.Of(audience.Session), position.Sequence))
        {
            if (happened.Position.Sequence > state.Cursor.Sequence)
            {
                break;
            }

            items.Add(NewsOf(happened, state));
        }

        return new SessionNews(position.Epoch, position.Sequence, items.ToImmutable());
    }

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

    private void Publish(Audience audience, SessionPlace place, IReadOnlyList<LoggedEvent> events)
    {
        var state = place.Writer.StateIfLoaded!;
        foreach (var happened in events)
        {
            if (happened.Event is CaptionLineAdded line)
            {
                audience.DraftsOn(line.Track).Finish(happened.Position.Sequence);
            }
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
