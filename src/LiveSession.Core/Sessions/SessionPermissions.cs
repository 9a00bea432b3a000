using LiveSession.Core.Captions;

namespace LiveSession.Core.Sessions;

/// <summary>Which role may send which command in a session; duties come on top (<see cref="Floor.DutyDecider"/>). Withdrawing or deferring somebody else's request is checked where it is decided.</summary>
public static class SessionPermissions
{
    /// <summary>Whether the role includes the command.</summary>
    public static bool Allows(Role role, SessionCommand command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return Allows(role, command.GetType());
    }

    /// <summary>Whether the command is an act of presiding: of several people who may, only whoever has the gavel.</summary>
    public static bool Presides(SessionCommand command) => command is
        OpenSession or SuspendSession or ResumeSession or CloseSession or TakeUpItem or GoOffTheRecord or GoOnTheRecord
        or GiveFloor or GiveFloorToNext or GiveLastWord or ReAddLastSpeaker or EndTurn or CloseList or ReopenList or AdmitRequest or SetProcedure;

    /// <summary>Whether the role includes commands of this type.</summary>
    public static bool Allows(Role role, Type command) => command.Name switch
    {
        nameof(RequestFloor) or nameof(WithdrawRequest) or nameof(DeferRequest) or nameof(YieldFloor) => role is not Role.Captioner,
        nameof(AddCaptionLine) or nameof(TakePen) or nameof(OfferPen) => role is Role.Captioner,
        nameof(ClaimPen) or nameof(TakeOverPen) => role is Role.Captioner,
        nameof(GivePen) or nameof(SetTakeover) => role is Role.Captioner or Role.Secretariat,
        nameof(CorrectCaptionLine) => role is Role.Captioner or Role.Secretariat,
        nameof(GiveFloor) or nameof(GiveFloorToNext) or nameof(GiveLastWord) or nameof(ReAddLastSpeaker) or nameof(EndTurn) => role is Role.Chair,
        // Adding, moving and timekeeping can be the secretariat's; closing the list, admitting after it and giving the floor are the chair's.
        nameof(CloseList) or nameof(ReopenList) or nameof(AdmitRequest) => role is Role.Chair,
        nameof(HandOverGavel) or nameof(TakeGavel) => role is Role.Chair,
        nameof(EntrustDuty) or nameof(WithdrawDuty) or nameof(SetProcedure) => role is Role.Chair or Role.Secretariat,
        nameof(GoOffTheRecord) or nameof(GoOnTheRecord) => role is Role.Chair,
        nameof(OpenSession) or nameof(SuspendSession) or nameof(ResumeSession) or nameof(CloseSession) => role is Role.Chair or Role.Secretariat,
        nameof(TakeUpItem) or nameof(RequestFloorFor) or nameof(MoveRequest) => role is Role.Chair or Role.Secretariat,
        nameof(SetSpeakingTime) or nameof(ExtendTurn) or nameof(PauseClock) or nameof(ResumeClock) => role is Role.Chair or Role.Secretariat,
        nameof(DecidePersonalData) or nameof(RedactWords) or nameof(DismissAnalysis) => role is Role.Secretariat,
        _ => false,
    };
}
