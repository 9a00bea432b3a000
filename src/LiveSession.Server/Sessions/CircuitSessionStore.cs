using System.Security.Claims;
using LiveSession.Client.Captions;
using LiveSession.Client.Sessions;
using LiveSession.Core.Log;
using LiveSession.Server.Captions;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Roster;
using Microsoft.AspNetCore.Components.Authorization;

namespace LiveSession.Server.Sessions;

/// <summary>What one console knows of its session. Changes are passed on at most ten times a second, the last one always.</summary>
internal sealed class CircuitSessionStore(
    MeetingDirectory directory, Doors doors, SessionCommands commands, MeetingCommands meetings, ISessionFeed feed, CaptionDesks desks,
    CaptionPulse pulse, AuthenticationStateProvider signIn, TimeProvider time)
    : ISessionStore, IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan PresenceInterval = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private ImmutableArray<Action> _subscribers = [];
    private IDisposable? _following;
    private ITimer? _timer;
    private ITimer? _present;
    private bool _changed;
    private ClaimsPrincipal? _caller;
    private Role _role;

    public SessionView? Current { get; private set; }

    public RosterEntryView? Me { get; private set; }

    public ImmutableArray<RosterEntryView> Roster { get; private set; } = [];

    public ImmutableArray<GlossaryEntry> Glossary { get; private set; } = [];

    public int? Readers { get; private set; }

    public ImmutableArray<CaptionerHere> Captioners { get; private set; } = [];

    public async Task<Rejection?> OpenAsync(string meetingSlug, int number, Role @as)
    {
        _caller = (await signIn.GetAuthenticationStateAsync()).User;
        if (await directory.FindAsync(meetingSlug, number) is not { } place || !await doors.MayReadAsync(_caller, place.Meeting))
        {
            return Rejections.UnknownSession;
        }

        var actors = await doors.ActorsAsync(_caller, place.Meeting);
        var actor = actors.FirstOrDefault(actor => actor.Role == @as) ?? actors.FirstOrDefault(actor => actor.Role is Role.Secretariat);
        if (actor is null)
        {
            return Rejections.NotAllowed;
        }

        _role = actor.Role;
        Me = new RosterEntryView(actor.Id, actor.Name, actor.Affiliation, StakeholderGroup.Unspecified, actor.Role);
        Roster = MeetingViews.RosterOf(place.Meeting, forSecretariat: false);
        _following?.Dispose();
        _following = feed.Subscribe((log, _) => Happened(log, place));
        pulse.Changed -= FellSilent;
        pulse.Changed += FellSilent;
        Glossary = GlossaryOf(place);
        Current = await place.ViewAsync();
        _present?.Dispose();
        _present = time.CreateTimer(_ => LookAround(place.Planned.Id), null, TimeSpan.Zero, PresenceInterval);
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
            _timer ??= time.CreateTimer(_ => Tick(), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
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

        if (Current is { } current && directory.FindLoaded(current.Id) is { ViewIfLoaded: { } view } place)
        {
            Roster = MeetingViews.RosterOf(place.Meeting, forSecretariat: false);
            Glossary = GlossaryOf(place);
            Show(view);
        }
    }

    private async Task RefreshAsync(SessionId session)
    {
        if (await directory.FindAsync(session) is { } place)
        {
            Glossary = GlossaryOf(place);
            Show(await place.ViewAsync());
        }
    }

    private static ImmutableArray<GlossaryEntry> GlossaryOf(SessionPlace place) => [.. place.Meeting.Glossary.Entries.Values];

    // Presence is in no log: it is looked at now and then, and said when it changed.
    private void LookAround(SessionId session)
    {
        var (readers, captioners) = (desks.CountOtherReaders(session), desks.At(session));
        if (_role is Role.Captioner && Current is { } view && (readers != Readers || !captioners.SequenceEqual(Captioners)))
        {
            (Readers, Captioners) = (readers, captioners);
            Show(view);
        }
    }

    private void Show(SessionView view)
    {
        Current = view;
        foreach (var subscriber in _subscribers)
        {
            subscriber();
        }
    }
}
