using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;

namespace LiveSession.Core.Sessions;

/// <summary>Decides every command of a session: role first, then the feature's own rules.</summary>
public static class SessionDecider
{
    /// <summary>What comes of a command in this state.</summary>
    public static Decision Decide(SessionState state, SessionCommand command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(context);
        if (!SessionPermissions.Allows(context.By.Role, command))
        {
            return Rejections.NotAllowed;
        }

        return command switch
        {
            OpenSession => Open(state, context),
            SuspendSession c => WhileOpen(state) ?? Suspend(state, c),
            ResumeSession => state.Phase is SessionPhase.Suspended ? new SessionResumed() : Rejections.SessionNotSuspended,
            CloseSession => WhileBegun(state) ?? Close(state),
            GoOffTheRecord => WhileOpen(state) ?? SetRecord(state, offTheRecord: true),
            GoOnTheRecord => WhileBegun(state) ?? SetRecord(state, offTheRecord: false),
            TakeUpItem c => WhileOpen(state) ?? AgendaDecider.TakeUp(state, c, context),
            AddCaptionLine c => CaptionDecider.AddLine(state, c, context),
            CorrectCaptionLine c => CaptionDecider.CorrectLine(state, c, context),
            TakePen c => CaptionDecider.TakePen(state, c, context),
            OfferPen c => CaptionDecider.OfferPen(state, c, context),
            GivePen c => PenDecider.Give(state, c, context),
            ClaimPen c => PenDecider.Claim(state, c, context),
            TakeOverPen c => PenDecider.TakeOver(state, c, context),
            SetTakeover c => PenDecider.SetTakeover(state, c),
            RequestFloor c => WhileBegun(state) ?? FloorDecider.RequestFloor(state, c, context),
            RequestFloorFor c => WhileBegun(state) ?? FloorDecider.RequestFloorFor(state, c, context),
            WithdrawRequest c => FloorDecider.WithdrawRequest(state, c, context),
            GiveFloor c => WhileOpen(state) ?? FloorDecider.GiveFloor(state, c, context),
            GiveFloorToNext c => WhileOpen(state) ?? FloorDecider.GiveFloorToNext(state, c, context),
            EndTurn c => FloorDecider.EndTurn(state, c, context),
            YieldFloor => FloorDecider.YieldFloor(state, context),
            SetSpeakingTime c => WhileBegun(state) ?? FloorDecider.SetSpeakingTime(c),
            _ => Rejections.BadArgument("an unknown command"),
        };
    }

    private static Decision Open(SessionState state, SessionContext context) => state.Phase switch
    {
        SessionPhase.Closed => Rejections.SessionClosed,
        not SessionPhase.Scheduled => Rejections.SessionAlreadyOpen,
        _ when context.Meeting.Sessions.TryGetValue(context.Session, out var planned) =>
            new SessionOpened(context.Meeting.Id, context.Meeting.Title, planned.Number, planned.Title),
        _ => Rejections.UnknownSession,
    };

    private static Decision Suspend(SessionState state, SuspendSession command) =>
        Decision.Accept([.. FloorDecider.StopSpeaking(state.Floor), new SessionSuspended(command.ResumesAt)]);

    private static Decision Close(SessionState state) =>
        Decision.Accept([.. FloorDecider.StopSpeaking(state.Floor), new SessionClosed()]);

    private static Decision SetRecord(SessionState state, bool offTheRecord)
    {
        if (state.OffTheRecord == offTheRecord)
        {
            return Rejections.RecordUnchanged;
        }

        return offTheRecord ? new WentOffTheRecord() : new WentOnTheRecord();
    }

    private static Decision? WhileBegun(SessionState state) => state.Phase switch
    {
        SessionPhase.Scheduled => Decision.Refuse(Rejections.SessionNotOpen),
        SessionPhase.Closed => Decision.Refuse(Rejections.SessionClosed),
        _ => null,
    };

    private static Decision? WhileOpen(SessionState state) =>
        state.Phase is SessionPhase.Suspended ? Decision.Refuse(Rejections.SessionSuspended) : WhileBegun(state);
}
