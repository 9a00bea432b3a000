namespace LiveSession.Cli.Tests.Replay;

/// <summary>What the stub server keeps, and how it misbehaves.</summary>
internal sealed class StubRecord
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CommandId, CommandResult> _answers = [];
    private readonly List<(Func<StubRecord, bool> When, TaskCompletionSource Reached)> _watches = [];
    private readonly Guid _epoch = Guid.CreateVersion7();
    private readonly SessionId _session = SessionId.New();
    private readonly DateTimeOffset _now = new(2017, 9, 25, 8, 0, 0, TimeSpan.Zero);
    private ImmutableArray<FloorRequestView> _queue = [];
    private TurnView? _speaking;
    private int _turns;
    private long _sequence;

    public (MeetingId Id, string Slug) Meeting { get; } = (MeetingId.New(), "wg-1");

    public SessionPhase Phase { get; set; } = SessionPhase.Open;

    /// <summary>Every line in the record, in order.</summary>
    public List<CaptionEdit> Lines { get; } = [];

    /// <summary>Every correction, in order: the line's number and its new text.</summary>
    public List<(long Line, string Text)> Corrections { get; } = [];

    /// <summary>Every draft, in order.</summary>
    public List<string> Drafts { get; } = [];

    /// <summary>What the chair did, in order, with the number of lines there were.</summary>
    public List<string> Floor { get; } = [];

    /// <summary>How often any line arrived, repeated ones included.</summary>
    public int Arrivals { get; private set; }

    /// <summary>Changing it makes every sign-in void.</summary>
    public int CookieEdition { get; set; } = 1;

    public bool LinksRevoked { get; set; }

    /// <summary>Refuses a line.</summary>
    public Func<CaptionEdit, int, Rejection?> Refuse { get; set; } = (_, _) => null;

    /// <summary>Cuts the connection when a line arrives, by the count of arrivals: before it is kept, or after it is kept and before the answer.</summary>
    public Func<int, Cut> CutAt { get; set; } = _ => Cut.Never;

    /// <summary>Keeps the line and says nothing, by the count of arrivals.</summary>
    public Func<int, bool> Silent { get; set; } = _ => false;

    /// <summary>Loses the answers of the chair's commands, by name: the command is carried out and the connection cut.</summary>
    public Func<string, bool> CutChairAfter { get; set; } = _ => false;

    public MeetingView MeetingView() => new(
        Meeting.Id, Meeting.Slug, "Working Group", "UTC", true,
        [new SessionSummary(_session, Meeting.Slug, "Working Group", 1, "First", _now, _now.AddHours(3), "UTC", Phase, Lines.Count)], [], [], []);

    public SessionView View()
    {
        lock (_gate)
        {
            return new SessionView
            {
                Id = _session,
                Meeting = Meeting.Id,
                MeetingSlug = Meeting.Slug,
                MeetingTitle = "Working Group",
                Number = 1,
                Title = "First",
                StartsAt = _now,
                EndsAt = _now.AddHours(3),
                TimeZone = "UTC",
                Phase = Phase,
                Floor = new FloorView(_turns, _speaking, _queue, null),
                LineCount = Lines.Count,
            };
        }
    }

    /// <summary>Waits until the record is as described.</summary>
    public Task Until(Func<StubRecord, bool> condition)
    {
        lock (_gate)
        {
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _watches.Add((condition, reached));
            Notice();
            return reached.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }
    }

    /// <summary>A line arrives: how to treat the connection, and the answer where there is one.</summary>
    public (Cut Cut, CaptionReceipt? Receipt) Take(CaptionEdit line)
    {
        lock (_gate)
        {
            var cut = CutAt(++Arrivals);
            var silent = Silent(Arrivals);
            if (cut is Cut.BeforeKeeping)
            {
                return (cut, null);
            }

            var answer = Once(line.Command!.Value, () => Refuse(line, Arrivals), () =>
            {
                if (line.Corrects is { } number)
                {
                    Corrections.Add((number, line.Text));
                }
                else
                {
                    Lines.Add(line);
                }
            });
            return (cut, silent || cut is Cut.BeforeAnswer ? null : new CaptionReceipt(line.Command.Value, answer));
        }
    }

    public void Draft(string text)
    {
        lock (_gate)
        {
            Drafts.Add(text);
            Notice();
        }
    }

    public CommandResult Correct(CommandId id, long line, string text)
    {
        lock (_gate)
        {
            return Once(id, () => null, () => Corrections.Add((line, text)));
        }
    }

    public CommandResult Command(CommandId id, string what, Func<Rejection?> change)
    {
        lock (_gate)
        {
            return Once(id, change, () => Floor.Add($"{Lines.Count}: {what}"));
        }
    }

    public Rejection? Enqueue(CommandId id, RequestFloorFor request)
    {
        _queue = _queue.Add(new FloorRequestView(
            new SpeakerView(request.Speaker ?? ParticipantId.From(id.Value), request.Name, request.Affiliation, request.Place), request.Note, _now));
        return null;
    }

    public Rejection? Withdraw(ParticipantId of)
    {
        var without = _queue.RemoveAll(request => request.Speaker.Id == of);
        (var changed, _queue) = (without.Length < _queue.Length, without);
        return changed ? null : Rejections.NotInQueue;
    }

    public Rejection? Give(ParticipantId to, int afterTurn)
    {
        if (afterTurn != _turns)
        {
            return Rejections.FloorHasMoved(_speaking?.Speaker.Name);
        }

        if (_queue.FirstOrDefault(request => request.Speaker.Id == to) is not { } called)
        {
            return Rejections.NotInQueue;
        }

        _queue = _queue.Remove(called);
        _speaking = new TurnView(++_turns, called.Speaker, _now);
        return null;
    }

    public string NameOf(ParticipantId id) => _queue.FirstOrDefault(request => request.Speaker.Id == id)?.Speaker.Name ?? "?";

    // The same command again is answered as the first time, and does nothing; a refused one was never there.
    private CommandResult Once(CommandId id, Func<Rejection?> decide, Action keep)
    {
        if (_answers.TryGetValue(id, out var before))
        {
            return before;
        }

        var result = decide() is { } refusal ? CommandResult.Refused(refusal) : new CommandResult(new LogPosition(_epoch, ++_sequence));
        if (result.Accepted)
        {
            _answers[id] = result;
            keep();
        }

        Notice();
        return result;
    }

    private void Notice()
    {
        foreach (var watch in _watches.Where(watch => watch.When(this)).ToArray())
        {
            _watches.Remove(watch);
            watch.Reached.SetResult();
        }
    }
}

/// <summary>When a connection breaks.</summary>
internal enum Cut
{
    Never,
    BeforeKeeping,
    BeforeAnswer,
}
