using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Demo;

/// <summary>Plays somebody elsewhere who presses the button to ask for the floor.</summary>
internal sealed class DemoMember : IAsyncDisposable
{
    private readonly DemoStage _stage;
    private readonly DemoConnection _connection;

    public DemoMember(DemoStage stage, Uri link, TimeProvider time, ILogger logger)
    {
        _stage = stage;
        _connection = new DemoConnection(stage.Server, "hubs/session", link, time, logger);
        _connection.Hub.On<ClosingNotice>(nameof(ISessionClient.Closing), _connection.EndIfRevokedAsync);
    }

    public Task StartAsync(CancellationToken stop) => _connection.StartAsync(stop);

    /// <summary>Asks for the floor. A refusal changes nothing in the play: then the chair finds nobody to give the floor to.</summary>
    public async Task AskAsync(string? note, CancellationToken stop)
    {
        try
        {
            await _connection.CommandAsync(nameof(ISessionHub.RequestFloor), [_stage.Session, CommandId.New(), new RequestFloor(note)], stop);
        }
        catch (Exception fault) when (fault is HubException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            // Their link was withdrawn, or the method refused: they stay silent.
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();
}
