using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Demo;

/// <summary>
/// Plays the captioner: words appear as they are said, a finished line goes to the record. Lines without an answer are sent again after
/// a lost connection, with their ids. It leaves as soon as somebody else holds the pen.
/// </summary>
internal sealed partial class DemoCaptioner : IAsyncDisposable
{
    private const string Track = "floor";
    private const int WordsPerDraft = 3;
    private static readonly TimeSpan ResendAfter = TimeSpan.FromSeconds(1);

    private readonly DemoStage _stage;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly DemoConnection _connection;
    private readonly Lock _lock = new();
    private readonly List<CaptionEdit> _unanswered = [];
    private readonly Dictionary<CommandId, int> _sceneOf = [];
    private readonly Dictionary<int, long> _numberOf = [];
    private Channel<CaptionEdit> _edits = Channel.CreateUnbounded<CaptionEdit>();
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private SessionView? _seen;
    private ParticipantId? _me;

    public DemoCaptioner(DemoStage stage, TimeProvider time, ILogger logger)
    {
        (_stage, _time, _logger) = (stage, time, logger);
        Part = new DemoPart("captioner", logger);
        _connection = new DemoConnection(stage.Server, "hubs/captions", stage.Captioner, time, logger)
        {
            Greet = JoinAsync,
            Refused = () => Leave("its link opens nothing any more"),
        };
        _connection.Hub.On<SessionView>(nameof(ICaptionClient.Changed), Heard);
        _connection.Hub.On<CaptionReceipt>(nameof(ICaptionClient.Acknowledged), Answered);
        _connection.Hub.On<ClosingNotice>(nameof(ICaptionClient.Closing), _connection.EndIfRevokedAsync);
    }

    public DemoPart Part { get; }

    /// <summary>The session as last seen; null before the first connection.</summary>
    public SessionView? Seen => Volatile.Read(ref _seen);

    public Task StartAsync(CancellationToken stop) => _connection.StartAsync(stop);

    /// <summary>Writes a line while it is said. Takes as long when the part was left, so that the play goes on at its pace.</summary>
    /// <param name="scene">The number of the scene, for corrections.</param>
    /// <param name="line">What is said.</param>
    /// <param name="mark">Who says it, where it is not who has the floor.</param>
    /// <param name="kept">Whether the line is for the record.</param>
    /// <param name="lasts">How long it takes.</param>
    /// <param name="stop">Stops the play.</param>
    public async Task WriteAsync(int scene, Cue.Say line, string? mark, bool kept, TimeSpan lasts, CancellationToken stop)
    {
        var begun = _time.GetUtcNow();
        var words = line.Text.Split(' ');
        for (var said = 0; said < words.Length;)
        {
            var step = Math.Min(WordsPerDraft, words.Length - said);
            await Task.Delay(lasts * step / words.Length, _time, stop);
            said += step;
            if (said < words.Length || !kept || Seen is { OffTheRecord: true })
            {
                Draft(new CaptionEdit(string.Join(' ', words[..said]), null, line.Language, mark));
            }
            else
            {
                Finish(scene, new CaptionEdit(line.Text, CommandId.New(), line.Language, mark, begun));
            }
        }
    }

    /// <summary>Takes a line that is not for the record off the screens.</summary>
    public void Clear() => Draft(new CaptionEdit("", null, "en"));

    /// <summary>Corrects a line of an earlier scene, if this process sent it.</summary>
    public async Task CorrectAsync(int scene, string text, CancellationToken stop)
    {
        if (Part.IsLeft || !_numberOf.TryGetValue(scene, out var number))
        {
            return;
        }

        try
        {
            var result = await _connection.CommandAsync(nameof(ICaptionHub.CorrectLine), [_stage.Session, CommandId.New(), number, text], stop);
            if (result.Rejection is { } refusal)
            {
                LeaveIfTaken(refusal);
            }
        }
        catch (Exception fault) when (fault is HubException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Leave(fault.Message);
        }
    }

    /// <summary>Waits until every finished line was answered, or the part was left.</summary>
    public Task SettledAsync(CancellationToken stop) => UntilAsync(() => _unanswered.Count == 0, stop);

    /// <summary>Waits until the captioner has seen that the session is on the record again, or the part was left.</summary>
    public Task OnTheRecordAsync(CancellationToken stop) => UntilAsync(() => _seen is { OffTheRecord: false }, stop);

