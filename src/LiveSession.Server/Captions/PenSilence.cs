using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Sessions;

namespace LiveSession.Server.Captions;

/// <summary>
/// Hears who writes on which track, over the hub and from caption sources alike, and passes the pen on where whoever has it is silent
/// for as long as was set. What is heard is not kept: after a restart everybody has just been heard. What the holder writes at another node
/// is heard as it is shown here.
/// </summary>
internal sealed class PenSilence(
    SessionCommands commands, CaptionPulse pulse, CaptionDesks desks, Presence presence, ISessionFeed feed, TimeProvider time) : FeedListener(feed)
{
    // Who has been silent for longer is told as if they had not written at all.
    private static readonly TimeSpan Told = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(SessionId Session, string Track, ParticipantId Writer), long> _heard = new();
    private readonly long _start = time.GetTimestamp();

    /// <summary>Something came from a writer: a word or a line.</summary>
    public void Heard(SessionId session, string track, ParticipantId writer) => _heard[(session, track, writer)] = time.GetTimestamp();

    /// <summary>Passes the pen to somebody who writes while its holder is silent; true when they have it now.</summary>
    /// <param name="place">The session.</param>
    /// <param name="track">The track.</param>
    /// <param name="to">Who writes.</param>
    /// <param name="finish">Finishes what the holder has begun, where the track is held already; null where it is not.</param>
    public async Task<bool> PassAsync(SessionPlace place, string track, Actor to, Func<Task>? finish = null)
    {
        var captions = (await place.Writer.StateAsync()).Captions;
        if (captions.Takeovers.Count == 0 || !captions.Takeovers.TryGetValue(track, out var after)
            || captions.Pens.GetValueOrDefault(track) is not { } pen || pen.Holder == to.Id
            || SilenceOf(place.Planned.Id, track, pen.Holder) is not { } silence || silence < after)
        {
            return false;
        }

        if (finish is not null)
        {
            await finish();
        }

        return (await commands.RunAsync(to, place, CommandId.New(), new TakeOverPen(track, silence), gated: finish is null)).Accepted;
    }

    /// <summary>For how long those who wrote in a session at this node lately have been silent.</summary>
    public ImmutableArray<WriterSilence> SilencesAt(SessionId session) =>
        [.. from heard in _heard
            where heard.Key.Session == session
            let silence = time.GetElapsedTime(heard.Value)
            where silence < Told
            orderby heard.Key.Track, heard.Key.Writer.Value
            select new WriterSilence(heard.Key.Track, heard.Key.Writer, silence.TotalSeconds)];

    /// <summary>How long somebody has written nothing on a track, at whatever node; null where it is not known: what they write at a node that cannot be heard is not silence.</summary>
    public TimeSpan? SilenceOf(SessionId session, string track, ParticipantId holder)
    {
        if (presence.IsBlind && !desks.Here(session).Any(desk => desk.Id == holder))
        {
            return null;
        }

        var here = time.GetElapsedTime(_heard.GetValueOrDefault((session, track, holder), _start));
        var shown = pulse.HeardAt(session, track) is { } shownAt ? pulse.Now - shownAt : here;
        var elsewhere = presence.Everywhere.Where(node => node.Session.Session == session)
            .SelectMany(node => node.Session.Silences, (node, silence) => (silence, node.HeardAt))
            .Where(one => one.silence.Track == track && one.silence.Writer == holder)
            .Select(one => TimeSpan.FromSeconds(one.silence.Seconds) + time.GetElapsedTime(one.HeardAt) - BoardVoice.Lag);
        return elsewhere.Append(here).Append(shown).Min();
    }

    // Whoever gets the pen has time to begin: words their colleague had sent before are no reason to take it back.
    protected override void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Session is { } session)
        {
            foreach (var happened in events)
            {
                if (happened.Event switch
                {
                    PenTaken e => (e.Track, happened.By),
                    PenTakenOver e => (e.Track, happened.By),
                    PenClaimed e => (e.Track, happened.By),
                    PenGiven e => (e.Track, e.To),
                    _ => ((string Track, ParticipantId Holder)?)null,
                } is var (track, holder))
                {
                    Heard(session, track, holder);
                }
            }
        }
    }
}
