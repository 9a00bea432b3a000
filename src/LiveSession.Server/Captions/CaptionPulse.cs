using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions;

/// <summary>
/// When captions were last heard of, by session and channel, and on which they are missing: text on one channel says nothing of another.
/// Not in the log: it is what this process sees.
/// </summary>
internal sealed class CaptionPulse(IOptions<CaptionOptions> options, TimeProvider time)
{
    private readonly ConcurrentDictionary<SessionId, Beat> _beats = new();

    /// <summary>Captions went missing in a session, or came back.</summary>
    public event Action<SessionId>? Changed;

    /// <summary>The moment by the clock that beats are told by.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The channels on which captions are missing, and since when; empty while all is well.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> SilencesOf(SessionId session) =>
        _beats.TryGetValue(session, out var beat) ? beat.Silences : Beat.None;

    /// <summary>When a draft or a line last came on a track; null when none did since this process runs.</summary>
    public DateTimeOffset? HeardAt(SessionId session, string track) =>
        _beats.TryGetValue(session, out var beat) && beat.HeardAt.TryGetValue(track, out var at) ? at : null;

    /// <summary>
    /// Text came. Words that were shown already are not heard again where the server finishes their line, or keeps them on the screen: whoever
    /// said them has been silent since.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="track">The channel.</param>
    /// <param name="text">What came.</param>
    /// <param name="line">Whether it is a finished line, and no draft.</param>
    public void Heard(SessionId session, string track, string text, bool line)
    {
        if (_beats.GetOrAdd(session, _ => new Beat()).Hear(track, text, line, time.GetUtcNow()))
        {
            Changed?.Invoke(session);
        }
    }

    /// <summary>Looks whether captions are missing in a session as it stands.</summary>
    public void Look(SessionId session, SessionState state)
    {
        if (state.Floor.Speaking is null && !_beats.ContainsKey(session))
        {
            return;
        }

        if (_beats.GetOrAdd(session, _ => new Beat()).Look(state, time.GetUtcNow(), options.Value.SilenceAfter))
        {
            Changed?.Invoke(session);
        }
    }

    private sealed class Beat
    {
        public static readonly ImmutableSortedDictionary<string, DateTimeOffset> None = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

        private readonly Lock _lock = new();
        private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
        private readonly Dictionary<string, DateTimeOffset> _expectedSince = new(StringComparer.Ordinal);

        public ConcurrentDictionary<string, DateTimeOffset> HeardAt { get; } = new(StringComparer.Ordinal);

        public ImmutableSortedDictionary<string, DateTimeOffset> Silences { get; private set; } = None;

        /// <returns>Whether that ended a silence.</returns>
        public bool Hear(string track, string text, bool line, DateTimeOffset now)
        {
            lock (_lock)
            {
                var shown = _shown.GetValueOrDefault(track, "");
                var at = line ? shown.IndexOf(text, StringComparison.Ordinal) : text == shown ? 0 : -1;
                _shown[track] = !line ? text : at < 0 ? "" : shown[(at + text.Length)..];
                if (text.Length == 0 || (at >= 0 && HeardAt.ContainsKey(track)))
                {
                    return false;
                }

                HeardAt[track] = now;
                return Show(Silences.Remove(track));
            }
        }

        /// <returns>Whether a silence began or ended.</returns>
        public bool Look(SessionState state, DateTimeOffset now, TimeSpan after)
        {
            lock (_lock)
            {
                var expected = CaptionSilence.ExpectedTracks(state, HeardAt, now);
                foreach (var over in _expectedSince.Keys.Except(expected).ToList())
                {
                    _expectedSince.Remove(over);
                }

                var silences = None.ToBuilder();
                foreach (var track in expected)
                {
                    _expectedSince.TryAdd(track, now);
                    DateTimeOffset? heardAt = HeardAt.TryGetValue(track, out var at) ? at : null;
                    if (CaptionSilence.Since(_expectedSince[track], heardAt, now, after) is { } since)
                    {
                        silences[track] = since;
                    }
                }

                return Show(silences.ToImmutable());
            }
        }

        private bool Show(ImmutableSortedDictionary<string, DateTimeOffset> silences)
        {
            var changed = !Silences.Keys.SequenceEqual(silences.Keys);
            Silences = silences;
            return changed;
        }
    }
}
