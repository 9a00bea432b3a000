using LiveSession.Server.Broadcast;
using LiveSession.Server.Sessions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Server.Floor;

/// <summary><c>/hubs/floor</c>. See <see cref="IFloorHub"/>.</summary>
[Authorize]
internal sealed class FloorHub(FloorDesks desks, SessionCommands commands, SessionBroadcaster broadcaster) : Hub<IFloorClient>, IFloorHub
{
    public Task<DeskResult> Join(SessionId session) => desks.SitDownAsync(Context, session);

    public Task<CommandResult> OpenSession(SessionId session, CommandId command) => RunAsync(session, command, new OpenSession());

    public Task<CommandResult> SuspendSession(SessionId session, CommandId command, DateTimeOffset? resumesAt) =>
        RunAsync(session, command, new SuspendSession(resumesAt));

    public Task<CommandResult> ResumeSession(SessionId session, CommandId command) => RunAsync(session, command, new ResumeSession());

    public Task<CommandResult> CloseSession(SessionId session, CommandId command) => RunAsync(session, command, new CloseSession());

    public Task<CommandResult> TakeUpItem(SessionId session, CommandId command, AgendaItemId item) =>
        RunAsync(session, command, new TakeUpItem(item));

    public Task<CommandResult> GoOffTheRecord(SessionId session, CommandId command) => RunAsync(session, command, new GoOffTheRecord());

    public Task<CommandResult> GoOnTheRecord(SessionId session, CommandId command) => RunAsync(session, command, new GoOnTheRecord());

    public Task<CommandResult> GiveFloor(SessionId session, CommandId command, GiveFloor give) => RunAsync(session, command, give);

    public Task<CommandResult> GiveFloorToNext(SessionId session, CommandId command, int afterTurn) =>
        RunAsync(session, command, new GiveFloorToNext(afterTurn));

    public Task<CommandResult> EndTurn(SessionId session, CommandId command, int afterTurn) => RunAsync(session, command, new EndTurn(afterTurn));

    public Task<CommandResult> RequestFloorFor(SessionId session, CommandId command, RequestFloorFor request) => RunAsync(session, command, request);

    public Task<CommandResult> WithdrawRequest(SessionId session, CommandId command, WithdrawRequest request) => RunAsync(session, command, request);

    public Task<CommandResult> MoveRequest(SessionId session, CommandId command, MoveRequest move) => RunAsync(session, command, move);

    public Task<CommandResult> DeferRequest(SessionId session, CommandId command, DeferRequest request) => RunAsync(session, command, request);

    public Task<CommandResult> CloseList(SessionId session, CommandId command, TimeSpan? after) => RunAsync(session, command, new CloseList(after));

    public Task<CommandResult> ReopenList(SessionId session, CommandId command) => RunAsync(session, command, new ReopenList());

    public Task<CommandResult> AdmitRequest(SessionId session, CommandId command, AdmitRequest request) => RunAsync(session, command, request);

    public Task<CommandResult> GiveLastWord(SessionId session, CommandId command, GiveLastWord give) => RunAsync(session, command, give);

    public Task<CommandResult> ReAddLastSpeaker(SessionId session, CommandId command, int afterTurn) =>
        RunAsync(session, command, new ReAddLastSpeaker(afterTurn));

    public Task<CommandResult> SetSpeakingTime(SessionId session, CommandId command, SetSpeakingTime time) => RunAsync(session, command, time);

    public Task<CommandResult> ExtendTurn(SessionId session, CommandId command, ExtendTurn extension) => RunAsync(session, command, extension);

    public Task<CommandResult> PauseClock(SessionId session, CommandId command, int afterTurn) => RunAsync(session, command, new PauseClock(afterTurn));

    public Task<CommandResult> ResumeClock(SessionId session, CommandId command, int afterTurn) => RunAsync(session, command, new ResumeClock(afterTurn));

    public Task<CommandResult> HandOverGavel(SessionId session, CommandId command, ParticipantId to, int afterGavel) =>
        RunAsync(session, command, new HandOverGavel(to, afterGavel));

    public Task<CommandResult> TakeGavel(SessionId session, CommandId command, int afterGavel) => RunAsync(session, command, new TakeGavel(afterGavel));

    public Task<CommandResult> EntrustDuty(SessionId session, CommandId command, EntrustDuty duty) => RunAsync(session, command, duty);

    public Task<CommandResult> WithdrawDuty(SessionId session, CommandId command, WithdrawDuty duty) => RunAsync(session, command, duty);

    public Task<CommandResult> SetProcedure(SessionId session, CommandId command, SetProcedure procedure) => RunAsync(session, command, procedure);

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        desks.Leave(Context.ConnectionId);
        broadcaster.Leave(Context.ConnectionId);
        return base.OnDisconnectedAsync(exception);
    }

    private Task<CommandResult> RunAsync(SessionId session, CommandId command, SessionCommand wanted) =>
        commands.RunAsync(Context.User, session, command, wanted);
}