    /// <summary>Waits until the session sits or is over, or the part was left.</summary>
    public Task SittingAsync(CancellationToken stop) =>
        UntilAsync(() => _seen is { Phase: SessionPhase.Open or SessionPhase.Closed }, stop);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task UntilAsync(Func<bool> met, CancellationToken stop)
    {
        while (true)
        {
            Task changed;
            lock (_lock)
            {
                if (Part.IsLeft || met())
                {
                    return;
                }

                changed = _changed.Task;
            }

            await changed.WaitAsync(stop);
        }
    }

    private void Draft(CaptionEdit edit)
    {
        if (!Part.IsLeft)
        {
            lock (_lock)
            {
                _edits.Writer.TryWrite(edit);
            }
        }
    }

    private void Finish(int scene, CaptionEdit line)
    {
        if (!Part.IsLeft)
        {
            lock (_lock)
            {
                _sceneOf[line.Command!.Value] = scene;
                _unanswered.Add(line);
                _edits.Writer.TryWrite(line);
            }
        }
    }

    private async Task JoinAsync()
    {
        var desk = await _connection.Hub.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), _stage.Session);
        if (desk.Session is not { } session)
        {
            Leave(desk.Rejection?.Message ?? "there is no session");
            return;
        }

        lock (_lock)
        {
            _me = desk.Me;
            // Drafts of the lost connection are worth nothing; lines are.
            _edits.Writer.TryComplete();
            _edits = Channel.CreateUnbounded<CaptionEdit>();
            _unanswered.ForEach(line => _edits.Writer.TryWrite(line));
            _ = StreamAsync(_edits.Reader);
        }

        Heard(session);
    }

    private async Task StreamAsync(ChannelReader<CaptionEdit> edits)
    {
        try
        {
            await _connection.Hub.InvokeAsync(nameof(ICaptionHub.Write), _stage.Session, Track, edits);
        }
        catch (HubException refused)
        {
            Leave(refused.Message);
        }
        catch (Exception fault)
        {
            // The connection was lost: the next one takes up what has no answer.
            Log.StreamEnded(_logger, fault.Message);
        }
    }

    private void Answered(CaptionReceipt receipt)
    {
        CaptionEdit? again = null;
        lock (_lock)
        {
            var line = _unanswered.Find(each => each.Command == receipt.Command);
            if (line is not null && DemoConnection.IsPassing(receipt.Result.Rejection))
            {
                again = line;
            }
            else if (line is not null)
            {
                _unanswered.Remove(line);
                if (receipt.Result.Position is { } position)
                {
                    _numberOf[_sceneOf[receipt.Command]] = position.Sequence;
                }
            }
        }

        if (again is not null)
        {
            _ = ResendAsync(again);
        }
        else if (receipt.Result.Rejection is { } refusal)
        {
            LeaveIfTaken(refusal);
        }

        Wake();
    }

    private async Task ResendAsync(CaptionEdit line)
    {
        await Task.Delay(ResendAfter, _time, CancellationToken.None);
        lock (_lock)
        {
            _edits.Writer.TryWrite(line);
        }
    }

    private void Heard(SessionView session)
    {
        ParticipantId? me;
        lock (_lock)
        {
            me = _me;
            if (!Standing.IsBefore(session, _seen?.Position))
            {
                Volatile.Write(ref _seen, session);
            }
        }

        if (me is not null && session.Pens.FirstOrDefault(pen => pen.Track == Track) is { } held && held.Holder != me)
        {
            Leave("somebody else has the pen");
        }

        Wake();
    }

    private void LeaveIfTaken(Rejection refusal)
    {
        if (refusal.Code == Rejections.PenHeld("").Code || refusal.Code == Rejections.SessionClosed.Code || refusal.Code == Rejections.NotAllowed.Code)
        {
            Leave(refusal.Message);
        }
        else
        {
            Log.LineRefused(_logger, refusal.Code, refusal.Message);
        }
    }

    private void Leave(string reason)
    {
        Part.Leave(reason);
        lock (_lock)
        {
            _unanswered.Clear();
            _edits.Writer.TryComplete();
        }

        Wake();
    }

    private void Wake()
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            (changed, _changed) = (_changed, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        changed.TrySetResult();
    }

    private static partial class Log
    {
        [LoggerMessage(921, LogLevel.Debug, "Demonstration: the caption stream ended: {Reason}")]
        public static partial void StreamEnded(ILogger logger, string reason);

        [LoggerMessage(922, LogLevel.Warning, "Demonstration: a line was refused ({Code}): {Reason}")]
        public static partial void LineRefused(ILogger logger, int code, string reason);
    }
}
