using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Agenda;

/// <summary>Decides what is discussed.</summary>
public static class AgendaDecider
{
    /// <summary>Takes up an item of the meeting's agenda. Items may be taken up in any order and returned to.</summary>
    public static Decision TakeUp(SessionState state, TakeUpItem command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (context.Meeting.Agenda.FirstOrDefault(item => item.Id == command.Item) is not { } item)
        {
            return Rejections.UnknownAgendaItem;
        }

        return state.CurrentItem?.Id == item.Id
            ? Rejections.ItemAlreadyTakenUp
            : new AgendaItemTakenUp(item.Id, item.Number, item.Title);
    }
}
