using LiveSession.Core.Floor;
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

        if (state.CurrentItem?.Id == item.Id)
        {
            return Rejections.ItemAlreadyTakenUp;
        }

        // A closed list of speakers is that of the item before.
        var taken = new AgendaItemTakenUp(item.Id, item.Number, item.Title);
        return state.Floor.ListClosesAt is null ? taken : Decision.Accept(taken, new SpeakersListReopened());
    }
}
