using System.Text;
using LiveSession.Cli.Bridge;
using LiveSession.Cli.Replay;
using LiveSession.Cli.Tests.Replay;

namespace LiveSession.Cli.Tests.Bridge;

/// <summary>The bridge's own parts between typed bytes and a session that Core decides, with the connection and the news of the session in the test's hands.</summary>
internal sealed class BridgeDesk : ICaptionSender, IDisposable
{
    private readonly TemporaryFolder? _folder;
    private readonly JournalHead _head;
    private readonly Terminal _terminal = new(new System.CommandLine.InvocationConfiguration { Output = TextWriter.Null, Error = TextWriter.Null });
    private readonly Lock _gate = new();
    private readonly List<CaptionEdit> _unanswered = [];
    private readonly List<(bool Counts, StringBuilder Typed)> _stretches = [(true, new StringBuilder())];
    private BridgeJournal _journal = null!;
    private BridgeLines _lines = null!;
    private BridgeCorrections _corrections = null!;
    private Task _correcting = Task.CompletedTask;
    private CancellationTokenSource _stop = new();

    public BridgeDesk(bool journal = false, bool open = true)
    {
        Session = new CoreSession(open);
        _folder = journal ? new TemporaryFolder() : null;
        _head = new JournalHead(Guid.CreateVersion7(), Session.View.Id, "floor", "en");
        Start();
    }

    public CoreSession Session { get; }

    public bool Connected { get; private set; } = true;

    /// <summary>Whether the bridge hears at once what happens in the session.</summary>
    public bool Told { get; set; } = true;

    /// <summary>Whether what arrives is carried out and not answered.</summary>
    public bool LoseAnswers { get; set; }

    public Func<CaptionEdit, Rejection?> Refuse { get; set; } = _ => null;

    /// <summary>What readers see being written.</summary>
    public string Shown { get; private set; } = "";

    /// <summary>What the record should say: what was left of the typing in each stretch on the record and with the pen.</summary>
    public IReadOnlyList<string> Meant =>
        [.. _stretches.Where(stretch => stretch.Counts).SelectMany(stretch => stretch.Typed.ToString().Split('\r', StringSplitOptions.RemoveEmptyEntries))];

    public async Task TypeAsync(string keys)
    {
        foreach (var key in keys)
        {
            var typed = _stretches[^1].Typed;
            if (key != '\b')
            {
                typed.Append(key);
            }
            else if (typed.Length > 0)
            {
                typed.Length--;
            }
        }

        await _lines.TypeAsync(Encoding.UTF8.GetBytes(keys), CancellationToken.None);
    }

    /// <summary>Something happens in the session.</summary>
    public void Run(LiveSession.Core.Roster.Actor by, SessionCommand command)
    {
        // Nobody hands over in the middle of the moment that a parting line is given.
        Session.Wait(TimeSpan.FromSeconds(1));
        Session.Run(by, command).Rejection.ShouldBeNull();
        if (Told && Connected)
        {
            See();
        }
    }

    /// <summary>What is typed from here on is a stretch of its own.</summary>
    public void Begin() => _stretches.Add((
        !Session.State.OffTheRecord && Session.View.Pens.All(pen => pen.Holder == Session.Captioner.Id), new StringBuilder()));

    /// <summary>The bridge hears how the session is.</summary>
    public async Task TellAsync()
    {
        if (Connected)
        {
            See();
            await _lines.TypeAsync(ReadOnlyMemory<byte>.Empty, CancellationToken.None);
        }
    }

    public void Cut() => Connected = false;

    /// <summary>The connection is there again: the bridge sits down, and sends what was not answered.</summary>
    public async Task ReturnAsync()
    {
        See();
        List<(CaptionEdit Edit, CommandResult? Result)> again;
        lock (_gate)
        {
            // What is sent from now on arrives after what is sent again, as on one connection.
            Connected = true;
            again = [.. _unanswered.ToArray().Select(edit => (edit, Arrive(edit)))];
        }

        foreach (var (edit, result) in again)
        {
            Answer(edit, result);
        }

        await _lines.TypeAsync(ReadOnlyMemory<byte>.Empty, CancellationToken.None);
    }

    /// <summary>The bridge is killed, and started with its journal.</summary>
    public async Task RestartAsync()
    {
        if (_folder is null)
        {
            return;
        }

        await _stop.CancelAsync();
        // A process that is killed writes nothing more; here it would hold the journal for a moment longer.
        await _correcting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _journal.Dispose();
        lock (_gate)
        {
            _unanswered.Clear();
        }

        Connected = false;
        Start();
        await _lines.RecallAsync(CancellationToken.None);
        await ReturnAsync();
    }

    /// <summary>The software rests, and every correction is answered.</summary>
    public async Task SettleAsync()
    {
        await _lines.SettleAsync(TestContext.Current.CancellationToken);
        for (var begun = System.Diagnostics.Stopwatch.StartNew(); _corrections.Open > 0;)
        {
            begun.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
    }

    public void Draft(CaptionEdit draft) => Shown = draft.Text;

    public Task SendAsync(CaptionEdit line, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        CommandResult? result;
        lock (_gate)
        {
            _unanswered.Add(line);
            result = Connected ? Arrive(line) : null;
        }

        Answer(line, result);
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _lines.Dispose();
        _journal.Dispose();
        _folder?.Dispose();
        _stop.Dispose();
    }

    private void Start()
    {
        var stop = _stop = new CancellationTokenSource();
        _journal = _folder is null ? BridgeJournal.None(_head) : BridgeJournal.Open(_folder.PathOf("bridge.journal"), _head);
        var journal = _journal;
        _corrections = new BridgeCorrections(this, "en") { Told = (index, number) => journal.Answered(JournalKind.Correction, index, number) };
        _lines = new BridgeLines(_journal, this, _corrections, _terminal);
        _correcting = _corrections.RunAsync(stop.Token);
        if (Connected)
        {
            _lines.RecallAsync(CancellationToken.None).GetAwaiter().GetResult();
            See();
        }
    }

    private void See() => _lines.See(Session.View, Session.Captioner.Id);

    // Under the gate: in the order in which it was sent.
    private CommandResult? Arrive(CaptionEdit edit)
    {
        var result = Refuse(edit) is { } refusal ? CommandResult.Refused(refusal) : Session.Write(edit);
        if (LoseAnswers)
        {
            return null;
        }

        _unanswered.Remove(edit);
        return result;
    }

    private void Answer(CaptionEdit edit, CommandResult? result)
    {
        if (result is not null)
        {
            _lines.Answered(edit.Command!.Value, result);
        }
    }
}
