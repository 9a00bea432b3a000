using System.Collections.Concurrent;
using System.Threading.Channels;
using LiveSession.Cli.Doors;
using LiveSession.Cli.Replay;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Cli.Bridge;

/// <summary>Corrects recorded lines, in order and each once, over a connection of its own; waits for a line's number and for a server that is away.</summary>
internal sealed class BridgeCorrections(OpenedDoor door, SessionId session, TimeProvider time) : IAsyncDisposable
{
    private readonly Channel<Correction> _wanted = Channel.CreateUnbounded<Correction>();
    private readonly ConcurrentDictionary<CommandId, TaskCompletionSource<long>> _numbers = new();
    private HubConnection? _connection;
    private int _open;

    /// <summary>Called with the index of each correction that was answered.</summary>
    public Action<long>? Told { get; set; }

    /// <summary>A line stands in the record; or, as number 0, was refused and has nothing to correct.</summary>
    public void Recorded(CommandId line, long number) => NumberOf(line).TrySetResult(number);

    /// <summary>A line is to say something else.</summary>
    /// <param name="line">The line's id.</param>
    /// <param name="command">The correction's own.</param>
    /// <param name="index">Its place among corrections.</param>
    /// <param name="text">The new words.</param>
    public void Correct(CommandId line, CommandId command, long index, string text)
    {
        Interlocked.Increment(ref _open);
        _wanted.Writer.TryWrite(new Correction(line, command, index, text));
    }

    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var wanted in _wanted.Reader.ReadAllAsync(stop))
        {
            var number = await NumberOf(wanted.Line).Task.WaitAsync(stop);
            for (var attempt = 0; number > 0 && !await TryAsync(wanted.Command, number, wanted.Text, stop); attempt++)
            {
                await Task.Delay(Patience.Before(attempt), time, stop);
            }

            Told?.Invoke(wanted.Index);
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>No correction will be added: waits a while for those there are.</summary>
    public async Task DrainAsync(TimeSpan limit)
    {
        _wanted.Writer.TryComplete();
        for (var begun = time.GetTimestamp(); Volatile.Read(ref _open) > 0 && time.GetElapsedTime(begun) < limit;)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), time, CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private TaskCompletionSource<long> NumberOf(CommandId line) =>
        _numbers.GetOrAdd(line, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task<bool> TryAsync(CommandId command, long number, string text, CancellationToken stop)
    {
        try
        {
            if (_connection is not { State: HubConnectionState.Connected })
            {
                await DisposeAsync();
                _connection = door.Hub("/hubs/captions");
                await _connection.StartAsync(stop);
            }

            var result = await _connection.InvokeAsync<CommandResult>(nameof(ICaptionHub.CorrectLine), session, command, number, text, stop);
            return result.Rejection is not { Code: 105 or 107 or 108 };
        }
        catch (Exception e) when (HubFaults.MayPass(e) && !stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private sealed record Correction(CommandId Line, CommandId Command, long Index, string Text);
}
