using System.Collections.Concurrent;
using System.Threading.Channels;
using LiveSession.Cli.Doors;
using LiveSession.Cli.Replay;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Cli.Bridge;

/// <summary>Corrects recorded lines, in order and each once, over a connection of its own; waits for a line's number and for a server that is away.</summary>
internal sealed class BridgeCorrections(OpenedDoor door, SessionId session, TimeProvider time) : IAsyncDisposable
{
    private readonly Channel<(CommandId Line, string Text)> _wanted = Channel.CreateUnbounded<(CommandId, string)>();
    private readonly ConcurrentDictionary<CommandId, TaskCompletionSource<long>> _numbers = new();
    private HubConnection? _connection;
    private int _open;

    /// <summary>A line stands in the record.</summary>
    public void Recorded(CommandId line, long number) => NumberOf(line).TrySetResult(number);

    /// <summary>A line is to say something else.</summary>
    public void Correct(CommandId line, string text)
    {
        Interlocked.Increment(ref _open);
        _wanted.Writer.TryWrite((line, text));
    }

    public async Task RunAsync(CancellationToken stop)
    {
        await foreach (var (line, text) in _wanted.Reader.ReadAllAsync(stop))
        {
            var number = await NumberOf(line).Task.WaitAsync(stop);
            var command = CommandId.New();
            for (var attempt = 0; !await TryAsync(command, number, text, stop); attempt++)
            {
                await Task.Delay(Patience.Before(attempt), time, stop);
            }

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
}
