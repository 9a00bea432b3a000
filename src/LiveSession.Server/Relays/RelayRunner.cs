using LiveSession.Client.Relays;
using LiveSession.Core.Captions;
using LiveSession.Core.Relays;
using LiveSession.Server.Operations;

namespace LiveSession.Server.Relays;

/// <summary>
/// Takes one session's lines to one service, in their order and at its pace. Lines are offered without waiting; those that a service
/// cannot take in time are skipped, the oldest first, and counted.
/// </summary>
internal sealed class RelayRunner : IDisposable
{
    private readonly Relay _relay;
    private readonly RelaySender _sender;
    private readonly RelayOptions _options;
    private readonly Instruments _instruments;
    private readonly TimeProvider _time;
    private readonly WaitingLines _waiting;
    private readonly CancellationTokenSource _stop = new();
    private long _skipped;
    private string? _speaker;
    private RelayStanding _standing = new(RelayCondition.Ready);

    public RelayRunner(Relay relay, RelaySender sender, RelayOptions options, Instruments instruments, TimeProvider time)
    {
        (_relay, _sender, _options, _instruments, _time) = (relay, sender, options, instruments, time);
        _waiting = new WaitingLines(options.LinesWaiting);
        Running = Task.Run(RunAsync);
    }

    public RelayId Id => _relay.Id;

    /// <summary>Ends when the runner does.</summary>
    public Task Running { get; }

    public RelayStanding Standing => Volatile.Read(ref _standing) with { Skipped = Interlocked.Read(ref _skipped) };

    /// <summary>Has a line sent as soon as the service takes it. Never waits.</summary>
    public void Offer(CaptionLine line) => Skip(_waiting.Add(line));

    /// <summary>Sends what waits, then ends.</summary>
    public void Finish() => _waiting.Finish();

    public void Dispose() => _stop.Cancel();

    private async Task RunAsync()
    {
        try
        {
            while (await _waiting.NextAsync(_stop.Token) is { } line)
            {
                var answer = await _sender.SendAsync(new RelayedLine(line.Number, line.Language, WithSpeaker(line), line.At), _stop.Token);
                if (answer.Outcome is RelayOutcome.Taken)
                {
                    Took(line);
                }
                else if (answer.Outcome is RelayOutcome.Unsure)
                {
                    GaveUp(line);
                }
                else
                {
                    Count("failed", 1);
                    Skip(_waiting.NotSent());
                    Show(Standing with
                    {
                        Condition = ConditionOf(answer.Outcome),
                        Status = (int?)answer.Status,
                        TryingAgainAt = _time.GetUtcNow() + _options.TryAgainAfter,
                    });
                    await Task.Delay(_options.TryAgainAfter, _time, _stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
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

    private string WithSpeaker(CaptionLine line) => line.Speaker is { } speaker && speaker != _speaker ? $"{speaker}: {line.Text}" : line.Text;

    private void Took(CaptionLine line)
    {
        _waiting.Sent();
        _speaker = line.Speaker;
        Count("sent", 1);
        Show(new RelayStanding(RelayCondition.Relaying, LastSentAt: _time.GetUtcNow(), Sent: Standing.Sent + 1));
    }

    // Whether it was shown nobody knows: it counts neither as sent nor as skipped.
    private void GaveUp(CaptionLine line)
    {
        _waiting.Sent();
        _speaker = line.Speaker;
        Count("failed", 1);
        Show(Standing with { Condition = RelayCondition.Unanswered, Status = null, TryingAgainAt = null });
    }

    private void Skip(int lines)
    {
        if (lines > 0)
        {
            Interlocked.Add(ref _skipped, lines);
            Count("skipped", lines);
        }
    }

    private void Show(RelayStanding standing) => Volatile.Write(ref _standing, standing);

    private void Count(string outcome, int lines) => _instruments.RelayLines.Add(
        lines, new KeyValuePair<string, object?>("outcome", outcome), new KeyValuePair<string, object?>("service", _relay.Service.ToString()));
}
