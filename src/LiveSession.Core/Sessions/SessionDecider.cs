using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Log;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Sessions;

/// <summary>Decides every command of a session: role or duty first, then who presides, then the feature's own rules.</summary>
public static class SessionDecider
{
    /// <summary>What comes of a command in this state.</summary>
    public static Decision Decide(SessionState state, SessionCommand command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(context);
        if (!SessionPermissions.Allows(context.By.Role, command) && !DutyDecider.Includes(state, command, context))
        {
            return Rejections.NotAllowed;
        }

        return SessionPermissions.Presides(command)
            ? GavelDecider.Preside(state, context, () => DecideAllowed(state, command, context))
            : DecideAllowed(state, command, context);
    }

    private static Decision DecideAllowed(SessionState state, SessionCommand command, SessionContext context) =>
        command switch
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
            RequestFloor c => WhileBegun(state) ?? QueueDecider.RequestFloor(state, c, context),
            RequestFloorFor c => WhileBegun(state) ?? QueueDecider.RequestFloorFor(state, c, context),
            WithdrawRequest c => QueueDecider.WithdrawRequest(state, c, context),
            DeferRequest c => QueueDecider.DeferRequest(state, c, context),
            MoveRequest c => QueueDecider.MoveRequest(state, c),
            AdmitRequest c => WhileBegun(state) ?? QueueDecider.AdmitRequest(state, c, context),
            CloseList c => WhileBegun(state) ?? QueueDecider.CloseList(state, c, context),
            ReopenList => WhileBegun(state) ?? QueueDecider.ReopenList(state),
            GiveFloor c => WhileOpen(state) ?? TurnDecider.GiveFloor(state, c, context),
            GiveFloorToNext c => WhileOpen(state) ?? TurnDecider.GiveFloorToNext(state, c, context),
            GiveLastWord c => WhileOpen(state) ?? TurnDecider.GiveLastWord(state, c, context),
            ReAddLastSpeaker c => WhileBegun(state) ?? TurnDecider.ReAddLastSpeaker(state, c),
            EndTurn c => TurnDecider.EndTurn(state, c, context),
            YieldFloor => TurnDecider.YieldFloor(state, context),
            SetSpeakingTime c => WhileBegun(state) ?? ClockDecider.SetSpeakingTime(c),
            ExtendTurn c => ClockDecider.ExtendTurn(state, c),
            PauseClock c => ClockDecider.PauseClock(state, c),
            ResumeClock c => ClockDecider.ResumeClock(state, c),
            SetProcedure c => WhileBegun(state) ?? ProcedureDecider.Set(state, c),
            HandOverGavel c => WhileBegun(state) ?? GavelDecider.HandOver(state, c, context),
            TakeGavel c => WhileBegun(state) ?? GavelDecider.Take(state, c, context),
            EntrustDuty c => WhileBegun(state) ?? DutyDecider.Entrust(state, c, context),
            WithdrawDuty c => WhileBegun(state) ?? DutyDecider.Withdraw(state, c),
            DecidePersonalData c => PublicationDecider.DecidePersonalData(state, c),
            RedactWords c => RedactionDecider.Redact(state, c, context),
            DismissAnalysis c => PublicationDecider.DismissAnalysis(state, c),
            _ => Rejections.BadArgument("an unknown command"),
        };

    private static Decision Open(SessionState state, SessionContext context) => state.Phase switch
    {
        SessionPhase.Closed => Rejections.SessionClosed,
        not SessionPhase.Scheduled => Rejections.SessionAlreadyOpen,
        _ when context.Meeting.Sessions.TryGetValue(context.Session, out var planned) =>
            Decision.Accept(
            [
                new SessionOpened(context.Meeting.Id, context.Meeting.Title, planned.Number, planned.Title),
                .. context.Meeting.Procedure is { } adopted ? ProcedureDecider.Set(state, new SetProcedure(adopted)).Events : [],
            ]),
        _ => Rejections.UnknownSession,
    };

    private static Decision Suspend(SessionState state, SuspendSession command) =>
        Decision.Accept([.. TurnDecider.StopSpeaking(state.Floor), new SessionSuspended(command.ResumesAt)]);

    private static Decision Close(SessionState state) =>
        Decision.Accept([.. TurnDecider.StopSpeaking(state.Floor), new SessionClosed()]);

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
