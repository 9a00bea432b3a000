using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveSession.Server.Demo;

/// <summary>Plays the chair. It leaves as soon as the session stands otherwise than it put it: somebody else presides then.</summary>
internal sealed class DemoChair : IAsyncDisposable
{
    private readonly DemoStage _stage;
    private readonly DemoConnection _connection;
    private readonly Lock _lock = new();
    private Standing? _expected;
    private LogPosition? _since;
    private SessionView? _seen;

    public DemoChair(DemoStage stage, TimeProvider time, ILogger logger)
    {
        _stage = stage;
        Part = new DemoPart("chair", logger);
        _connection = new DemoConnection(stage.Server, "hubs/floor", stage.Chair, time, logger)
        {
            Greet = JoinAsync,
            Refused = () => Part.Leave("its link opens nothing any more"),
        };
        _connection.Hub.On<SessionView>(nameof(IFloorClient.Changed), Heard);
        _connection.Hub.On<ClosingNotice>(nameof(IFloorClient.Closing), _connection.EndIfRevokedAsync);
    }

    public DemoPart Part { get; }

    /// <summary>The session as last seen; null before the first connection.</summary>
    public SessionView? Seen => Volatile.Read(ref _seen);

    public Task StartAsync(CancellationToken stop) => _connection.StartAsync(stop);

    /// <summary>From now on the session is to stand like this.</summary>
    public void Expect(Standing standing) => Settle(standing, null);

    /// <summary>Does what the scene has a chair do.</summary>
    public async Task PlayAsync(Scene scene, CancellationToken stop)
    {
        if (Part.IsLeft || Seen is not { } session)
        {
            return;
        }

        var (method, arguments) = CallOf(scene, session);
        Settle(null, null);
        try
        {
            var result = await _connection.CommandAsync(method, [_stage.Session, CommandId.New(), .. arguments], stop);
            if (result.Rejection is { } refusal && !IsHarmless(refusal))
            {
                Part.Leave(refusal.Message);
            }

            Settle(scene.After, result.Position);
        }
        catch (Exception fault) when (fault is HubException || (fault is OperationCanceledException && !stop.IsCancellationRequested))
        {
            Part.Leave(fault.Message);
        }
    }

    /// <summary>Raises the placard of somebody in the hall.</summary>
    public async Task RaiseAsync(CastMember member, string? note, Scene scene, CancellationToken stop) =>
        await PlayAsync(
            scene with { What = new Placard(new RequestFloorFor(_stage.Cast[member.Key], member.Entry.Name, member.Entry.Affiliation, Place.Hall, note)) },
            stop);

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private static bool IsHarmless(Rejection refusal) =>
        refusal.Code == Rejections.AlreadyInQueue.Code || refusal.Code == Rejections.AlreadySpeaking.Code;

    private (string Method, object?[] Arguments) CallOf(Scene scene, SessionView session) => scene.What switch
    {
        Cue.Open => (nameof(IFloorHub.OpenSession), []),
        Cue.Suspend => (nameof(IFloorHub.SuspendSession), [null]),
        Cue.Resume => (nameof(IFloorHub.ResumeSession), []),
        Cue.Close => (nameof(IFloorHub.CloseSession), []),
        Cue.GoOffTheRecord => (nameof(IFloorHub.GoOffTheRecord), []),
        Cue.GoOnTheRecord => (nameof(IFloorHub.GoOnTheRecord), []),
        Cue.TakeUp up => (nameof(IFloorHub.TakeUpItem), [session.Agenda.FirstOrDefault(item => item.Number == up.Item)?.Id ?? default]),
        Cue.LimitSpeaking limit => (nameof(IFloorHub.SetSpeakingTime), [new SetSpeakingTime(limit.To)]),
        Cue.GiveFloor give => (nameof(IFloorHub.GiveFloor), [new GiveFloor(_stage.Cast[give.To], scene.Before.TurnCount)]),
        Cue.EndTurn => (nameof(IFloorHub.EndTurn), [scene.Before.TurnCount]),
        Placard placard => (nameof(IFloorHub.RequestFloorFor), [placard.Request]),
        _ => throw new ArgumentException($"The chair has nothing to do with {scene.What}.", nameof(scene)),
    };

    private async Task JoinAsync()
    {
        var desk = await _connection.Hub.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), _stage.Session);
        if (desk.Session is { } session)
        {
            Heard(session);
        }
        else
        {
            Part.Leave(desk.Rejection?.Message ?? "there is no session");
        }
    }

    // While a command is under way nothing is judged (expected is null); what was seen meanwhile is judged once it is answered.
    private void Settle(Standing? expected, LogPosition? since)
    {
        lock (_lock)
        {
            _expected = expected;
            _since = since ?? _since;
            Judge();
        }
    }

    private void Heard(SessionView session)
    {
        lock (_lock)
        {
            if (!Standing.IsBefore(session, _seen?.Position))
            {
                Volatile.Write(ref _seen, session);
                Judge();
            }
        }
    }

    private void Judge()
    {
        if (_expected is { } expected && _seen is { } seen && !Standing.IsBefore(seen, _since) && Standing.Of(seen, _stage) != expected)
        {
            Part.Leave("somebody else presides");
        }
    }

    private sealed record Placard(RequestFloorFor Request) : Cue;
}
