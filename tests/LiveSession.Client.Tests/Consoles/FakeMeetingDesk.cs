using LiveSession.Client.Meetings;

namespace LiveSession.Client.Tests.Consoles;

/// <summary>A desk with the meetings a test puts on it. It keeps what it is told to do and refuses when it is told to.</summary>
public sealed class FakeMeetingDesk : IMeetingDesk
{
    private readonly List<MeetingCommand> _commands = [];

    public static MeetingView Sample { get; } = new(
        MeetingId.New(), "wgec-5", "Working group, fifth meeting", "Europe/Zurich", Public: true,
        [SampleSession.Summary("Tuesday morning", SessionPhase.Scheduled)], [SampleSession.First, SampleSession.Second],
        [SampleSession.Entry(SampleSession.Ana), SampleSession.Entry(SampleSession.Bo, Role.Captioner)], []);

    public ImmutableArray<MeetingView> Meetings { get; set; } = [Sample];

    public bool MayCreate { get; init; } = true;

    public Rejection? Refusing { get; set; }

    public RosterReading Reading { get; set; } = new([], []);

    public string? ReadCsv { get; private set; }

    public (ImmutableArray<ParticipantId> Whom, TimeSpan ValidFor, int MostUses)? Invited { get; private set; }

    public IReadOnlyList<MeetingCommand> Commands => _commands;

    public Task<ImmutableArray<MeetingView>> ListAsync() => Task.FromResult(Meetings);

    public Task<MeetingView?> FindAsync(string slug) => Task.FromResult(Meetings.FirstOrDefault(meeting => meeting.Slug == slug));

    public Task<bool> MayCreateAsync() => Task.FromResult(MayCreate);

    public Task<CommandResult> CreateAsync(CreateMeeting command) => Answer(command);

    public Task<CommandResult> RunAsync(MeetingId meeting, MeetingCommand command) => Answer(command);

    public ImmutableArray<StatementView> Statements { get; set; } = [];

    public Task<ImmutableArray<StatementView>> StatementsOfAsync(MeetingId meeting) => Task.FromResult(Statements);

    public ImmutableArray<GlossaryEntry> Glossary { get; set; } = [];

    public Task<ImmutableArray<GlossaryEntry>> GlossaryOfAsync(MeetingId meeting) => Task.FromResult(Glossary);

    public RosterReading ReadRoster(string csv)
    {
        ReadCsv = csv;
        return Reading;
    }

    public Task<InvitingResult> InviteAsync(MeetingId meeting, ImmutableArray<ParticipantId> participants, TimeSpan validFor, int mostUses)
    {
        Invited = (participants, validFor, mostUses);
        return Task.FromResult(Refusing is { } refusal
            ? new InvitingResult([], refusal)
            : new InvitingResult([.. Meetings[0].Roster.Where(person => participants.Contains(person.Id))
                .Select(person => new IssuedLink(person, $"https://live.example/i/{person.Name[..2]}", SampleSession.Ten + validFor))]));
    }

    public string AddressOf(string path) => $"https://live.example/{path}";

    private Task<CommandResult> Answer(MeetingCommand command)
    {
        _commands.Add(command);
        return Task.FromResult(Refusing is { } refusal ? CommandResult.Refused(refusal) : new CommandResult(new(Guid.CreateVersion7(), 1)));
    }
}
