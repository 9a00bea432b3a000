using System.Collections.Concurrent;
using LiveSession.Core.Captions;
using LiveSession.Core.Roster;
using LiveSession.Server.Meetings;
using LiveSession.Server.Sessions;

namespace LiveSession.Server.Captions;

/// <summary>
/// Hears who writes on which track, over the hub and from caption sources alike, and passes the pen on where whoever has it is silent
/// for as long as was set. What is heard is not kept: after a restart everybody has just been heard.
/// </summary>
internal sealed class PenSilence(SessionCommands commands, TimeProvider time)
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

    private TimeSpan SilenceOf(SessionId session, string track, ParticipantId writer) =>
        time.GetElapsedTime(_heard.GetValueOrDefault((session, track, writer), _start));
}
