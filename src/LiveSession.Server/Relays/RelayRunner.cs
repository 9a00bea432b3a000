using System.Threading.Channels;
using LiveSession.Client.Relays;
using LiveSession.Core.Captions;
using LiveSession.Core.Relays;
using LiveSession.Server.Operations;

namespace LiveSession.Server.Relays;

/// <summary>
/// Takes one session's lines to one service, in their order and at its pace, for as long as the relay is this node's. What waits is read
/// from the session as folded, after the last line that was claimed; lines that a service cannot take in time are skipped, the oldest
/// first, and counted. What is sent is the line as it stands then: corrections count until it goes out, and a line that was withdrawn while it
/// waited does not go out.
/// </summary>
internal sealed partial class RelayRunner : IDisposable
{
    // What another node left unsent is of use only as long as people remember what it is about.
    private static readonly TimeSpan OldestTakenOver = TimeSpan.FromMinutes(1);

    private readonly Relay _relay;
    private readonly RelaySender _sender;
    private readonly Func<CaptionState> _captions;
    private readonly RelayOptions _options;
    private readonly Instruments _instruments;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<bool> _news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private readonly DateTimeOffset _notBefore;
    private volatile bool _finishing;
    private volatile bool _leaving;
    private long _answered;
    private long _passed;
    private string? _speaker;
    private RelayStanding _standing;

    /// <param name="relay">The relay.</param>
    /// <param name="sender">Writes to the service.</param>
    /// <param name="lease">Where the relay stood when it became this node's.</param>
    /// <param name="standing">How it was, as far as another node said so.</param>
    /// <param name="captions">The session's lines as they are now.</param>
    /// <param name="options">How patiently.</param>
    /// <param name="instruments">Counts.</param>
    /// <param name="time">Tells the time.</param>
    /// <param name="logger">Told of what should not happen.</param>
    public RelayRunner(
        Relay relay, RelaySender sender, RelayLease lease, RelayStanding standing, Func<CaptionState> captions, RelayOptions options,
        Instruments instruments, TimeProvider time, ILogger logger)
    {
        (_relay, _sender, _standing, _captions, _options, _instruments, _time, _logger) = (relay, sender, standing, captions, options, instruments, time, logger);
        (_answered, _notBefore) = (lease.Answered, time.GetUtcNow() - OldestTakenOver);
        // Teams numbers nothing: a line that may have been taken is not sent again.
        _passed = relay.Service is RelayService.Teams || lease.Answered >= lease.UpTo.Sequence ? lease.UpTo.Sequence : lease.UpTo.Sequence - 1;
        Running = Task.Run(RunAsync);
    }

    /// <summary>Ends when the runner does.</summary>
    public Task Running { get; }

    public RelayStanding Standing => Volatile.Read(ref _standing);

    /// <summary>The last line that the service answered.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Something was said, or the relay is this node's anew. Never waits.</summary>
    public void Look() => _news.Writer.TryWrite(true);

    /// <summary>Sends what waits, then ends.</summary>
    public void Finish()
    {
        _finishing = true;
        Look();
    }

    /// <summary>Hears the answer to what is under way, then ends: whoever goes on knows then whether it was taken.</summary>
    public Task LeaveAsync()
    {
        _leaving = true;
        Look();
        return Running;
    }

    /// <summary>Ends at once.</summary>
    public void Dispose() => _stop.Cancel();

