using System.Globalization;
using System.Security.Claims;
using LiveSession.Client.Captions;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Ingest.Live;
using LiveSession.Server.Captions.EbuTt;
using LiveSession.Server.Captions.Steno;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace LiveSession.Server.Captions.Sources;

/// <summary>The caption sources as one console sees them. Who the caller is, is asked anew each time.</summary>
internal sealed class CircuitSourceDesk(
    MeetingDirectory directory, MeetingCommands meetings, SessionCommands sessions, SourceDesk desk, StenoPorts ports, Doors doors, ISessionFeed feed,
    AuthenticationStateProvider signIn, NavigationManager navigation, TimeProvider time) : ICaptionSourceDesk
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    public bool TakesStenography => ports.IsOffered;

    public async Task<ImmutableArray<CaptionSourceStanding>> ListAsync(SessionId session)
    {
        if (await directory.FindAsync(session) is not { } place)
        {
            return [];
        }

        var actors = (await doors.ActorsAsync(await CallerAsync(), place.Meeting)).Where(actor => actor.Role is Role.Captioner or Role.Secretariat).ToList();
        var captions = (await place.Writer.StateAsync()).Captions;
        return actors.Count == 0 ? [] :
            [.. place.Meeting.CaptionSources.All.Values
                .Where(source => source.Session == session && source.RevokedAt is null)
                .OrderBy(source => source.IssuedAt)
                .Select(source => StandingOf(source, place.Meeting, captions, actors))];
    }

    public async Task<IssuedSource> IssueAsync(SessionId session, string name, string track, string language, CaptionProtocol protocol)
    {
        if (await directory.FindAsync(session) is not { } place)
        {
            return new IssuedSource(null, protocol, Rejections.UnknownSession);
        }

        var secret = InvitationSecret.New();
        async Task<Rejection?> LetInAsync(CaptionSourceId source, int? port) => (await meetings.RunAsync(
            await CallerAsync(), place.Meeting.Id, CommandId.New(),
            new IssueCaptionSource(source, session, name, track, language, protocol, InvitationSecret.HashOf(secret), port))).Rejection;

        if (protocol is CaptionProtocol.Steno)
        {
            var (port, none) = await ports.HandOutAsync((source, number) => LetInAsync(source, number), source => RevokeAsync(session, source));
            return new IssuedSource(port is { } number ? PlaceOf(number) : null, protocol, none);
        }

        return await LetInAsync(CaptionSourceId.New(), null) is { } refusal
            ? new IssuedSource(null, protocol, refusal)
            : new IssuedSource(AddressOf(protocol, place, track, secret), protocol);
    }

    public async Task<Rejection?> RevokeAsync(SessionId session, CaptionSourceId source) =>
        await directory.FindAsync(session) is { } place
            ? (await meetings.RunAsync(await CallerAsync(), place.Meeting.Id, CommandId.New(), new RevokeCaptionSource(source))).Rejection
            : Rejections.UnknownSession;

    public async Task<SilenceTakeover> TakeoverAsync(SessionId session, string track)
    {
        if (await directory.FindAsync(session) is not { } place)
        {
            return new SilenceTakeover(null, 0);
        }

        var writers = place.Meeting.Participants.Values.Count(listed => listed.Role is Role.Captioner)
            + place.Meeting.CaptionSources.All.Values.Count(source => source.Session == session && source.Track == track && source.RevokedAt is null);
        return new SilenceTakeover((await place.Writer.StateAsync()).Captions.Takeovers.TryGetValue(track, out var after) ? after : null, writers);
    }

    public async Task<Rejection?> RunAsync(SessionId session, SessionCommand command) =>
        (await sessions.RunAsync(await CallerAsync(), session, CommandId.New(), command)).Rejection;

    public IDisposable Subscribe(SessionId session, Action changed)
    {
        var throttle = new Throttle(changed, time);
        void Heard(CaptionSource source) => throttle.Ask(source.Session == session);
        desk.Changed += Heard;
        ports.Changed += Heard;
        var following = feed.Subscribe((log, events) => throttle.Ask(events.Any(happened =>
            happened.Event is CaptionSourceIssued or CaptionSourceRevoked or PenTaken or PenGiven or PenClaimed or PenTakenOver or PenOffered or TakeoverSet)
            && (log.Session is not { } own || own == session)));
        return new Subscription(() =>
        {
            desk.Changed -= Heard;
            ports.Changed -= Heard;
            following.Dispose();
            throttle.Dispose();
        });
    }

    private string PlaceOf(int port) => string.Create(CultureInfo.InvariantCulture, $"{new Uri(navigation.BaseUri).Host}:{port}");

    private string AddressOf(CaptionProtocol protocol, SessionPlace place, string track, string secret)
    {
        var address = navigation.ToAbsoluteUri(PathOf(protocol, place.Planned.Id, secret)).AbsoluteUri;
        return protocol is CaptionProtocol.EbuTtLive ? $"ws{address["http".Length..]}/{EbuTtSequences.NameOf(place, track)}/publish" : address;
    }

    // Addresses in the shape that software of this kind expects: some append to them by string, some look for the parts.
    private static string PathOf(CaptionProtocol protocol, SessionId session, string secret)
    {
        var number = Math.Abs(session.Value.GetHashCode() % 900_000_000) + 100_000_000;
        return protocol switch
        {
            CaptionProtocol.YouTube => $"/closedcaption?cid={secret}",
            CaptionProtocol.Teams => $"/cartcaption?meetingid={session}&token={secret}",
            CaptionProtocol.Webhook => $"/api/captions/webhook?token={secret}",
            CaptionProtocol.EbuTtLive => $"/ebu-tt-live/{secret}",
            CaptionProtocol.Json => $"/api/captions?token={secret}",
            _ => string.Create(CultureInfo.InvariantCulture, $"/closedcaption?id={number}&ns=TGl2ZQ&expire=86400&sparams=id%2Cns%2Cexpire&signature={secret}"),
        };
    }

    private CaptionSourceStanding StandingOf(CaptionSource source, MeetingState meeting, CaptionState captions, List<Actor> actors)
    {
        var (live, port) = (desk.Find(source.Id), ports.Find(source.Id));
        var pen = captions.Pens.GetValueOrDefault(source.Track);
        var held = pen is { Offered: false } && pen.Holder != source.Id.Writer && !CaptionDecider.IsLeft(pen, meeting) && !actors.Exists(actor => actor.Id == pen.Holder);
        return new CaptionSourceStanding(
            new CaptionSourceView(
                source.Id, source.Session, source.Name, source.Track, source.Language, source.Protocol, source.IssuedBy, source.IssuedAt, source.RevokedAt),
            OnAir: pen?.Holder == source.Id.Writer,
            Mine: actors.Any(actor => actor.Role is Role.Secretariat || actor.Id == source.IssuedBy),
            live?.LastHeard, live?.Echo ?? "", live?.Sequence.MissingCount ?? 0, live?.NotAired ?? 0, live?.Refusal,
            held ? pen!.Name : null)
        {
            ClockBehind = live?.Clock.Behind,
            OtherLanguage = live?.OtherLanguage,
            RefusedAt = live?.RefusedAt,
            MissedAt = live?.MissedAt,
            Damages = [.. (live?.DamagedAt ?? ImmutableSortedDictionary<TextDamages, DateTimeOffset>.Empty).Select(damage => new SourceDamage(damage.Key.ToString(), damage.Value))],
            Port = source.Port is { } number ? new SourcePort(PlaceOf(number), port?.IsOpen == true, port?.From?.ToString(), port?.TurnedAway) : null,
        };
    }

    private async Task<ClaimsPrincipal> CallerAsync() => (await signIn.GetAuthenticationStateAsync()).User;

    /// <summary>However often something changes, a console looks four times a second at most, and once after the last change.</summary>
    private sealed class Throttle(Action changed, TimeProvider time) : IDisposable
    {
        private readonly Lock _lock = new();
        private ITimer? _timer;
        private bool _disposed;

        public void Ask(bool concerned)
        {
            lock (_lock)
            {
                if (concerned && !_disposed)
                {
                    _timer ??= time.CreateTimer(_ => Tick(), null, Interval, Timeout.InfiniteTimeSpan);
                }
            }
        }

        public void Dispose()
        {
            lock (_lock)
            {
                _disposed = true;
                _timer?.Dispose();
            }
        }

        private void Tick()
        {
            lock (_lock)
            {
                _timer?.Dispose();
                _timer = null;
            }

            changed();
        }
    }
}
