using LiveSession.Testing.Installation;
using LiveSession.Testing.Observers;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Faults.Cluster;

/// <summary>
/// A chair, or somebody who helps, who keeps pressing: puts somebody into the queue, calls the next speaker, hands the gavel over or reaches for it. Several of them press at
/// once on different nodes. A press that is not answered is repeated with its command id after the next connection.
/// </summary>
internal sealed class FloorPress : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    private readonly Func<OpenedLink> _link;
    private readonly SessionId _session;
    private readonly ImmutableArray<string> _speakers;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Lock _gate = new();
    private readonly List<(CommandId Command, LogPosition Position)> _acknowledged = [];
    private readonly List<SeenFloor> _floors = [];
    private readonly Random _random;
    private readonly Task _pressing;
    private readonly ImmutableArray<ParticipantId> _chairs;
    private Func<HubConnection, Task<CommandResult>>? _open;
    private CommandId _command;
    private SessionView? _view;
    private ParticipantId? _me;
    private int _connections;
    private int _seenBy;

    public FloorPress(Func<OpenedLink> link, SessionId session, ImmutableArray<string> speakers, ImmutableArray<ParticipantId> chairs, int seed)
    {
        (_link, _session, _speakers, _chairs, _random) = (link, session, speakers, chairs, new Random(seed));
        _pressing = Task.Run(PressAsync);
    }

    /// <summary>The presses that were said to stand in the log, and where.</summary>
    public ImmutableArray<(CommandId Command, LogPosition Position)> Acknowledged
    {
        get
        {
            lock (_gate)
            {
                return [.. _acknowledged];
            }
        }
    }

    /// <summary>Who had the floor, by every view that came.</summary>
    public ImmutableArray<SeenFloor> Floors
    {
        get
        {
            lock (_gate)
            {
                return [.. _floors];
            }
        }
    }

    /// <summary>Presses no more.</summary>
    public async Task StopAsync()
    {
        await _leaving.CancelAsync();
        await _pressing;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _leaving.Dispose();
    }

    private async Task PressAsync()
    {
        while (!_leaving.IsCancellationRequested)
        {
            try
            {
                await using var hub = _link().Hub("/hubs/floor");
                var connection = ++_connections;
                hub.On<SessionView>(nameof(IFloorClient.Changed), view => See(view, connection));
                hub.On<ClosingNotice>(nameof(IFloorClient.Closing), _ => { });
                await hub.StartAsync(_leaving.Token).WaitAsync(Patience, _leaving.Token);
                var desk = await hub.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), _session, _leaving.Token).WaitAsync(Patience, _leaving.Token);
                _me = desk.Me;
                // What changed meanwhile may have come before this answer: a screen keeps the later of the two.
                if (desk.Session is { } view && (_seenBy != connection || _view?.Position?.Sequence <= view.Position?.Sequence))
                {
                    See(view, connection);
                }

                while (!_leaving.IsCancellationRequested)
                {
                    await PressOnceAsync(hub);
                    await Task.Delay(_random.Next(20, 120), _leaving.Token);
                }
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // Away or cut off: the open press is repeated.
            }

            await Task.Delay(Pause, _leaving.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        }
    }

    private void See(SessionView view, int connection)
    {
        (_view, _seenBy) = (view, connection);
        if (SeenFloor.In(view, connection) is { } seen)
        {
            lock (_gate)
            {
                _floors.Add(seen);
            }
        }
    }

    private async Task PressOnceAsync(HubConnection hub)
    {
        if (_open is null)
        {
            _command = CommandId.New();
            _open = Choose();
        }

        var result = await _open(hub).WaitAsync(Patience, _leaving.Token);
        _open = null;
        if (result.Position is { } position)
        {
            lock (_gate)
            {
                _acknowledged.Add((_command, position));
            }
        }
    }

    // What the screen shows decides, however old it is by the time of the press.
    private Func<HubConnection, Task<CommandResult>> Choose()
    {
        var (view, gavel) = (_view, _view?.Gavel);
        if (_me is { } me && _chairs.Contains(me) && gavel is not null && _random.Next(20) == 0)
        {
            return gavel.Holder == me
                ? Press(nameof(IFloorHub.HandOverGavel), _chairs.First(chair => chair != me), gavel.Number)
                : Press(nameof(IFloorHub.TakeGavel), gavel.Number);
        }

        return view?.Floor.Queue.Length > 0
            ? Press(nameof(IFloorHub.GiveFloorToNext), view.Floor.TurnCount)
            : Press(nameof(IFloorHub.RequestFloorFor), new RequestFloorFor(null, _speakers[_random.Next(_speakers.Length)], "", Place.Hall));
    }

    private Func<HubConnection, Task<CommandResult>> Press(string method, params object[] wanted)
    {
        var command = _command;
        return hub => hub.InvokeCoreAsync<CommandResult>(method, [_session, command, .. wanted], _leaving.Token);
    }
}
