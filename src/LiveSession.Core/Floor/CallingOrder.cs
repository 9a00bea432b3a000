using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>In what order those who ask for the same kind of speech are called, and who is a member.</summary>
/// <param name="Places">How hall and remote participants are called.</param>
/// <param name="Precedence">Who is called before whom.</param>
/// <param name="Members">Who is on the roster as more than an observer.</param>
public sealed record CallingOrder(PlaceOrder Places, Precedence Precedence, Func<ParticipantId, bool> Members)
{
    /// <summary>In the order of asking.</summary>
    public static CallingOrder AsAsked { get; } = new(PlaceOrder.AsAsked, Precedence.None, _ => false);

    /// <summary>The order that rules in force set.</summary>
    public static CallingOrder Of(SessionState state, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(context);
        return state.Procedure is { } rules
            ? new CallingOrder(rules.Places, rules.Precedence, who => context.Meeting.Participants.TryGetValue(who, out var listed) && listed.Role is not Role.Observer)
            : AsAsked;
    }

    /// <summary>A lower number is called first.</summary>
    internal int ClassOf(Speaker speaker) => Precedence switch
    {
        Precedence.MembersFirst => Members(speaker.Id) ? 0 : 1,
        Precedence.ObserversFirst => Members(speaker.Id) ? 1 : 0,
        _ => 0,
    };
}
