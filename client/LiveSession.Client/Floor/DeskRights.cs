namespace LiveSession.Client.Floor;

/// <summary>What whoever sits at the floor's desk may do now. Only to offer what will be taken: the server decides.</summary>
/// <param name="Presides">Gives the floor, closes the list, goes off the record.</param>
/// <param name="Steers">Opens, suspends and closes the session, and takes up items of the agenda.</param>
/// <param name="Entrusts">Entrusts others with a part of the chair's work.</param>
/// <param name="Queue">Adds, moves and removes requests.</param>
/// <param name="Clock">Sets speaking times and stops the clock.</param>
/// <param name="Hall">Adds whoever raises a placard in the hall.</param>
public sealed record DeskRights(bool Presides, bool Steers, bool Entrusts, bool Queue, bool Clock, bool Hall)
{
    /// <summary>The rights of somebody in a session at a moment.</summary>
    public static DeskRights Of(SessionView session, RosterEntryView? me, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(session);
        bool Has(Duty duty) => session.Duties.Any(one => one.Holder == me?.Id && one.Duty == duty && (one.Until is null || at < one.Until));
        var desk = me?.Role is Role.Chair or Role.Secretariat;
        var presides = me?.Role is Role.Chair && (session.Gavel is null || session.Gavel.Holder == me.Id);
        return new DeskRights(presides, presides || me?.Role is Role.Secretariat, desk, desk || Has(Duty.Queue), desk || Has(Duty.Clock), desk || Has(Duty.Queue) || Has(Duty.Hall));
    }
}
