using System.Collections.Immutable;
using System.Diagnostics;
using System.Threading.Channels;
using LiveSession.Testing.Installation;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Testing.Captions;

/// <summary>A captioner without a browser, on one connection: streams lines on a track and remembers which were answered, and how.</summary>
public sealed class CaptionerClient : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly HubConnection _connection;
    private readonly SessionId _session;
    private readonly string _track;
    private readonly List<SentLine> _sent = [];
    private readonly Dictionary<CommandId, TaskCompletionSource<CaptionReceipt>> _waiting = [];
    private readonly Channel<CaptionEdit> _edits = Channel.CreateUnbounded<CaptionEdit>();
    private readonly TaskCompletionSource<ClosingNotice> _closing = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _writing = Task.CompletedTask;

    private CaptionerClient(OpenedLink link, SessionId session, string track)
    {
        (_session, _track) = (session, track);
        _connection = link.Hub("/hubs/captions");
        _connection.On<CaptionReceipt>(nameof(ICaptionClient.Acknowledged), Answered);
        _connection.On<SessionView>(nameof(ICaptionClient.Changed), _ => { });
        _connection.On<ClosingNotice>(nameof(ICaptionClient.Closing), notice => _closing.TrySetResult(notice));
        _connection.Closed += _ =>
        {
            _closed.TrySetResult();
            return Task.CompletedTask;
        };
    }

    /// <summary>Every line sent, in order, with the answer to it; null where there was none.</summary>
    public ImmutableArray<SentLine> Sent
    {
        get
        {
            lock (_gate)
            {
                return [.. _sent];
            }
        }
    }

    /// <summary>The announcement that the connection is about to be closed.</summary>
    public Task<ClosingNotice> Closing => _closing.Task;

    /// <summary>Ends with the connection.</summary>
    public Task Closed => _closed.Task;

    /// <summary>Connects, sits down and begins to stream.</summary>
    public static async Task<CaptionerClient> SitDownAsync(OpenedLink link, SessionId session, string track = "floor", CancellationToken cancellationToken = default)
    {
        var captioner = new CaptionerClient(link, session, track);
        try
        {
            await captioner._connection.StartAsync(cancellationToken);
            (await captioner._connection.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), session, cancellationToken)).Rejection.ShouldBeNull();
        }
        catch
        {
            // Nobody is left at a place that was not reached in time.
            await captioner._connection.DisposeAsync();
            throw;
        }

        captioner._writing = captioner._connection.InvokeAsync(
            nameof(ICaptionHub.Write), session, track, captioner._edits.Reader.ReadAllAsync(CancellationToken.None), CancellationToken.None);
        return captioner;
    }

    /// <summary>Sends a line.</summary>
    /// <returns>Its answer, once there is one.</returns>
    public Task<CaptionReceipt> SendAsync(string text, CommandId? command = null, string language = "en", string? speaker = null)
    {
        var edit = new CaptionEdit(text, command ?? CommandId.New(), language, speaker);
        TaskCompletionSource<CaptionReceipt> answer;
        lock (_gate)
        {
            answer = new TaskCompletionSource<CaptionReceipt>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[edit.Command!.Value] = answer;
            _sent.Add(new SentLine(edit.Command.Value, _track, text, Stopwatch.GetTimestamp()));
        }

        _edits.Writer.TryWrite(edit);
        return answer.Task;
    }

    /// <summary>Shows a line as it is being written.</summary>
    public void Draft(string text, string? speaker = null) => _edits.Writer.TryWrite(new CaptionEdit(text, null, "en", speaker));

    /// <summary>Gives a line other words.</summary>
    public Task<CommandResult> CorrectAsync(long line, string text) =>
        _connection.InvokeAsync<CommandResult>(nameof(ICaptionHub.CorrectLine), _session, CommandId.New(), line, text);

    /// <summary>Takes the pen of the track.</summary>
    public Task<CommandResult> TakePenAsync(bool force) =>
        _connection.InvokeAsync<CommandResult>(nameof(ICaptionHub.TakePen), _session, CommandId.New(), _track, force);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _edits.Writer.TryComplete();
        try
        {
            await _writing.WaitAsync(TimeSpan.FromSeconds(5));
        }
        catch (Exception)
        {
            // The server was killed, or told to stop.
        }

        await _connection.DisposeAsync();
    }

    private void Answered(CaptionReceipt receipt)
    {
        TaskCompletionSource<CaptionReceipt>? waiting;
        lock (_gate)
        {
            _waiting.Remove(receipt.Command, out waiting);
            var index = _sent.FindIndex(line => line.Command == receipt.Command && line.Result is null);
            if (index >= 0)
            {
                _sent[index] = _sent[index] with { Result = receipt.Result, Waited = Stopwatch.GetElapsedTime(_sent[index].SentAt) };
            }
        }

        waiting?.TrySetResult(receipt);
    }
}

/// <summary>A line on its way to the record.</summary>
/// <param name="Command">Its command id.</param>
/// <param name="Track">The caption channel.</param>
/// <param name="Text">The words.</param>
/// <param name="SentAt">When, by the stopwatch.</param>
/// <param name="Result">The answer; null while there is none.</param>
/// <param name="Waited">How long the answer took.</param>
public sealed record SentLine(CommandId Command, string Track, string Text, long SentAt, CommandResult? Result = null, TimeSpan Waited = default)
{
    /// <summary>Whether the server said that it stands in the record.</summary>
    public bool Acknowledged => Result is { Accepted: true };
}