    private async Task RunAsync()
    {
        try
        {
            while (!_leaving)
            {
                if (Next() is { } line)
                {
                    await TrySendAsync(line);
                }
                else if (_finishing)
                {
                    return;
                }
                else
                {
                    await _news.Reader.ReadAsync(_stop.Token);
                }
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    // Whatever goes wrong, a relay that is on goes on, and says that it is in trouble.
    private async Task TrySendAsync(CaptionLine line)
    {
        try
        {
            await SendAsync(line);
        }
        catch (Exception fault) when (!_stop.IsCancellationRequested)
        {
            // Not the fault itself: it may hold the address.
            LogFailed(_relay.Id, line.Number, fault.GetType().Name);
            await FailedAsync(new RelayAnswer(RelayOutcome.Unanswered));
        }
    }

    private async Task SendAsync(CaptionLine line)
    {
        var answer = await _sender.SendAsync(line.Number, () => AsItStands(line), _stop.Token);
        if (answer.Outcome is RelayOutcome.Taken)
        {
            Took(line);
        }
        else if (answer.Outcome is RelayOutcome.Unsure)
        {
            LetGo(line, "unanswered", Standing with { Condition = RelayCondition.Unanswered, Status = null, TryingAgainAt = null });
            _speaker = line.Speaker;
        }
        else if (answer.Outcome is RelayOutcome.Withdrawn)
        {
            LetGo(line, "withdrawn", Standing with { TryingAgainAt = null });
        }
        else if (answer.Outcome is RelayOutcome.Lost)
        {
            // It is ended from outside if the relay is another node's; else this one is told when it is sure again.
            await _news.Reader.ReadAsync(_stop.Token);
        }
        else
        {
            await FailedAsync(answer);
        }
    }

    private async Task FailedAsync(RelayAnswer answer)
    {
        Count("failed", 1);
        Show(Standing with
        {
            Condition = ConditionOf(answer.Outcome),
            Status = (int?)answer.Status,
            TryingAgainAt = _time.GetUtcNow() + _options.TryAgainAfter,
        });
        await WaitAsync(_options.TryAgainAfter);
    }

    /// <summary>How a relay is that was answered so.</summary>
    public static RelayCondition ConditionOf(RelayOutcome outcome) => outcome switch
    {
        RelayOutcome.Taken => RelayCondition.Relaying,
        RelayOutcome.Refused => RelayCondition.Refused,
        RelayOutcome.Unanswered or RelayOutcome.Unsure => RelayCondition.Unanswered,
        RelayOutcome.Barred => RelayCondition.Barred,
        _ => RelayCondition.Unreachable,
    };

    // The oldest line that waits, once those are skipped that are too many or too old.
    private CaptionLine? Next()
    {
        var captions = _captions();
        var waiting = new Queue<CaptionLine>();
        for (var index = captions.CountUpTo(_passed); index < captions.Lines.Count; index++)
        {
            var line = captions.Lines[index];
            if (line.Track == _relay.Track)
            {
                waiting.Enqueue(line);
                if (waiting.Count > _options.LinesWaiting || waiting.Peek().At < _notBefore)
                {
                    Skip(waiting.Dequeue());
                }
            }
        }

        return waiting.TryPeek(out var next) ? next : null;
    }

    private string WithSpeaker(CaptionLine line) => line.Speaker is { } speaker && speaker != _speaker ? $"{speaker}: {line.Text}" : line.Text;

    private RelayedLine? AsItStands(CaptionLine offered) => (_captions().FindLine(offered.Number) ?? offered) is { Text.Length: > 0 } line
        ? new RelayedLine(line.Number, line.Language, WithSpeaker(line), line.At)
        : null;

    private void LetGo(CaptionLine line, string outcome, RelayStanding standing)
    {
        _passed = line.Number;
        Volatile.Write(ref _answered, line.Number);
        Count(outcome, 1);
        Show(standing);
    }

    private void Took(CaptionLine line)
    {
        _passed = line.Number;
        Volatile.Write(ref _answered, line.Number);
        _speaker = line.Speaker;
        Count("sent", 1);
        Show(Standing with { Condition = RelayCondition.Relaying, Status = null, LastSentAt = _time.GetUtcNow(), TryingAgainAt = null, Sent = Standing.Sent + 1 });
    }

    private void Skip(CaptionLine line)
    {
        _passed = line.Number;
        Count("skipped", 1);
        Show(Standing with { Skipped = Standing.Skipped + 1 });
    }

    // Nobody who is leaving waits for a service that is away.
    private async Task WaitAsync(TimeSpan wait)
    {
        var waited = Task.Delay(wait, _time, _stop.Token);
        while (!_leaving && !waited.IsCompleted)
        {
            await Task.WhenAny(waited, _news.Reader.ReadAsync(_stop.Token).AsTask());
        }

        _stop.Token.ThrowIfCancellationRequested();
    }

    private void Show(RelayStanding standing) => Volatile.Write(ref _standing, standing);

    private void Count(string outcome, int lines) => _instruments.RelayLines.Add(
        lines, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("service", _relay.Service.ToString()));

    [LoggerMessage(143, LogLevel.Error, "Relay {Relay} failed on line {Line}: {Fault}. It tries again")]
    private partial void LogFailed(RelayId relay, long line, string fault);
}
