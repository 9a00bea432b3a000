using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Cli.Tests.Replay;

/// <summary>
/// A session with a chair and two captioners, decided by the rules of the real one, without a server around it. As there, one command is
/// decided after the other, whoever gives them at once.
/// </summary>
internal sealed class CoreSession
{
    private static readonly DateTimeOffset Begin = new(2017, 9, 25, 8, 0, 0, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly Guid _epoch = Guid.CreateVersion7();
    private readonly MeetingId _id = MeetingId.New();
    private readonly PlannedSession _planned = new(SessionId.New(), 1, "First", Begin, Begin.AddHours(3));
    private readonly List<string> _recorded = [];
    private MeetingState _meeting = MeetingState.Empty;
    private DateTimeOffset _now = Begin;

    public CoreSession(bool open = true)
    {
        foreach (var one in new LogEvent[]
        {
            new MeetingCreated("wg-1", "Working Group", "UTC", Public: true),
            new SessionScheduled(_planned.Id, _planned.Number, _planned.Title, _planned.StartsAt, _planned.EndsAt),
            Listing(Chair), Listing(Captioner), Listing(Colleague),
        })
        {
            _meeting = _meeting.Apply(Next(LogId.Of(_id), _meeting.Cursor, CommandId.New(), Chair, one));
        }

        if (open)
        {
            Open();
        }
    }

    public Actor Chair { get; } = new(ParticipantId.New(), Role.Chair, "Amina Diallo", "");

    public Actor Captioner { get; } = new(ParticipantId.New(), Role.Captioner, "Lena Fisher", "");

    public Actor Colleague { get; } = new(ParticipantId.New(), Role.Captioner, "Omar Haddad", "");

    public SessionState State { get; private set; } = SessionState.Empty;

    public SessionView View => SessionViews.ViewOf(State, _meeting, _planned);

    /// <summary>Every text that ever came into the record, in order.</summary>
    public IReadOnlyList<string> Recorded => _recorded;

    /// <summary>What the record says now.</summary>
    public IReadOnlyList<string> Said => [.. State.Captions.Lines.Select(line => line.Text).Where(text => text.Length > 0)];

    /// <summary>The chair opens it.</summary>
    public void Open() => Happen(CommandId.New(), Chair, new SessionOpened(_id, "Working Group", 1, "First"));

    /// <summary>Time passes.</summary>
    public void Wait(TimeSpan time)
    {
        lock (_gate)
        {
            _now += time;
        }
    }

    /// <summary>What a captioner streams.</summary>
    public CommandResult Write(CaptionEdit edit) => Run(edit.Command!.Value, Captioner, edit.Corrects is { } number
        ? new CorrectCaptionLine(number, edit.Text, edit.RecordPart)
        : new AddCaptionLine("floor", edit.Language, edit.Text, edit.Speaker, edit.SpokenAt, edit.RecordPart));

    public CommandResult Run(Actor by, SessionCommand command) => Run(CommandId.New(), by, command);

    public CommandResult Run(CommandId id, Actor by, SessionCommand command)
    {
        lock (_gate)
        {
            return Decide(id, by, command);
        }
    }

    private CommandResult Decide(CommandId id, Actor by, SessionCommand command)
    {
        if (State.Cursor.Commands.TryGetValue(id, out var trace))
        {
            return new CommandResult(new LogPosition(_epoch, trace.Sequence));
        }

        var decision = SessionDecider.Decide(State, command, new SessionContext(id, by, _now, _planned.Id, _meeting, new SessionLimits()));
        foreach (var one in decision.Events)
        {
            Happen(id, by, one);
        }

        return decision.Rejection is { } refusal ? CommandResult.Refused(refusal) : new CommandResult(State.Cursor.Position);
    }

    private void Happen(CommandId id, Actor by, LogEvent happened)
    {
        State = State.Apply(Next(LogId.Of(_planned.Id), State.Cursor, id, by, happened));
        if (happened is CaptionLineAdded { Text: var added })
        {
            _recorded.Add(added);
        }
        else if (happened is CaptionLineCorrected { Text: var corrected })
        {
            _recorded.Add(corrected);
        }
    }

    private LoggedEvent Next(LogId log, LogCursor after, CommandId id, Actor by, LogEvent happened)
    {
        _now = _now.AddMilliseconds(10);
        return new LoggedEvent(log, new LogPosition(_epoch, after.Sequence + 1), _now, by.Id, id, happened, HashChain.Start);
    }

    private static ParticipantListed Listing(Actor actor) =>
        new(actor.Id, actor.Name, actor.Affiliation, StakeholderGroup.Unspecified, actor.Role, null, SelfRegistered: false);
}
