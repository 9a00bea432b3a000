using System.Security.Claims;
using LiveSession.Client.Captions;
using LiveSession.Client.Sessions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions;
using LiveSession.Server.Floor;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Sessions;

/// <summary>What one console knows of its session. Changes are passed on at most ten times a second, the last one always.</summary>
internal sealed class CircuitSessionStore(
    MeetingDirectory directory, Doors doors, SessionCommands commands, MeetingCommands meetings, ISessionFeed feed, ILogCarrier carrier, CaptionDesks desks,
    CaptionPulse pulse, FloorDesks floor, FloorReports reports, SessionBroadcaster broadcaster, CircuitDesk desk, AuthenticationStateProvider signIn,
    IOptions<SessionLimits> limits, TimeProvider time)
    : ISessionStore, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PresenceInterval = TimeSpan.FromSeconds(1);

    // Waits grow by themselves; nobody needs to see them do so by the second.
    private static readonly TimeSpan SharesInterval = TimeSpan.FromSeconds(15);

    private readonly Lock _lock = new();
    private ImmutableArray<Action> _subscribers = [];
    private IDisposable? _following;
    private ITimer? _timer;
    private ITimer? _present;
    private bool _changed;
    private ClaimsPrincipal? _caller;
    private Role _role;
    private bool _atTheFloor;
    private IReadOnlySet<ParticipantId> _spokeEarlier = new HashSet<ParticipantId>();
    private DateTimeOffset _sharesAt;
    private FloorState? _shared;
    private MeetingState? _prepared;
    private Role _as;

    public SessionView? Current { get; private set; }

    public Rejection? Barred { get; private set; }

    public RosterEntryView? Me { get; private set; }

    public ImmutableArray<RosterEntryView> Roster { get; private set; } = [];

    public ImmutableArray<GlossaryEntry> Glossary { get; private set; } = [];

    public ImmutableArray<StatementView> Statements { get; private set; } = [];

    public int? Readers { get; private set; }

    public int LineLength => limits.Value.LineLength;

    public ImmutableArray<CaptionerHere> Captioners { get; private set; } = [];

    public bool WordsStayHere { get; private set; }

    public PresenceView? Presence { get; private set; }

    public bool PresidingOfficerGone { get; private set; }

    public FloorShares? Shares { get; private set; }

    public FloorAdvice? Advice { get; private set; }

    public async Task<Rejection?> OpenAsync(string meetingSlug, int number, Role @as)
    {
        _caller = (await signIn.GetAuthenticationStateAsync()).User;
        if (await directory.FindAsync(meetingSlug, number) is not { } place || !await doors.MayReadAsync(_caller, place.Meeting))
        {
            return Rejections.UnknownSession;
        }

        if (await doors.FloorActorAsync(_caller, place, @as, time.GetUtcNow()) is not { } actor)
        {
            return Rejections.NotAllowed;
        }

        if (@as is Role.Chair && actor.Role is Role.Chair)
        {
            desk.SitDown(place.Planned.Id, actor.Id);
        }

        (_role, _as, _atTheFloor, _prepared) = (actor.Role, @as, @as is Role.Chair, null);
        Me = new RosterEntryView(actor.Id, actor.Name, actor.Affiliation, StakeholderGroup.Unspecified, actor.Role);
        Roster = MeetingViews.RosterOf(place.Meeting, forSecretariat: false);
        _following?.Dispose();
        _following = feed.Subscribe((log, _) => Happened(log, place));
        pulse.Changed -= FellSilent;
        pulse.Changed += FellSilent;
        Prepare(place);
        if (_atTheFloor)
        {
            _spokeEarlier = await reports.SpokeEarlierAsync(place);
        }

        Current = await place.ViewAsync();
        CountShares(place.Planned.Id);
        _present?.Dispose();
        _present = time.CreateTimer(_ => LookAround(place), null, TimeSpan.Zero, PresenceInterval);
        return null;
    }

    public IDisposable Subscribe(Action changed)
    {
        ImmutableInterlocked.Update(ref _subscribers, subscribers => subscribers.Add(changed));
        return new Subscription(() => ImmutableInterlocked.Update(ref _subscribers, subscribers => subscribers.Remove(changed)));
    }

    public async Task<CommandResult> RunAsync(SessionCommand command)
    {
        if (Current is not { } session)
        {
            return CommandResult.Refused(Rejections.UnknownSession);
        }

        var result = await commands.RunAsync(_caller, session.Id, CommandId.New(), command, _role);
        await RefreshAsync(session.Id);
        return result;
    }

    public async Task<CommandResult> RunAsync(MeetingCommand command)
    {
        if (Current is not { } session)
        {
            return CommandResult.Refused(Rejections.UnknownMeeting);
        }

        var result = await meetings.RunAsync(_caller, session.Meeting, CommandId.New(), command);
        await RefreshAsync(session.Id);
        return result;
    }

    public void Dispose()
    {
        _present?.Dispose();
        _following?.Dispose();
        pulse.Changed -= FellSilent;
        lock (_lock)
        {
            _timer?.Dispose();
        }
    }

    private void Happened(LogId log, SessionPlace place)
    {
        if (log == LogId.Of(place.Planned.Id) || log == LogId.Of(place.Meeting.Id))
        {
            Awaken();
        }

        if (log == LogId.Of(place.Meeting.Id) || log == LogId.House)
        {
            _ = LookAtTheLinkAsync(place.Planned.Id);
        }
    }

    // A link that was withdrawn closes the connection; the console that comes back by another one is not to show what happens.
    private async Task LookAtTheLinkAsync(SessionId session)
    {
        if (Barred is null && (await directory.FindAsync(session) is not { } place || await doors.FloorActorAsync(_caller, place, _as, time.GetUtcNow()) is null))
        {
            (Barred, Current) = (Rejections.NotAllowed, null);
            Dispose();
            foreach (var subscriber in _subscribers)
            {
                subscriber();
            }
        }
    }

    private void FellSilent(SessionId session)
    {
        if (Current?.Id == session)
        {
            Awaken();
        }
    }

    private void Awaken()
    {
        lock (_lock)
        {
            _changed = true;
            if (_timer is null)
            {
                // Started once it is kept: a tick may come while it is started, and puts its successor in its place.
                _timer = time.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
                _timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan);
            }
        }
    }

    private void Tick()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
            if (!_changed)
            {
                return;
            }

            _changed = false;
            _timer = time.CreateTimer(_ => Tick(), null, Interval, Timeout.InfiniteTimeSpan);
        }

        if (Barred is null && Current is { } current && directory.FindLoaded(current.Id) is { ViewIfLoaded: { } view } place)
        {
            Roster = MeetingViews.RosterOf(place.Meeting, forSecretariat: false);
            Prepare(place);
            Show(view);
        }
    }

    private async Task RefreshAsync(SessionId session)
    {
        if (await directory.FindAsync(session) is { } place)
        {
            Prepare(place);
            Show(await place.ViewAsync());
        }
    }

    // What was prepared for those who caption. Every line comes by here: what did not change is not made again.
    private void Prepare(SessionPlace place)
    {
        if (!ReferenceEquals(place.Meeting, _prepared))
        {
            _prepared = place.Meeting;
            Glossary = [.. place.Meeting.Glossary.Entries.Values];
            Statements = _role is Role.Captioner or Role.Secretariat ? MeetingViews.StatementsOf(place.Meeting, place.Planned.Id) : [];
        }
    }

    // Presence is in no log: it is looked at now and then, and said when it changed.
    private void LookAround(SessionPlace place)
    {
        var session = place.Planned.Id;
        if (_role is Role.Chair && Current is { } chaired && directory.FindLoaded(session) is { } now)
        {
            var gone = chaired.Gavel is { } gavel && !floor.IsBlind && floor.GoneFrom(session, now.Meeting).TryGetValue(gavel.Holder, out var time) && time >= GavelDecider.GoneAfter;
            if (gone != PresidingOfficerGone)
            {
                PresidingOfficerGone = gone;
                Show(chaired);
            }
        }

        if (_atTheFloor && Current is { } seated && broadcaster.PresenceAt(session) is var presence && !presence.Looks(Presence))
        {
            Presence = presence;
            Show(seated);
        }

        if (_atTheFloor && Current is { } growing && AreSharesOld)
        {
            Show(growing);
        }

        if (Current is { } shown && place.Watch.Misses(session) != shown.Unrecorded && directory.FindLoaded(session)?.ViewIfLoaded is { } fresh)
        {
            Show(fresh);
        }

        var (readers, captioners, stay) = (desks.CountOtherReaders(session), desks.At(session), !carrier.CarriesDrafts);
        if (_role is Role.Captioner && Current is { } view && (readers != Readers || stay != WordsStayHere || !captioners.SequenceEqual(Captioners)))
        {
            (Readers, Captioners, WordsStayHere) = (readers, captioners, stay);
            Show(view);
        }
    }

    // Most of what happens is captions, which leave the floor as it is.
    private void CountShares(SessionId session)
    {
        if (_atTheFloor && directory.FindLoaded(session) is { Writer.StateIfLoaded: { } state } place
            && (!ReferenceEquals(state.Floor, _shared) || AreSharesOld))
        {
            (_shared, _sharesAt) = (state.Floor, time.GetUtcNow());
            Shares = reports.Count(place, state, _spokeEarlier);
            Advice = FloorReports.Advise(place, state, Shares);
        }
    }

    private bool AreSharesOld => time.GetUtcNow() - _sharesAt >= SharesInterval;

    private void Show(SessionView view)
    {
        if (Barred is not null)
        {
            return;
        }

        Current = view;
        CountShares(view.Id);
        foreach (var subscriber in _subscribers)
        {
            subscriber();
        }
    }
}
