using System.Collections.Concurrent;
using System.Globalization;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.StreamText;

/// <summary>
/// Keeps the caption streams of the sessions that somebody polls. A session's log is read once, at the first poll; from then on the
/// streams follow the feed. What nobody asked for in a while is let go.
/// </summary>
internal sealed class StreamTextReader(MeetingDirectory directory, ISessionLog log, ISessionFeed feed, TimeProvider time) : FeedListener(feed)
{
    private const int EnoughSessions = 200;

    private static readonly TimeSpan KeptFor = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<SessionId, Followed> _followed = new();

    /// <summary>How many sessions are followed.</summary>
    public int Count => _followed.Count;

    /// <summary>The stream of a session; null where there is none to read: no such session, a private meeting, nothing said yet.</summary>
    public async Task<CaptionStream?> FindAsync(string? name, string? language)
    {
        if (string.IsNullOrEmpty(name) || await PlaceAsync(name) is not { Meeting.Public: true } place)
        {
            return null;
        }

        var state = await place.Writer.StateAsync();
        if (state.Cursor.Sequence == 0)
        {
            return null;
        }

        var followed = _followed.GetOrAdd(place.Planned.Id, _ => new Followed());
        followed.AskedAt = time.GetUtcNow();
        if (followed.Streams.Sequence < state.Cursor.Sequence)
        {
            await followed.CatchUpAsync(log, place);
            LetGo();
        }

        return followed.Streams.Of(language) is { End: > 0 } stream ? stream : null;
    }

    // A short name has neither a slash nor an underscore: what stands before one is the meeting. Tools that take no slash take the other.
    private async Task<SessionPlace?> PlaceAsync(string name)
    {
        if (Guid.TryParse(name, out var id))
        {
            return await directory.FindAsync(new SessionId(id));
        }

        var end = name.LastIndexOfAny(['/', '_']);
        return end > 0 && int.TryParse(name.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? await directory.FindAsync(name[..end], number)
            : null;
    }

    protected override void Happened(LogId id, IReadOnlyList<LoggedEvent> events)
    {
        if (id.Session is { } session && _followed.TryGetValue(session, out var followed)
            && directory.FindLoaded(session)?.Writer.StateIfLoaded is { } state)
        {
            if (events.Any(happened => happened.Event is LogRestored or WordsRedacted))
            {
                _followed.TryRemove(session, out _); // What was given out may not be in the record any more; read again, redacted words are not.
            }
            else
            {
                followed.Follow(events, state.Captions);
            }
        }
    }

    private void LetGo()
    {
        if (_followed.Count <= EnoughSessions)
        {
            return;
        }

        var before = time.GetUtcNow() - KeptFor;
        foreach (var (session, followed) in _followed.Where(one => one.Value.AskedAt < before))
        {
            _followed.TryRemove(KeyValuePair.Create(session, followed));
        }
    }

    private sealed class Followed
    {
        private readonly Lock _lock = new();
        private Task? _reading;
        private CaptionStreams _streams = CaptionStreams.Empty;

        public CaptionStreams Streams => Volatile.Read(ref _streams);

        public DateTimeOffset AskedAt { get; set; }

        /// <summary>Takes in events that follow; after a gap the next poll reads the log.</summary>
        public void Follow(IReadOnlyList<LoggedEvent> events, CaptionState captions)
        {
            lock (_lock)
            {
                foreach (var happened in events.Where(happened => happened.Position.Sequence == _streams.Sequence + 1))
                {
                    _streams = _streams.Apply(happened, captions);
                }
            }
        }

        /// <summary>Reads what is missing; one reading serves all who wait for it.</summary>
        public Task CatchUpAsync(ISessionLog log, SessionPlace place)
        {
            lock (_lock)
            {
                return _reading = _reading is null or { IsCompleted: true } ? ReadAsync(log, place) : _reading;
            }
        }

        private async Task ReadAsync(ISessionLog log, SessionPlace place)
        {
            var state = await place.Writer.StateAsync();
            await foreach (var happened in log.ReadAsync(LogId.Of(place.Planned.Id), Streams.Sequence))
            {
                if (happened.Position.Sequence > state.Cursor.Sequence)
                {
                    // What came meanwhile comes by the feed, or with the next poll.
                    break;
                }

                Follow([happened], state.Captions);
            }
        }
    }
}
