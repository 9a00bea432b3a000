using LiveSession.Cli.Doors;
using Microsoft.AspNetCore.SignalR.Client;
using LiveSession.Ingest.Files;

namespace LiveSession.Cli.Replay;

/// <summary>Does what the chair of the recorded meeting did: opens the session, keeps the queue, gives the floor.</summary>
internal sealed class ChairDesk(OpenedDoor door, MeetingView meeting, SessionId session, ReplayTally tally, TimeProvider time) : IAsyncDisposable
{
    private const int NameLength = 120;
    private const int NoteLength = 250;
    private const int MostStale = 5;

    private HubConnection? _connection;

    /// <summary>Opens the session, or resumes it.</summary>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var view = await ViewAsync(cancellationToken);
        var opening = view.Phase switch
        {
            SessionPhase.Open => null,
            SessionPhase.Suspended => nameof(IFloorHub.ResumeSession),
            SessionPhase.Scheduled => nameof(IFloorHub.OpenSession),
            _ => throw new CommandFailedException($"Session {view.Number} is closed; its record is complete."),
        };
        if (opening is not null && await RunAsync(opening, cancellationToken) is { Rejection: { } refusal } && refusal.Code != Rejections.SessionAlreadyOpen.Code)
        {
            throw new CommandFailedException($"The session could not be opened. {refusal.Message}");
        }
    }

    /// <summary>Carries out one step; what the queue shows already is not asked for again.</summary>
    public async Task RunAsync(FileStep step, CancellationToken cancellationToken)
    {
        switch (step)
        {
            case FloorRequestStep request: await RequestAsync(request.Who, request.Note, cancellationToken); break;
            case FloorWithdrawStep withdraw: await WithdrawAsync(withdraw.Who, cancellationToken); break;
            case FloorGrantStep grant: await GrantAsync(grant.Who, cancellationToken); break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
        }
    }

    private async Task RequestAsync(string who, string? note, CancellationToken cancellationToken)
    {
        var floor = (await ViewAsync(cancellationToken)).Floor;
        if (InQueue(floor, who) is null && !Names(floor.Speaking?.Speaker, who))
        {
            tally.QueueCommand(await EnqueueAsync(who, note, cancellationToken));
        }
    }

    private async Task WithdrawAsync(string who, CancellationToken cancellationToken)
    {
        if (InQueue((await ViewAsync(cancellationToken)).Floor, who) is { } waiting)
        {
            tally.QueueCommand(await RunAsync(nameof(IFloorHub.WithdrawRequest), cancellationToken, new WithdrawRequest(waiting.Speaker.Id)));
        }
    }

    private async Task GrantAsync(string who, CancellationToken cancellationToken)
    {
        var result = CommandResult.Refused(Rejections.NotInQueue);
        for (var attempt = 0; attempt < MostStale; attempt++)
        {
            var floor = (await ViewAsync(cancellationToken)).Floor;
            if (Names(floor.Speaking?.Speaker, who) && InQueue(floor, who) is null)
            {
                return;
            }

            if (InQueue(floor, who) is not { } waiting)
            {
                // Called without having asked.
                result = await EnqueueAsync(who, null, cancellationToken);
                if (!result.Accepted)
                {
                    break;
                }

                continue;
            }

            result = await RunAsync(nameof(IFloorHub.GiveFloor), cancellationToken, new GiveFloor(waiting.Speaker.Id, floor.TurnCount));
            if (result.Rejection?.Code != 204)
            {
                break;
            }
        }

        tally.QueueCommand(result);
    }

    private Task<CommandResult> EnqueueAsync(string who, string? note, CancellationToken cancellationToken)
    {
        var listed = meeting.Roster.FirstOrDefault(entry => entry.Name.Equals(who, StringComparison.OrdinalIgnoreCase))?.Id;
        return RunAsync(nameof(IFloorHub.RequestFloorFor), cancellationToken,
            new RequestFloorFor(listed, Shortened(who, NameLength), "", Place.Remote, note is null ? null : Shortened(note, NoteLength)));
    }

    private static FloorRequestView? InQueue(FloorView floor, string who) => floor.Queue.FirstOrDefault(request => Names(request.Speaker, who));

    private static bool Names(SpeakerView? speaker, string who) =>
        speaker is not null && speaker.Name.Equals(Shortened(who, NameLength), StringComparison.OrdinalIgnoreCase);

    private static string Shortened(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    // Joining anew is how a desk learns the present state.
    private async Task<SessionView> ViewAsync(CancellationToken cancellationToken)
    {
        var desk = await CallAsync<DeskResult>(nameof(IFloorHub.Join), [session], cancellationToken);
        return desk.Session ?? throw new CommandFailedException($"The chair's link: {desk.Rejection?.Message ?? "no answer"}");
    }

    // One command id for as long as it takes: a repetition after a lost answer changes nothing.
    private Task<CommandResult> RunAsync(string method, CancellationToken cancellationToken, params object[] arguments) =>
        CallAsync<CommandResult>(method, [session, CommandId.New(), .. arguments], cancellationToken);

    private async Task<T> CallAsync<T>(string method, object[] arguments, CancellationToken cancellationToken)
    {
        var faults = new FaultLimit(time);
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                var connection = await ConnectionAsync(cancellationToken);
                var answer = await connection.InvokeCoreAsync<T>(method, arguments, cancellationToken);
                if (answer is not CommandResult { Rejection.Code: 105 or 107 or 108 })
                {
                    return answer;
                }
            }
            catch (HttpRequestException e) when (e.StatusCode is System.Net.HttpStatusCode.Unauthorized or System.Net.HttpStatusCode.Forbidden)
            {
                await door.RenewAsync(cancellationToken);
            }
            catch (Exception e) when (HubFaults.MayPass(e) && !cancellationToken.IsCancellationRequested)
            {
                // Away, or cut off: connect again and repeat.
                faults.Note(e);
            }

            await Task.Delay(Patience.Before(attempt), time, cancellationToken);
        }
    }

    private async Task<HubConnection> ConnectionAsync(CancellationToken cancellationToken)
    {
        if (_connection is { State: HubConnectionState.Connected })
        {
            return _connection;
        }

        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            tally.Reconnected();
        }

        _connection = door.Hub("/hubs/floor");
        _connection.On<SessionView>(nameof(IFloorClient.Changed), _ => { });
        _connection.On<ClosingNotice>(nameof(IFloorClient.Closing), _ => { });
        await _connection.StartAsync(cancellationToken);
        return _connection;
    }
}
