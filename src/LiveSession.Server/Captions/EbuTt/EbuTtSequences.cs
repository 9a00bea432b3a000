using System.Globalization;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Publishing.EbuTt;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions.Sources;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;

namespace LiveSession.Server.Captions.EbuTt;

/// <summary>The outputs somebody reads, fed from the log and from what is being written. One lives as long as it has readers.</summary>
internal sealed class EbuTtSequences : FeedListener
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(SessionId Session, string Track), EbuTtOutput> _outputs = [];
    private readonly MeetingDirectory _directory;
    private readonly SourceDesk _desk;
    private readonly SessionBroadcaster _broadcaster;

    public EbuTtSequences(MeetingDirectory directory, SourceDesk desk, SessionBroadcaster broadcaster, ISessionFeed feed)
        : base(feed)
    {
        (_directory, _desk, _broadcaster) = (directory, desk, broadcaster);
        broadcaster.DraftShown += Written;
    }

    /// <summary>The name of a channel's sequence: <c>wgec-5_1.floor</c>.</summary>
    public static string NameOf(SessionPlace place, string track) =>
        string.Create(CultureInfo.InvariantCulture, $"{place.Meeting.Slug}_{place.Planned.Number}.{track}");

    /// <summary>The session and channel of a sequence's name; the floor where it names no channel. Null when there is none.</summary>
    public async Task<(SessionPlace Place, string Track)?> FindAsync(string name)
    {
        var point = name.LastIndexOf('.');
        var (session, track) = point < 0 ? (name, CaptionStreams.Floor) : (name[..point], name[(point + 1)..]);
        var end = session.LastIndexOf('_');
        return end > 0 && CaptionDecider.IsTrack(track) && int.TryParse(session.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && await _directory.FindAsync(session[..end], number) is { } place
            ? (place, track)
            : null;
    }

    /// <summary>Begins to read a channel.</summary>
    public async Task<EbuTtOutput> EnterAsync(SessionPlace place, string track)
    {
        EbuTtOutput output;
        lock (_lock)
        {
            if (!_outputs.TryGetValue((place.Planned.Id, track), out output!))
            {
                var name = NameOf(place, track);
                output = _outputs[(place.Planned.Id, track)] = new EbuTtOutput(track, scene => EbuTtLiveDocument.Write(scene, name, HandoverOf(scene, name)));
            }

            output.Readers++;
        }

        // Follow first, look second: what happens in between is applied after.
        _broadcaster.ShowDrafts(place.Planned.Id);
        output.Begin(await place.Writer.StateAsync());
        return output;
    }

    /// <summary>Ends reading a channel.</summary>
    public void Leave(SessionPlace place, string track)
    {
        lock (_lock)
        {
            if (_outputs.TryGetValue((place.Planned.Id, track), out var output) && --output.Readers == 0)
            {
                _outputs.Remove((place.Planned.Id, track));
            }
        }
    }

    // Stations know themselves by their own sequence; of others only an id is told, never a name.
    private EbuTtHandover? HandoverOf(EbuTtScene scene, string name)
    {
        if (scene.OnAir is not { } writer)
        {
            return null;
        }

        var heard = _desk.Find(new CaptionSourceId(writer.Value))?.Heard;
        return new EbuTtHandover(heard?.Group ?? name, heard?.Sequence ?? writer.ToString(), heard?.Request);
    }

    protected override void Happened(LogId log, IReadOnlyList<LoggedEvent> events)
    {
        if (log.Session is not { } session)
        {
            return;
        }

        EbuTtOutput[] concerned;
        lock (_lock)
        {
            concerned = [.. _outputs.Where(output => output.Key.Session == session).Select(output => output.Value)];
        }

        if (concerned.Length > 0 && _directory.FindLoaded(session)?.Writer.StateIfLoaded is { } state)
        {
            foreach (var output in concerned)
            {
                output.Follow(events, state);
            }
        }
    }

    private void Written(SessionId session, string track, CaptionEdit edit, long after)
    {
        EbuTtOutput? output;
        lock (_lock)
        {
            output = _outputs.GetValueOrDefault((session, track));
        }

        output?.Write(edit, after);
    }
}
