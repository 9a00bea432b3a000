using LiveSession.Client.Captions;
using LiveSession.Client.Sessions;

namespace LiveSession.Client.Tests.Consoles;

/// <summary>A session that shows what a test puts into it and keeps the commands it is given.</summary>
public sealed class FakeSessionStore : ISessionStore
{
    private readonly List<Action> _subscribers = [];
    private readonly List<SessionCommand> _commands = [];
    private readonly List<MeetingCommand> _meetingCommands = [];
    private SessionView? _session;

    public SessionView? Current { get; private set; }

    public RosterEntryView? Me { get; private set; }

    public ImmutableArray<RosterEntryView> Roster { get; init; } = [];

    public bool WordsStayHere { get; set; }

    public ImmutableArray<StatementView> Statements { get; set; } = [];

    public ImmutableArray<GlossaryEntry> Glossary { get; set; } = [];

    public int? Readers { get; init; } = 212;

    public PresenceView? Presence { get; init; }

    public int LineLength { get; set; } = 2_000;

    public ImmutableArray<CaptionerHere> Captioners { get; init; } = [];

    public bool PresidingOfficerGone { get; set; }

    public IReadOnlyList<MeetingCommand> MeetingCommands => _meetingCommands;

    public IReadOnlyList<SessionCommand> Commands => _commands;

    public (string Slug, int Number, Role As)? Opened { get; private set; }

    public int Subscribers => _subscribers.Count;

    /// <summary>Why the next commands are refused; null when they are not.</summary>
    public Rejection? Refusing { get; set; }

    /// <summary>What the session becomes before a refusal is answered: somebody else acted first.</summary>
    public SessionView? Overtaken { get; set; }

    /// <summary>Why the session cannot be opened; null when it can.</summary>
    public Rejection? Barred { get; init; }

    public static FakeSessionStore Of(SessionView session, Role role, params RosterEntryView[] roster) => Of(session, role, [], roster);

    public static FakeSessionStore Of(SessionView session, Role role, ImmutableArray<CaptionerHere> here, params RosterEntryView[] roster) => new()
    {
        Captioners = here,
        _session = session,
        Roster = [.. roster],
        Sitting = new(Sitter, "Mireille Aubert", "Switzerland", StakeholderGroup.Government, role),
    };

    public static FakeSessionStore Of(SessionView session, Role role, PresenceView here) => new()
    {
        Presence = here,
        _session = session,
        Sitting = new(Sitter, "Mireille Aubert", "Switzerland", StakeholderGroup.Government, role),
    };

    public static ParticipantId Sitter { get; } = ParticipantId.New();

    private RosterEntryView? Sitting { get; init; }

    public Task<Rejection?> OpenAsync(string meetingSlug, int number, Role @as)
    {
        Opened = (meetingSlug, number, @as);
        if (Barred is null)
        {
            (Current, Me) = (_session, Sitting);
        }

        return Task.FromResult(Barred);
    }

    public IDisposable Subscribe(Action changed)
    {
        _subscribers.Add(changed);
        return new Subscription(() => _subscribers.Remove(changed));
    }

    public Task<CommandResult> RunAsync(SessionCommand command)
    {
        _commands.Add(command);
        if (Overtaken is { } overtaken)
        {
            Show(overtaken);
        }

        return Task.FromResult(Refusing is { } refusal ? CommandResult.Refused(refusal) : new CommandResult(Current!.Position));
    }

    public Task<CommandResult> RunAsync(MeetingCommand command)
    {
        _meetingCommands.Add(command);
        return Task.FromResult(Refusing is { } refusal ? CommandResult.Refused(refusal) : new CommandResult(Current!.Position));
    }

    public void Show(SessionView session)
    {
        Current = session;
        _subscribers.ToList().ForEach(subscriber => subscriber());
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
