using LiveSession.Client.Captions;
using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Server.Meetings;
using Microsoft.Extensions.Primitives;

namespace LiveSession.Server.Captions;

/// <summary>The caption channels of a session as a reader may choose among them.</summary>
internal static class CaptionChannels
{
    // Beyond that nobody reads them all, and no screen shows them.
    private const int MostColumns = 3;

    private static readonly TimeSpan Live = TimeSpan.FromSeconds(30);

    /// <summary>The channels somebody wrote on, as spoken first.</summary>
    public static ImmutableArray<ChannelView> Of(SessionState state, SessionPlace place)
    {
        var latest = state.Captions.Lines.GroupBy(line => line.Track).ToDictionary(lines => lines.Key, lines => lines.Last());
        return
        [
            .. from track in state.Captions.Pens.Keys.Union(latest.Keys)
               orderby track != CaptionTracks.Floor, track
               let line = latest.GetValueOrDefault(track)
               let heardAt = place.Pulse.HeardAt(place.Planned.Id, track) ?? line?.At
               select new ChannelView(track, line?.Language, heardAt, IsLive(state, heardAt, place.Pulse.Now)),
        ];
    }

    /// <summary>The same, and those a reader asks for that may still come: somebody who is early waits for them, and reads nothing else meanwhile.</summary>
    public static ImmutableArray<ChannelView> WithAwaited(ImmutableArray<ChannelView> channels, StringValues asked) =>
        [.. channels, .. asked.OfType<string>().Distinct().Where(track => MayCome(track) && channels.All(channel => channel.Track != track))
            .Take(MostColumns).Select(track => new ChannelView(track, null, null, Live: false))];

    private static bool MayCome(string track) => track == CaptionTracks.Floor || CaptionTracks.Languages.Contains(track);

    /// <summary>The channels to show beside one another: those asked for, else as spoken, else the one heard last. Null is whichever comes first.</summary>
    public static ImmutableArray<string?> Chosen(ImmutableArray<ChannelView> channels, StringValues asked)
    {
        var known = Readable(channels, asked).Take(MostColumns).ToImmutableArray<string?>();
        return known.IsEmpty ? [channels.Length > 1 ? MainOf(channels) : null] : known;
    }

    /// <summary>The channels asked for that do not fit beside the others.</summary>
    public static ImmutableArray<string> LeftOut(ImmutableArray<ChannelView> channels, StringValues asked) => [.. Readable(channels, asked).Skip(MostColumns)];

    /// <summary>A channel that was asked for and that nobody has written on; null where all are known, or where there is none yet.</summary>
    public static string? Unknown(ImmutableArray<ChannelView> channels, StringValues asked) =>
        channels.IsEmpty ? null : asked.FirstOrDefault(track => !string.IsNullOrEmpty(track) && !IsReadable(channels, track));

    // In the order of the address.
    private static IEnumerable<string> Readable(ImmutableArray<ChannelView> channels, StringValues asked) =>
        asked.OfType<string>().Where(track => IsReadable(channels, track)).Distinct();

    private static bool IsReadable(ImmutableArray<ChannelView> channels, string track) => MayCome(track) || channels.Any(channel => channel.Track == track);

    /// <summary>A channel's newest lines; of all channels where none is named.</summary>
    public static CaptionColumn ColumnOf(CaptionState captions, string? track, int most)
    {
        var all = track is null ? captions.Lines : captions.Lines.Where(line => line.Track == track);
        var lines = all.TakeLast(most + 1).Select(SessionViews.ViewOf).ToImmutableArray();
        return new CaptionColumn(track, lines.Length > most ? lines[1..] : lines, Earlier: lines.Length > most);
    }

    /// <summary>The channel to show where none is asked for: as spoken, also before anybody writes; where nobody writes that one, the one heard last.</summary>
    public static string MainOf(ImmutableArray<ChannelView> channels) =>
        channels.Any(channel => channel.Track == CaptionTracks.Floor) ? CaptionTracks.Floor : channels.MaxBy(channel => channel.HeardAt)?.Track ?? CaptionTracks.Floor;

    private static bool IsLive(SessionState state, DateTimeOffset? heardAt, DateTimeOffset now) =>
        state.Phase is SessionPhase.Open && now - heardAt < Live;
}
