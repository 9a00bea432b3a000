using System.Collections.Immutable;
using System.Diagnostics;
using LiveSession.Testing.Installation;

namespace LiveSession.Testing.Captions;

/// <summary>
/// A captioner who goes on whatever fails: connects again, wherever the address leads, and sends what was not answered, or was refused
/// because the archive was away, once more with its command id. Remembers every answer.
/// </summary>
public sealed class SteadfastCaptioner : IAsyncDisposable
{
    // As long as the client itself waits for the hub's first word: a proxy may need 9 s to be led past a node that hangs.
    private static readonly TimeSpan SittingDown = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private readonly List<WrittenLine> _lines = [];
    private readonly Func<OpenedLink> _link;
    private readonly SessionId _session;
    private readonly TimeSpan _pace;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _working;
    private bool _finishing;

    /// <summary>Sits down and begins to write, at once and for ever.</summary>
    /// <param name="track">The caption track, the captioner's alone.</param>
    /// <param name="link">The sign-in and the address to use for the next connection.</param>
    /// <param name="session">The session.</param>
    /// <param name="pace">The time between two lines.</param>
    public SteadfastCaptioner(string track, Func<OpenedLink> link, SessionId session, TimeSpan pace)
    {
        (Track, _link, _session, _pace) = (track, link, session, pace);
        _working = Task.Run(WorkAsync);
    }

    /// <summary>The caption track.</summary>
    public string Track { get; }

    /// <summary>What was last told as a reason why a line is not in the record.</summary>
    public Rejection? LastRefusal { get; private set; }

    /// <summary>Every line begun, in order.</summary>
    public ImmutableArray<WrittenLine> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    /// <summary>How many lines stand in the record, as far as this captioner was told.</summary>
    public int Acknowledged => Lines.Count(line => line.Number is not null);

    /// <summary>Begins no new line and returns once every line was answered with its place in the record.</summary>
    public async Task FinishAsync(TimeSpan limit)
    {
        _finishing = true;
        var since = Stopwatch.GetTimestamp();
        while (Lines.Any(line => line.Number is null))
        {
            if (Stopwatch.GetElapsedTime(since) > limit)
            {
                throw new TimeoutException($"{Track}: {Lines.Count(line => line.Number is null)} lines had no place in the record after {limit}. {LastRefusal?.Message}");
            }

            await Task.Delay(50);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _working;
        _leaving.Dispose();
    }

    private async Task WorkAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                using var late = CancellationTokenSource.CreateLinkedTokenSource(_leaving.Token);
                late.CancelAfter(SittingDown);
                await using var captioner = await CaptionerClient.SitDownAsync(_link(), _session, Track, late.Token);
                await WriteAsync(captioner);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Away, cut off or leaving: the lines are kept here.
            }

            await Task.Delay(Pause, _leaving.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    // One line at a time: the next is begun once this one stands in the record, so that the record's order is known beforehand.
    private async Task WriteAsync(CaptionerClient captioner)
    {
        while (!_leaving.IsCancellationRequested && !captioner.Closed.IsCompleted && !captioner.Closing.IsCompleted)
        {
            var pacing = Task.Delay(_pace, _leaving.Token);
            if ((Lines.FirstOrDefault(line => line.Number is null) ?? (_finishing ? null : Begin())) is { } line)
            {
                var answering = captioner.SendAsync(line.Text, line.Command);
                if (await Task.WhenAny(answering, captioner.Closed, Task.Delay(Patience, _leaving.Token)) != answering)
                {
                    return;
                }

                Take(line, await answering);
            }

            await pacing;
        }
    }

    private WrittenLine Begin()
    {
        lock (_gate)
        {
            _lines.Add(new WrittenLine(CommandId.New(), $"{Track} says {_lines.Count + 1}"));
            return _lines[^1];
        }
    }

    private void Take(WrittenLine line, CaptionReceipt receipt)
    {
        if (receipt.Result.Position is { } position)
        {
            line.Number = position.Sequence;
        }
        else
        {
            (LastRefusal, line.RefusedAt) = (receipt.Result.Rejection, line.RefusedAt ?? Stopwatch.GetTimestamp());
        }
    }
}

/// <summary>A line and its way into the record.</summary>
/// <param name="Command">Its command id.</param>
/// <param name="Text">The words.</param>
public sealed record WrittenLine(CommandId Command, string Text)
{
    /// <summary>Its place in the record, once told.</summary>
    public long? Number { get; set; }

    /// <summary>When it was first refused, by the stopwatch.</summary>
    public long? RefusedAt { get; set; }
}
