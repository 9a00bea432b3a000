using System.Threading.Channels;
using LiveSession.Cli.Doors;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Cli.Replay;

/// <summary>
/// Streams lines through <see cref="ICaptionHub"/> and keeps each until it is answered. After a lost connection the unanswered ones are
/// sent again, in order and with the same command ids, before anything new: the record has each once.
/// </summary>
/// <param name="door">The captioner's sign-in.</param>
/// <param name="session">The session.</param>
/// <param name="track">The caption channel.</param>
/// <param name="window">How many lines may wait for an answer at once.</param>
/// <param name="tally">What is counted.</param>
/// <param name="time">The clock.</param>
internal sealed class CaptionSender(OpenedDoor door, SessionId session, string track, int window, ReplayTally tally, TimeProvider time) : ICaptionSender, IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room = new(window, window);
    private readonly LinkedList<PendingLine> _pending = [];
    private readonly Dictionary<CommandId, LinkedListNode<PendingLine>> _byCommand = [];
    private readonly FaultLimit _faults = new(time);
    private Channel<CaptionEdit>? _stream;
    private TaskCompletionSource? _drained;
    private CaptionEdit? _draft;
    private bool _complete;
    private int _attempt;

    /// <summary>Called with each answer, in the order sent.</summary>
    public Action<CommandId, CommandResult>? Told { get; set; }

    /// <summary>Called with the session's state and who writes, on sitting down and after each change. The order is not promised: see the position.</summary>
    public Action<SessionView, ParticipantId>? Seen { get; set; }

    /// <inheritdoc/>
    public void Draft(CaptionEdit draft)
    {
        lock (_gate)
        {
            _draft = draft;
            _stream?.Writer.TryWrite(draft);
        }
    }

    /// <inheritdoc/>
    public async Task SendAsync(CaptionEdit line, CancellationToken cancellationToken)
    {
        await _room.WaitAsync(cancellationToken);
        lock (_gate)
        {
            // Corrections are no lines: they are neither counted nor the end of what is begun.
            var pending = new PendingLine(line.Corrects is null ? tally.Sent() : 0, line, time.GetTimestamp());
            _draft = line.Corrects is null ? null : _draft;
            _byCommand[line.Command!.Value] = _pending.AddLast(pending);
            _stream?.Writer.TryWrite(line);
        }
    }

    /// <summary>Waits until every line is answered.</summary>
    public Task DrainAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_pending.Count == 0)
            {
                return Task.CompletedTask;
            }

            _drained ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _drained.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Nothing more will come: <see cref="RunAsync"/> ends.</summary>
    public void Complete()
    {
        lock (_gate)
        {
            _complete = true;
            _stream?.Writer.TryComplete();
        }
    }

    /// <summary>Connects, streams, and connects again for as long as it takes.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var connected = false;
        while (!_complete && !cancellationToken.IsCancellationRequested)
        {
            await using var connection = door.Hub("/hubs/captions");
            try
            {
                await StartAsync(connection, cancellationToken);
                if (connected)
                {
                    tally.Reconnected();
                }

                connected = true;
                await StreamAsync(connection, cancellationToken);
            }
            catch (HttpRequestException e) when (e.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden)
            {
                await door.RenewAsync(cancellationToken);
            }
            catch (Exception e) when (HubFaults.MayPass(e))
            {
                // Away, or cut off. What was not answered is still here.
                _faults.Note(e);
            }
            finally
            {
                Detach();
            }

            if (!_complete)
            {
                await Task.Delay(Patience.Before(_attempt++), time, cancellationToken);
            }
        }
    }

    public void Dispose() => _room.Dispose();

    private async Task StartAsync(HubConnection connection, CancellationToken cancellationToken)
    {
        var me = new TaskCompletionSource<ParticipantId>(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.On<CaptionReceipt>(nameof(ICaptionClient.Acknowledged), Answered);
        connection.On<SessionView>(nameof(ICaptionClient.Changed), view => me.Task.ContinueWith(
            who => Seen?.Invoke(view, who.Result), cancellationToken, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default));
        connection.On<ClosingNotice>(nameof(ICaptionClient.Closing), _ => { });
        await connection.StartAsync(cancellationToken);
        var desk = await connection.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), session, cancellationToken);
        if (desk.Rejection is { } refusal && refusal.Code != Rejections.Stopping.Code)
        {
            throw new CommandFailedException(refusal.Message);
        }

        if (desk is { Session: { } view, Me: { } seat })
        {
            Seen?.Invoke(view, seat);
            me.TrySetResult(seat);
        }
    }

    // Ends when everything was said, the connection broke, or answers stay away.
    private async Task StreamAsync(HubConnection connection, CancellationToken cancellationToken)
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        connection.Closed += _ =>
        {
            closed.TrySetResult();
            return Task.CompletedTask;
        };
        var (stream, attached) = Attach();
        var writing = connection.InvokeAsync(nameof(ICaptionHub.Write), session, track, stream.Reader.ReadAllAsync(cancellationToken), cancellationToken);
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var first = await Task.WhenAny(writing, closed.Task, AnswersMissingAsync(stream, attached, watching.Token));
        await watching.CancelAsync();
        if (first == writing)
        {
            await writing;
        }
    }

    private (Channel<CaptionEdit> Stream, long At) Attach()
    {
        lock (_gate)
        {
            var stream = Channel.CreateUnbounded<CaptionEdit>(new UnboundedChannelOptions { SingleReader = true });
            foreach (var pending in _pending)
            {
                stream.Writer.TryWrite(pending.Line);
            }

            if (_draft is { } draft)
            {
                // What is begun is seen again after a lost connection, not only with the next key.
                stream.Writer.TryWrite(draft);
            }

            if (_complete)
            {
                stream.Writer.TryComplete();
            }

            _stream = stream;
            return (stream, time.GetTimestamp());
        }
    }

    private void Detach()
    {
        lock (_gate)
        {
            _stream?.Writer.TryComplete();
            _stream = null;
        }
    }

    private async Task AnswersMissingAsync(Channel<CaptionEdit> stream, long attached, CancellationToken cancellationToken)
    {
        while (true)
        {
            await Task.Delay(CheckEvery, time, cancellationToken);
            lock (_gate)
            {
                if (_stream != stream
                    || (_pending.First is { Value: var oldest } && time.GetElapsedTime(Math.Max(attached, oldest.SentAt)) > AnswerLimit))
                {
                    return;
                }
            }
        }
    }

    private void Answered(CaptionReceipt receipt)
    {
        lock (_gate)
        {
            if (!_byCommand.TryGetValue(receipt.Command, out var node))
            {
                return;
            }

            if (receipt.Result.Rejection is { } refusal && IsForNow(refusal))
            {
                // Nothing was recorded, and it may be in a moment: this stream ends, the next begins with this line.
                _stream?.Writer.TryComplete();
                _stream = null;
                return;
            }

            _attempt = 0;
            _byCommand.Remove(receipt.Command);
            _pending.Remove(node);
            _faults.Clear();
            Tell(receipt.Result, node.Value);
            if (_pending.Count == 0)
            {
                _drained?.TrySetResult();
                _drained = null;
            }
        }

        _room.Release();
        Told?.Invoke(receipt.Command, receipt.Result);
    }

    private void Tell(CommandResult result, PendingLine line)
    {
        if (line.Number == 0)
        {
            return;
        }

        if (result.Rejection is { } refusal)
        {
            tally.Refused(refusal);
        }
        else
        {
            tally.Acknowledged(line.Number, result.Position?.Sequence ?? 0, time.GetElapsedTime(line.SentAt));
        }
    }

    // The archive cannot be written, too many lines, the server stops: see Rejections 105, 107, 108.
    private static bool IsForNow(Rejection refusal) => refusal.Code is 105 or 107 or 108;

    private sealed record PendingLine(int Number, CaptionEdit Line, long SentAt);
}

/// <summary>Where captions are sent.</summary>
internal interface ICaptionSender
{
    /// <summary>Shows a line as it is being written, if somebody is there to show it to. Lossy.</summary>
    void Draft(CaptionEdit draft);

    /// <summary>Hands a line over; waits while too many are without an answer.</summary>
    Task SendAsync(CaptionEdit line, CancellationToken cancellationToken);
}
