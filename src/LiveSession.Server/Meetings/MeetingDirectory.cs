using System.Collections.Concurrent;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;
using LiveSession.Server.Captions;
using LiveSession.Server.Log;

namespace LiveSession.Server.Meetings;

/// <summary>Finds meetings by name and sessions by id. All meetings' folds are in memory; sessions' are read when first wanted.</summary>
internal sealed class MeetingDirectory(
    LogWriters<HouseState> houses, LogWriters<MeetingState> meetings, LogWriters<SessionState> sessions, ISessionFeed feed, CaptionPulse pulse, ArchiveWatch watch,
    TimeProvider time) : IHostedService, IDisposable
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<SessionId, MeetingId> _meetingOf = new();
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _subscription;

    public LogWriter<HouseState> House => houses.Of(LogId.House);

    /// <summary>Reads the house and every meeting.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = feed.Subscribe(Learn);
        foreach (var meeting in (await House.StateAsync()).Meetings.Values)
        {
            Learn(await WriterOf(meeting).StateAsync());
        }
    }

    /// <summary>Reads a meeting that this node has just heard of, however long the archive is away meanwhile: what is not taken in now would be unknown until the next start.</summary>
    public async Task TakeInAsync(MeetingId meeting, Action<MeetingState> learn)
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                learn(await WriterOf(meeting).StateAsync());
                return;
            }
            catch (LogUnavailableException)
            {
                await Task.Delay(AgainAfter, time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => _stopping.CancelAsync();

    public void Dispose()
    {
        _subscription?.Dispose();
        _stopping.Dispose();
    }

    public LogWriter<MeetingState> WriterOf(MeetingId meeting) => meetings.Of(LogId.Of(meeting));

    public LogWriter<SessionState> WriterOf(SessionId session) => sessions.Of(LogId.Of(session));

    /// <summary>The meetings there are.</summary>
    public async Task<IReadOnlyList<MeetingState>> ListAsync()
    {
        var found = new List<MeetingState>();
        foreach (var meeting in (await House.StateAsync()).Meetings.Values)
        {
            if (await FindAsync(meeting) is { } state)
            {
                found.Add(state);
            }
        }

        return found;
    }

    /// <summary>The meeting of a short name; null when there is none.</summary>
    public async Task<MeetingState?> FindAsync(string slug) =>
        (await House.StateAsync()).Meetings.TryGetValue(slug, out var meeting) ? await FindAsync(meeting) : null;

    /// <summary>The meeting of an id; null when there is none.</summary>
    public async Task<MeetingState?> FindAsync(MeetingId meeting) =>
        (await House.StateAsync()).Meetings.ContainsValue(meeting) && await WriterOf(meeting).StateAsync() is { Cursor.Sequence: > 0 } state ? state : null;

    /// <summary>A session with its meeting; null when there is none.</summary>
    public async ValueTask<SessionPlace?> FindAsync(SessionId session) =>
        _meetingOf.TryGetValue(session, out var meeting)
        && await WriterOf(meeting).StateAsync() is var state
        && state.Sessions.TryGetValue(session, out var planned)
            ? new SessionPlace(state, planned, WriterOf(session), pulse, watch)
            : null;

    /// <summary>A session by its address; null when there is none.</summary>
    public async Task<SessionPlace?> FindAsync(string slug, int number) =>
        await FindAsync(slug) is { } meeting && meeting.Sessions.Values.FirstOrDefault(planned => planned.Number == number) is { } planned
            ? new SessionPlace(meeting, planned, WriterOf(planned.Id), pulse, watch)
            : null;

    /// <summary>A session as it can be found without waiting: its meeting and its own log must have been read already.</summary>
    public SessionPlace? FindLoaded(SessionId session) =>
        _meetingOf.TryGetValue(session, out var meeting)
        && WriterOf(meeting).StateIfLoaded is { } state
        && state.Sessions.TryGetValue(session, out var planned)
        && WriterOf(session) is { StateIfLoaded: not null } writer
            ? new SessionPlace(state, planned, writer, pulse, watch)
            : null;

    private void Learn(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Meeting is { } meeting)
        {
            foreach (var scheduled in events.Select(happened => happened.Event).OfType<SessionScheduled>())
            {
                _meetingOf[scheduled.Session] = meeting;
            }
        }
        else if (log == LogId.House)
        {
            foreach (var registered in events.Select(happened => happened.Event).OfType<MeetingRegistered>())
            {
                // One that was founded on another node has events already when this one hears of it.
                _ = TakeInAsync(registered.Meeting, Learn);
            }
        }
    }

    private void Learn(MeetingState meeting)
    {
        foreach (var session in meeting.Sessions.Keys)
        {
            _meetingOf[session] = meeting.Id;
        }
    }
}

/// <summary>A session and where it belongs.</summary>
internal sealed record SessionPlace(MeetingState Meeting, PlannedSession Planned, LogWriter<SessionState> Writer, CaptionPulse Pulse, ArchiveWatch Watch)
{
    /// <summary>The session as screens show it.</summary>
    public async ValueTask<SessionView> ViewAsync() => ViewOf(await Writer.StateAsync());

    /// <summary>The same without waiting, where the session was read already.</summary>
    public SessionView? ViewIfLoaded => Writer.StateIfLoaded is { } state ? ViewOf(state) : null;

    /// <summary>The same of a state at hand.</summary>
    public SessionView ViewOf(SessionState state) => SessionViews.ViewOf(state, Meeting, Planned) with
    {
        SilentTracks = [.. Pulse.SilencesOf(Planned.Id).Select(silence => new SilentTrackView(silence.Key, silence.Value))],
        Unrecorded = Watch.Misses(Planned.Id),
    };
}
