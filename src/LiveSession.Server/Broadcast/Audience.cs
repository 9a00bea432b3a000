using System.Collections.Concurrent;
using System.Diagnostics;
using LiveSession.Server.Operations;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveSession.Server.Broadcast;

/// <summary>The connections that follow one session, and what there is to send them: the ring of news, the latest view and panels, the drafts.</summary>
internal sealed class Audience(SessionId session, BroadcastOptions options, TimeProvider time, Instruments instruments, Action<string, CaptionEdit, LogPosition> passOn) : IDisposable
{
    private readonly ConcurrentDictionary<string, Follower> _followers = new(StringComparer.Ordinal);
    private readonly Lock _draftLock = new();
    private readonly ConcurrentDictionary<string, PanelSet> _panels = new(StringComparer.Ordinal);
    private ImmutableArray<KeyValuePair<string, DraftTrack>> _drafts = [];
    private volatile VersionedView _view = new(0, null!);
    private long _publishedAt;
    private long _panelVersion;
    private int _sweeping;

    public SessionId Session { get; } = session;

    public NewsRing Ring { get; } = new(options.Ring);

    public VersionedView View => _view;

    /// <summary>The tracks somebody wrote on. Looked through for every reader and message, so a plain list.</summary>
    public ImmutableArray<KeyValuePair<string, DraftTrack>> Drafts => _drafts;

    public IEnumerable<Follower> Followers => _followers.Values;

    public int Count => _followers.Count;

    /// <summary>The languages in which panels are wanted.</summary>
    public IEnumerable<string> Languages => _followers.Values.Select(follower => follower.Language).OfType<string>().Distinct();

    /// <summary>A language's panels as they were last rendered; null when nobody wanted them yet.</summary>
    public PanelSet? PanelsIn(string language) => _panels.GetValueOrDefault(language);

    /// <summary>Adds a connection. From now on it gets what is published; joining again starts it afresh.</summary>
    public Follower Add(IOutlet outlet, string? language, bool reads) =>
        _followers[outlet.Id] = new Follower(outlet, this, language, reads, instruments);

    public bool Remove(string connectionId) => _followers.TryRemove(connectionId, out _);

    public DraftTrack DraftsOn(string track)
    {
        lock (_draftLock)
        {
            if (_drafts.FirstOrDefault(known => known.Key == track).Value is { } found)
            {
                return found;
            }

            var fresh = new DraftTrack(track, options.DraftInterval, time, Sweep, (edit, after) => passOn(track, edit, after));
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
        _view = new VersionedView(_view.Version + 1, new Publication(new InvocationMessage(nameof(ISessionClient.Changed), [view])));
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
        && View.StartsAt == view.StartsAt && View.EndsAt == view.EndsAt && View.SilentSince == view.SilentSince
        && View.SilentTracks.SequenceEqual(view.SilentTracks);
}

/// <summary>A panel, ready to be sent.</summary>
internal sealed record RenderedPanel(PanelView View, long Version, Publication Message);
