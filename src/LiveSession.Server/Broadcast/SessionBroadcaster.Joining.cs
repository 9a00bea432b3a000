using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Broadcast;

/// <summary>Who follows what, and what they start from.</summary>
internal sealed partial class SessionBroadcaster
{
    /// <summary>Lets a connection follow a session, and tells it what it needs to start from.</summary>
    public async Task<JoinResult> JoinAsync(string connectionId, SessionPlace place, LogPosition? seen, string? language, Reading reading)
    {
        if (outlets.Find(connectionId) is not { } outlet)
        {
            return Refused(Rejections.UnknownSession);
        }

        // Follow first, look second: what happens in between arrives twice, and never not at all.
        await place.Writer.StateAsync();
        var (audience, follower) = Follow(outlet, place.Planned.Id, language, reading);
        var state = await place.Writer.StateAsync();
        if (seen?.Epoch == state.Cursor.Epoch && seen.Value.Sequence > state.Cursor.Sequence)
        {
            // It comes from another node, and knows more than this one was told so far.
            state = await place.Writer.FreshStateAsync();
        }

        var missed = await FindMissedAsync(audience, state, seen);
        var set = language is null ? null : await PanelsAsync(audience, place.ViewOf(state), language);
        follower.Has(set);
        ImmutableArray<CaptionDraft> drafts = [.. audience.Drafts.Select(track => track.Value.Whole).OfType<CaptionDraft>()];
        return missed is null
            ? audience.Snapshot(language, state.Cursor.Position, set, drafts, () => ResultOf(Latest(state.Captions, options.Value.SnapshotLines)))
            : ResultOf([]);

        JoinResult ResultOf(ImmutableArray<CaptionLineView> lines) => new(
            state.Cursor.Position,
            missed,
            lines,
            Earlier: missed is null && lines.Length < state.Captions.Lines.Count,
            set is null ? [] : [.. set.Panels.Select(panel => panel.View)],
            language is null ? place.ViewOf(state) : null,
            drafts);
    }

    /// <summary>Lets a captioner's or chair's connection follow a session's state.</summary>
    public async Task<SessionView> JoinDeskAsync(string connectionId, SessionPlace place)
    {
        await place.Writer.StateAsync();
        if (outlets.Find(connectionId) is { } outlet)
        {
            var (audience, follower) = Follow(outlet, place.Planned.Id, language: null, Reading.Nothing);
            audience.Publish(PresenceAt(place.Planned.Id));
            follower.Wake();
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

    /// <summary>The sessions that were followed here.</summary>
    public IEnumerable<SessionId> Sessions => _audiences.Keys;

    /// <summary>How many connections follow a session here.</summary>
    public int CountFollowers(SessionId session) => _audiences.TryGetValue(session, out var audience) ? audience.Count : 0;

    /// <summary>How many connections read a session here: those who work in it left out.</summary>
    public int CountReaders(SessionId session) =>
        _audiences.TryGetValue(session, out var audience) ? audience.Followers.Count(follower => follower.Reads) : 0;

    private static JoinResult Refused(Rejection rejection) => new(null, null, [], false, [], null, [], rejection);

    private static ImmutableArray<CaptionLineView> Latest(CaptionState captions, int count) =>
        [.. captions.Lines.Skip(captions.Lines.Count - count).Select(SessionViews.ViewOf)];

    private (Audience Audience, Follower Follower) Follow(IOutlet outlet, SessionId session, string? language, Reading reading)
    {
        if (_following.TryGetValue(outlet.Id, out var before) && before != session)
        {
            Leave(outlet.Id);
        }

        var audience = AudienceOf(session);
        var first = _following.TryAdd(outlet.Id, session);
        if (first)
        {
            instruments.Followers.Add(1);
        }

        return (audience, audience.Add(outlet, language, reading, first));
    }

    private async Task<SessionNews?> FindMissedAsync(Audience audience, SessionState state, LogPosition? seen)
    {
        if (seen is not { Sequence: >= 0 } position || position.Epoch != state.Cursor.Epoch || position.Sequence > state.Cursor.Sequence
            || state.Cursor.Sequence - position.Sequence > options.Value.MostMissed)
        {
            return null;
        }

        if (position == state.Cursor.Position)
        {
            return new SessionNews(position.Epoch, position.Sequence, []);
        }

        var upTo = state.Cursor.Sequence;
        return Part(audience.Ring.Since(position.Epoch, position.Sequence), position, upTo)
            ?? Part(Continue(audience, await BacklogAsync()), position, upTo)
            // The first to ask had not come so far, and the ring has not either.
            ?? Part(await ReadBacklogAsync(audience.Session, state), position, upTo);

        Task<SessionNews> BacklogAsync() => audience.BacklogAsync(
            known => Part(Continue(audience, known), position, upTo) is not null, () => ReadBacklogAsync(audience.Session, state));
    }

    // What was read once, and what was published since.
    private static SessionNews Continue(Audience audience, SessionNews backlog) =>
        audience.Ring.Since(backlog.Epoch, backlog.After + backlog.Items.Length) is { } since
            ? backlog with { Items = [.. backlog.Items, .. since.Items] }
            : backlog;

    // From behind one position to another; null when the news do not reach from the one to the other.
    private static SessionNews? Part(SessionNews? news, LogPosition after, long upTo) =>
        news is not null && news.Epoch == after.Epoch && news.After <= after.Sequence && news.After + news.Items.Length >= upTo
            ? new SessionNews(after.Epoch, after.Sequence, news.Items[(int)(after.Sequence - news.After)..(int)(upTo - news.After)])
            : null;

    // All that anybody who returns may have missed.
    private async Task<SessionNews> ReadBacklogAsync(SessionId session, SessionState state)
    {
        var after = Math.Max(0, state.Cursor.Sequence - options.Value.MostMissed);
        var items = ImmutableArray.CreateBuilder<NewsItem>();
        await foreach (var happened in log.ReadAsync(LogId.Of(session), after))
        {
            if (happened.Position.Sequence > state.Cursor.Sequence)
            {
                break;
            }

            items.Add(NewsOf(happened, state));
        }

        return new SessionNews(state.Cursor.Epoch, after, items.ToImmutable());
    }
}
