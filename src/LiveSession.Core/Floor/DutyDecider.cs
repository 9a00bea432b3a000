using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>Decides who does which part of the chair's work. A duty is of one session, may run out, and can be taken back at any moment.</summary>
public static class DutyDecider
{
    /// <summary>The shortest time somebody can be entrusted for.</summary>
    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>The longest.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <summary>Somebody is entrusted with a duty; once more changes until when.</summary>
    public static Decision Entrust(SessionState state, EntrustDuty command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        // Anybody can name themselves like a delegate: duties are for those whom the secretariat listed.
        if (!context.Meeting.Participants.TryGetValue(command.To, out var listed) || listed.SelfRegistered)
        {
            return Rejections.DutyForListed;
        }

        if (command.For is { } time && (time < Shortest || time > Longest))
        {
            return Rejections.DutyOutOfRange;
        }

        var entrusted = new EntrustedDuty(listed.Id, listed.Name, command.Duty, context.At + command.For);
        return listed.Role is Role.Chair or Role.Secretariat || state.Presiding.Duties.Contains(entrusted)
            ? Rejections.DutyUnchanged(listed.Name)
            : new DutyEntrusted(listed.Id, listed.Name, command.Duty, entrusted.Until);
    }

    /// <summary>A duty is taken back.</summary>
    public static Decision Withdraw(SessionState state, WithdrawDuty command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return state.Presiding.Duties.Exists(one => one.Holder == command.Of && one.Duty == command.Duty)
            ? new DutyWithdrawn(command.Of, command.Duty)
            : Rejections.NoSuchDuty;
    }

    /// <summary>Whether a duty of whoever sends a command includes it.</summary>
    internal static bool Includes(SessionState state, SessionCommand command, SessionContext context)
    {
        bool Has(Duty duty) => state.Presiding.IsEntrusted(context.By.Id, duty, context.At);
        return command switch
        {
            RequestFloorFor { Place: Place.Hall } => Has(Duty.Queue) || Has(Duty.Hall),
            RequestFloorFor or MoveRequest or WithdrawRequest or DeferRequest => Has(Duty.Queue),
            SetSpeakingTime or ExtendTurn or PauseClock or ResumeClock => Has(Duty.Clock),
            _ => false,
        };
    }
}
