using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Sessions;

namespace LiveSession.Server.Captions;

/// <summary>
/// Hears who writes on which track, over the hub and from caption sources alike, and passes the pen on where whoever has it is silent
/// for as long as was set. What is heard is not kept: after a restart everybody has just been heard. What the holder writes at another node
/// is heard as it is shown here.
/// </summary>
internal sealed class PenSilence(SessionCommands commands, CaptionPulse pulse, ISessionFeed feed, TimeProvider time) : FeedListener(feed)
{
    private readonly ConcurrentDictionary<(SessionId Session, string Track, ParticipantId Writer), long> _heard = new();
    private readonly long _start = time.GetTimestamp();

    /// <summary>Something came from a writer: a word or a line.</summary>
    public void Heard(SessionId session, string track, ParticipantId writer) => _heard[(session, track, writer)] = time.GetTimestamp();

    /// <summary>Passes the pen to somebody who writes while its holder is silent; true when they have it now.</summary>
    public async Task<bool> PassAsync(SessionPlace place, string track, Actor to)
    {
        var captions = (await place.Writer.StateAsync()).Captions;
        if (captions.Takeovers.Count == 0 || !captions.Takeovers.TryGetValue(track, out var after)
            || captions.Pens.GetValueOrDefault(track) is not { } pen || pen.Holder == to.Id
            || SilenceOf(place.Planned.Id, track, pen.Holder) is var silence && silence < after)
        {
            return false;
        }

        return (await commands.RunAsync(to, place, CommandId.New(), new TakeOverPen(track, silence))).Accepted;
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

    private TimeSpan SilenceOf(SessionId session, string track, ParticipantId holder)
    {
        var silence = time.GetElapsedTime(_heard.GetValueOrDefault((session, track, holder), _start));
        return pulse.HeardAt(session, track) is { } shownAt && pulse.Now - shownAt < silence ? pulse.Now - shownAt : silence;
    }
}
