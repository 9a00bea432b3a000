using Microsoft.AspNetCore.SignalR;

namespace LiveSession.Cli.Tests.Replay;

internal sealed class StubCaptionHub(StubRecord record) : Hub<ICaptionClient>, ICaptionHub
{
    public Task<DeskResult> Join(SessionId session) =>
        Task.FromResult(session == record.View().Id ? new DeskResult(record.View(), ParticipantId.New()) : new DeskResult(null, null, Rejections.UnknownSession));

    public async Task Write(SessionId session, string track, IAsyncEnumerable<CaptionEdit> edits)
    {
        if (track == "broken")
        {
            throw new HubException("that track is broken");
        }

        await foreach (var edit in edits)
        {
            if (edit.Command is null)
            {
                record.Draft(edit.Text);
                continue;
            }

            var (cut, receipt) = record.Take(edit);
            if (receipt is not null)
            {
                await Clients.Caller.Acknowledged(receipt);
            }

            if (cut is not Cut.Never)
            {
                Context.Abort();
                return;
            }
        }
    }

    public Task<CommandResult> CorrectLine(SessionId session, CommandId command, long line, string text) =>
        Task.FromResult(record.Correct(command, line, text));

    public Task<CommandResult> ClaimPen(SessionId session, CommandId command, string track, long token) => throw new NotSupportedException();

    public Task<CommandResult> TakePen(SessionId session, CommandId command, string track, bool force) => throw new NotSupportedException();

    public Task<CommandResult> OfferPen(SessionId session, CommandId command, string track) => throw new NotSupportedException();

    public Task<CommandResult> GivePen(SessionId session, CommandId command, string track, ParticipantId to, bool force) => throw new NotSupportedException();

    public Task<CommandResult> SetTakeover(SessionId session, CommandId command, string track, TimeSpan? after) => throw new NotSupportedException();
}

internal sealed class StubFloorHub(StubRecord record) : Hub<IFloorClient>, IFloorHub
{
    public Task<DeskResult> Join(SessionId session) => Task.FromResult(new DeskResult(record.View(), ParticipantId.New()));

    public Task<CommandResult> OpenSession(SessionId session, CommandId command) => Run(command, "open", () =>
    {
        record.Phase = SessionPhase.Open;
        return null;
    });

    public Task<CommandResult> ResumeSession(SessionId session, CommandId command) => Run(command, "resume", () =>
    {
        record.Phase = SessionPhase.Open;
        return null;
    });

    public Task<CommandResult> RequestFloorFor(SessionId session, CommandId command, RequestFloorFor request) =>
        Run(command, $"request {request.Name} {request.Note}".TrimEnd(), () => record.Enqueue(command, request));

    public Task<CommandResult> WithdrawRequest(SessionId session, CommandId command, WithdrawRequest request) =>
        Run(command, $"withdraw {record.NameOf(request.Of!.Value)}", () => record.Withdraw(request.Of!.Value));

    public Task<CommandResult> GiveFloor(SessionId session, CommandId command, GiveFloor give) =>
        Run(command, $"give {record.NameOf(give.To)}", () => record.Give(give.To, give.AfterTurn));

    public Task<CommandResult> SuspendSession(SessionId session, CommandId command, DateTimeOffset? resumesAt) => throw new NotSupportedException();

    public Task<CommandResult> CloseSession(SessionId session, CommandId command) => throw new NotSupportedException();

    public Task<CommandResult> TakeUpItem(SessionId session, CommandId command, AgendaItemId item) => throw new NotSupportedException();

    public Task<CommandResult> GoOffTheRecord(SessionId session, CommandId command) => throw new NotSupportedException();

    public Task<CommandResult> GoOnTheRecord(SessionId session, CommandId command) => throw new NotSupportedException();

    public Task<CommandResult> GiveFloorToNext(SessionId session, CommandId command, int afterTurn) => throw new NotSupportedException();

    public Task<CommandResult> EndTurn(SessionId session, CommandId command, int afterTurn) => throw new NotSupportedException();

    public Task<CommandResult> SetSpeakingTime(SessionId session, CommandId command, SetSpeakingTime time) => throw new NotSupportedException();

    public Task<CommandResult> MoveRequest(SessionId session, CommandId command, MoveRequest move) => throw new NotSupportedException();

    public Task<CommandResult> DeferRequest(SessionId session, CommandId command, DeferRequest request) => throw new NotSupportedException();

    public Task<CommandResult> CloseList(SessionId session, CommandId command, TimeSpan? after) => throw new NotSupportedException();

    public Task<CommandResult> ReopenList(SessionId session, CommandId command) => throw new NotSupportedException();

    public Task<CommandResult> AdmitRequest(SessionId session, CommandId command, AdmitRequest request) => throw new NotSupportedException();

    public Task<CommandResult> GiveLastWord(SessionId session, CommandId command, GiveLastWord give) => throw new NotSupportedException();

    public Task<CommandResult> ReAddLastSpeaker(SessionId session, CommandId command, int afterTurn) => throw new NotSupportedException();

    public Task<CommandResult> ExtendTurn(SessionId session, CommandId command, ExtendTurn extension) => throw new NotSupportedException();

    public Task<CommandResult> PauseClock(SessionId session, CommandId command, int afterTurn) => throw new NotSupportedException();

    public Task<CommandResult> ResumeClock(SessionId session, CommandId command, int afterTurn) => throw new NotSupportedException();

    public Task<CommandResult> HandOverGavel(SessionId session, CommandId command, ParticipantId to, int afterGavel) => throw new NotSupportedException();

    public Task<CommandResult> TakeGavel(SessionId session, CommandId command, int afterGavel) => throw new NotSupportedException();

    public Task<CommandResult> SetProcedure(SessionId session, CommandId command, SetProcedure procedure) => throw new NotSupportedException();

    public Task<CommandResult> EntrustDuty(SessionId session, CommandId command, EntrustDuty duty) => throw new NotSupportedException();

    public Task<CommandResult> WithdrawDuty(SessionId session, CommandId command, WithdrawDuty duty) => throw new NotSupportedException();

    private Task<CommandResult> Run(CommandId command, string what, Func<Rejection?> change)
    {
        var result = record.Command(command, what, change);
        if (record.CutChairAfter(what))
        {
            Context.Abort();
        }

        return Task.FromResult(result);
    }
}
