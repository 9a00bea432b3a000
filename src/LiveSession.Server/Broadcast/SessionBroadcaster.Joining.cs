using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Broadcast;

/// <summary>Who follows what, and what they start from.</summary>
internal sealed partial class SessionBroadcaster
{
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
}
