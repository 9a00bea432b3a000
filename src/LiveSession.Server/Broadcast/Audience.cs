using System.Collections.Concurrent;
using System.Diagnostics;
using LiveSession.Server.Operations;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Broadcast;

/// <summary>The connections that follow one session, and what there is to send them: the ring of news, the latest view and panels, the drafts.</summary>
internal sealed class Audience(
    SessionId session, BroadcastOptions options, TimeProvider time, Instruments instruments,
    Action<string, CaptionEdit, long> shown, Action<string, CaptionEdit, LogPosition> passOn) : IDisposable
{
    private readonly ConcurrentDictionary<string, Follower> _followers = new(StringComparer.Ordinal);
    private readonly Lock _draftLock = new();
    private readonly Lock _backlogLock = new();
    private readonly Lock _presenceLock = new();
    private readonly ConcurrentDictionary<string, PanelSet> _panels = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (PanelSet Set, JoinResult Result)> _snapshots = new(StringComparer.Ordinal);
    private ImmutableArray<KeyValuePair<string, DraftTrack>> _drafts = [];
    private Task<SessionNews> _backlog = Task.FromResult<SessionNews>(null!);
    private volatile VersionedView _view = new(0, null!);
    private volatile PresenceState _presence = PresenceState.Unknown;
    private long _publishedAt;
    private long _panelVersion;
    private int _sweeping;

    public SessionId Session { get; } = session;

    public NewsRing Ring { get; } = new(options.Ring);

    public VersionedView View => _view;

    /// <summary>Whether what is written is not recorded, as it was last published.</summary>
    public bool Unrecorded { get; private set; }

    /// <summary>Who follows, for the desks.</summary>
    public PresenceState Presence => _presence;

    /// <summary>The tracks somebody wrote on. Looked through for every reader and message, so a plain list.</summary>
    public ImmutableArray<KeyValuePair<string, DraftTrack>> Drafts => _drafts;

    public IEnumerable<Follower> Followers => _followers.Values;

    public int Count => _followers.Count;

    /// <summary>The languages in which panels are wanted.</summary>
    public IEnumerable<string> Languages => _followers.Values.Select(follower => follower.Language).OfType<string>().Distinct();

    /// <summary>A language's panels as they were last rendered; null when nobody wanted them yet.</summary>
    public PanelSet? PanelsIn(string language) => _panels.GetValueOrDefault(language);

    /// <summary>Adds a connection. From now on it gets what is published; joining again starts it afresh.</summary>
    public Follower Add(IOutlet outlet, string? language, Reading reading, bool first) =>
        _followers[outlet.Id] = new Follower(outlet, this, language, reading, first, instruments);

    public bool Remove(string connectionId) => _followers.TryRemove(connectionId, out _);

    /// <summary>
    /// What a reader who comes now starts from: the same for everybody who comes while nothing happens, so it is made for the first of
    /// them. Programs that take data get their own: the state they get is not looked at here.
    /// </summary>
    public JoinResult Snapshot(string? language, LogPosition? position, PanelSet? set, ImmutableArray<CaptionDraft> drafts, Func<JoinResult> make)
    {
        if (language is null || set is null)
        {
            return make();
        }

        if (_snapshots.TryGetValue(language, out var known) && ReferenceEquals(known.Set, set)
            && known.Result.Position == position && known.Result.Drafts.SequenceEqual(drafts))
        {
            return known.Result;
        }

        var made = make();
        _snapshots[language] = (set, made);
        return made;
    }

    /// <summary>
    /// The latest events as they were read from the log for somebody who returned. When a server comes back, all its readers do, and
    /// each has missed nearly the same: it is read for the first of them.
    /// </summary>
    /// <param name="serves">Whether what was read before will do.</param>
    /// <param name="read">Reads it anew.</param>
    public Task<SessionNews> BacklogAsync(Func<SessionNews, bool> serves, Func<Task<SessionNews>> read)
    {
        lock (_backlogLock)
        {
            if (_backlog.IsCompleted && !(_backlog.IsCompletedSuccessfully && _backlog.Result is { } known && serves(known)))
            {
                _backlog = read();
            }

            return _backlog;
        }
    }

    public DraftTrack DraftsOn(string track)
    {
        lock (_draftLock)
        {
            if (_drafts.FirstOrDefault(known => known.Key == track).Value is { } found)
            {
                return found;
            }

            var fresh = new DraftTrack(
                track, options.DraftInterval, time, Sweep, (edit, after) => shown(track, edit, after), (edit, after) => passOn(track, edit, after));
            _drafts = _drafts.Add(KeyValuePair.Create(track, fresh));
            return fresh;
        }
    }

    /// <summary>Publishes events that became durable together.</summary>
    public void Publish(SessionNews news)
    {
        Interlocked.CompareExchange(ref _publishedAt, Stopwatch.GetTimestamp(), 0);
        Ring.Add(new NewsEntry(news, new Publication(new InvocationMessage(nameof(ISessionClient.Happened), [news]))));
        Sweep();
    }

    /// <summary>Publishes the session's state; only the latest is ever sent.</summary>
    public void Publish(SessionView view)
    {
        Unrecorded = view.Unrecorded;
        _view = new VersionedView(_view.Version + 1, new Publication(new InvocationMessage(nameof(ISessionClient.Changed), [view])));
        Sweep();
    }

    /// <summary>Publishes who follows, where that is news.</summary>
    public void Publish(PresenceView presence)
    {
        lock (_presenceLock)
        {
            if (presence.Looks(_presence.View))
            {
                return;
            }

            _presence = _presence.Next(presence);
        }

        Sweep();
    }

    /// <summary>Publishes a language's panels. A panel that looks as before keeps its version and is not sent again.</summary>
    public PanelSet Publish(string language, SessionView view, ImmutableArray<PanelView> panels)
    {
        var set = _panels.AddOrUpdate(language, _ => SetOf(view, panels, null), (_, before) => SetOf(view, panels, before));
        Sweep();
        return set;
    }

    public void Dispose()
    {
        foreach (var (_, draft) in _drafts)
        {
            draft.Dispose();
        }
    }

    // One sweep at a time, away from the thread that publishes: the log must not wait for two thousand readers.
    private void Sweep()
    {
        if (Interlocked.Exchange(ref _sweeping, 2) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.RunSweep(), this, preferLocal: false);
        }
    }

    private void RunSweep()
    {
        do
        {
            Volatile.Write(ref _sweeping, 1);
            var publishedAt = Interlocked.Exchange(ref _publishedAt, 0);
            // Counted once for all: the counter would cost more than many a look at a reader.
            var delivered = 0;
            foreach (var (_, follower) in _followers)
            {
                delivered += follower.Wake();
            }

            instruments.Delivered.Add(delivered);
            if (publishedAt != 0 && !_followers.IsEmpty)
            {
                instruments.Delivery.Record(Stopwatch.GetElapsedTime(publishedAt).TotalSeconds);
            }
        }
        while (Interlocked.CompareExchange(ref _sweeping, 0, 1) != 1);
    }

    // Renderings may finish in another order than they began: the older one is dropped.
    private PanelSet SetOf(SessionView view, ImmutableArray<PanelView> panels, PanelSet? before) =>
        before?.View.Position?.Sequence > view.Position?.Sequence
            ? before
            : new PanelSet(view, [.. panels.Select(panel => before?.Panels.FirstOrDefault(known => known.View.Name == panel.Name) is { } known
                && known.View.Html == panel.Html
                    ? known
                    : new RenderedPanel(
                        panel, Interlocked.Increment(ref _panelVersion), new Publication(new InvocationMessage(nameof(ISessionClient.PanelChanged), [panel]))))]);
}

/// <summary>The session's state, ready to be sent.</summary>
internal sealed record VersionedView(long Version, Publication Message);

/// <summary>The panels of one language, and the view they show.</summary>
internal sealed record PanelSet(SessionView View, ImmutableArray<RenderedPanel> Panels)
{
    /// <summary>The version of the newest of them.</summary>
    public long Version => Panels.Max(panel => panel.Version);

    /// <summary>Whether another view would look the same in panels.</summary>
    public bool Shows(SessionView view) =>
        View.Position == view.Position && View.Agenda == view.Agenda && View.Title == view.Title && View.MeetingTitle == view.MeetingTitle
        && View.StartsAt == view.StartsAt && View.EndsAt == view.EndsAt && View.SilentTracks.SequenceEqual(view.SilentTracks)
        && View.Unrecorded == view.Unrecorded;
}

/// <summary>A panel, ready to be sent.</summary>
internal sealed record RenderedPanel(PanelView View, long Version, Publication Message);
