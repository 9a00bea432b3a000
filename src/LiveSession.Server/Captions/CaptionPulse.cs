using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions;

/// <summary>When captions were last heard of, by session and track, and whether they are missing. Not in the log: it is what this process sees.</summary>
internal sealed class CaptionPulse(IOptions<CaptionOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<SessionId, Beat> _beats = new();

    /// <summary>Captions went missing in a session, or came back.</summary>
    public event Action<SessionId>? Changed;

    /// <summary>The moment by the clock that beats are told by.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Since when captions are missing; null while all is well.</summary>
    public DateTimeOffset? SilentSince(SessionId session) => _beats.TryGetValue(session, out var beat) ? beat.SilentSince : null;

    /// <summary>When a draft or a line last came on a track; null when none did since this process runs.</summary>
    public DateTimeOffset? HeardAt(SessionId session, string track) =>
        _beats.TryGetValue(session, out var beat) && beat.Tracks.TryGetValue(track, out var at) ? at : null;

    /// <summary>Text came: a draft or a line.</summary>
    public void Heard(SessionId session, string track)
    {
        var beat = _beats.GetOrAdd(session, _ => new Beat());
        var now = time.GetUtcNow();
        beat.Tracks[track] = now;
        if (beat.Hear(now))
        {
            Changed?.Invoke(session);
        }
    }

    /// <summary>Looks whether captions are missing in a session as it stands.</summary>
    public void Look(SessionId session, SessionState state)
    {
        var expected = CaptionSilence.IsCaptionExpected(state);
        if (expected || _beats.ContainsKey(session))
        {
            if (_beats.GetOrAdd(session, _ => new Beat()).Look(expected, time.GetUtcNow(), options.Value.SilenceAfter))
            {
                Changed?.Invoke(session);
            }
        }
    }

    private sealed class Beat
    {
        private readonly Lock _lock = new();
        private DateTimeOffset? _expectedSince;
        private DateTimeOffset? _heardAt;

        public ConcurrentDictionary<string, DateTimeOffset> Tracks { get; } = new(StringComparer.Ordinal);

        public DateTimeOffset? SilentSince { get; private set; }

        /// <returns>Whether that ended a silence.</returns>
        public bool Hear(DateTimeOffset now)
        {
            lock (_lock)
            {
                _heardAt = now;
                return Show(null);
            }
        }

        /// <returns>Whether a silence began or ended.</returns>
        public bool Look(bool expected, DateTimeOffset now, TimeSpan after)
        {
            lock (_lock)
            {
                _expectedSince = expected ? _expectedSince ?? now : null;
                return Show(CaptionSilence.Since(_expectedSince, _heardAt, now, after));
            }
        }

        private bool Show(DateTimeOffset? silentSince)
        {
            var changed = SilentSince is null != silentSince is null;
            SilentSince = silentSince;
            return changed;
        }
    }
}
