namespace LiveSession.Protocol;

/// <summary>
/// <c>/hubs/floor</c>: for the chair, the secretariat that helps, and whoever is entrusted with a duty. Where the roster names several chairs, what
/// only whoever presides may do is refused to the others with 222.
/// </summary>
public interface IFloorHub
{
    /// <summary>Learns how the session stands; changes follow as <see cref="IFloorClient.Changed"/>.</summary>
    Task<DeskResult> Join(SessionId session);

    /// <summary>Opens the session. Refused: 403, 404.</summary>
    Task<CommandResult> OpenSession(SessionId session, CommandId command);

    /// <summary>Suspends the session. Refused: 401 to 403.</summary>
    Task<CommandResult> SuspendSession(SessionId session, CommandId command, DateTimeOffset? resumesAt);

    /// <summary>Resumes it. Refused: 405.</summary>
    Task<CommandResult> ResumeSession(SessionId session, CommandId command);

    /// <summary>Closes it. Refused: 401, 403.</summary>
    Task<CommandResult> CloseSession(SessionId session, CommandId command);

    /// <summary>Takes up an agenda item. Refused: 406, 407.</summary>
    Task<CommandResult> TakeUpItem(SessionId session, CommandId command, AgendaItemId item);

    /// <summary>Goes off the record. Refused: 408.</summary>
    Task<CommandResult> GoOffTheRecord(SessionId session, CommandId command);

    /// <summary>Returns to the record. Refused: 408.</summary>
    Task<CommandResult> GoOnTheRecord(SessionId session, CommandId command);

    /// <summary>Gives the floor to somebody in the queue. Refused: 202, 204.</summary>
    Task<CommandResult> GiveFloor(SessionId session, CommandId command, GiveFloor give);

    /// <summary>Gives the floor to the first in the queue. Refused: 203, 204.</summary>
    Task<CommandResult> GiveFloorToNext(SessionId session, CommandId command, int afterTurn);

    /// <summary>Ends the turn going on. Refused: 204, 205.</summary>
    Task<CommandResult> EndTurn(SessionId session, CommandId command, int afterTurn);

    /// <summary>Puts somebody into the queue. Refused: 201, 206, 208, 209, 211, 212, 232, 506.</summary>
    Task<CommandResult> RequestFloorFor(SessionId session, CommandId command, RequestFloorFor request);

    /// <summary>Takes somebody's request out of the queue. Refused: 202.</summary>
    Task<CommandResult> WithdrawRequest(SessionId session, CommandId command, WithdrawRequest request);

    /// <summary>Moves a request within the queue. Refused: 202, 214, 215.</summary>
    Task<CommandResult> MoveRequest(SessionId session, CommandId command, MoveRequest move);

    /// <summary>Puts somebody's request behind the last one of its urgency. Refused: 202, 214.</summary>
    Task<CommandResult> DeferRequest(SessionId session, CommandId command, DeferRequest request);

    /// <summary>Closes the list of speakers after a while, or at once for null. Refused: 214, 218.</summary>
    Task<CommandResult> CloseList(SessionId session, CommandId command, TimeSpan? after);

    /// <summary>Opens the list of speakers again. Refused: 214.</summary>
    Task<CommandResult> ReopenList(SessionId session, CommandId command);

    /// <summary>Puts a request into the queue that was kept aside. Refused: 201, 202, 206.</summary>
    Task<CommandResult> AdmitRequest(SessionId session, CommandId command, AdmitRequest request);

    /// <summary>Gives somebody in the queue the last word. Refused: 202, 204.</summary>
    Task<CommandResult> GiveLastWord(SessionId session, CommandId command, GiveLastWord give);

    /// <summary>Puts whoever spoke last back into the queue, first of all that is not urgent. Refused: 201, 204, 206, 219.</summary>
    Task<CommandResult> ReAddLastSpeaker(SessionId session, CommandId command, int afterTurn);

    /// <summary>Sets how long a turn may last. Refused: 210.</summary>
    Task<CommandResult> SetSpeakingTime(SessionId session, CommandId command, SetSpeakingTime time);

    /// <summary>Lets the turn going on last longer. Refused: 204, 205, 210, 220.</summary>
    Task<CommandResult> ExtendTurn(SessionId session, CommandId command, ExtendTurn extension);

    /// <summary>Stops the clock of the turn going on. Refused: 204, 205, 221.</summary>
    Task<CommandResult> PauseClock(SessionId session, CommandId command, int afterTurn);

    /// <summary>Lets it go on. Refused: 204, 205, 221.</summary>
    Task<CommandResult> ResumeClock(SessionId session, CommandId command, int afterTurn);

    /// <summary>Hands the gavel to somebody else who may preside. Refused: 222, 224 to 226.</summary>
    Task<CommandResult> HandOverGavel(SessionId session, CommandId command, ParticipantId to, int afterGavel);

    /// <summary>Takes the gavel where nobody has it, or from whoever presides and is gone. Refused: 222 to 224.</summary>
    Task<CommandResult> TakeGavel(SessionId session, CommandId command, int afterGavel);

    /// <summary>Entrusts somebody with a part of the chair's work. Refused: 227 to 229.</summary>
    Task<CommandResult> EntrustDuty(SessionId session, CommandId command, EntrustDuty duty);

    /// <summary>Puts rules of procedure in force. Refused: 222, 233.</summary>
    Task<CommandResult> SetProcedure(SessionId session, CommandId command, SetProcedure procedure);

    /// <summary>Takes a duty back. Refused: 230.</summary>
    Task<CommandResult> WithdrawDuty(SessionId session, CommandId command, WithdrawDuty duty);
}

/// <summary>What a chair's console is told.</summary>
public interface IFloorClient
{
    /// <summary>The session's state. Only the latest matters.</summary>
    Task Changed(SessionView session);

    /// <summary>Who follows the session: everybody on joining, then what changed, at most once a second. Not in the log; safe to lose.</summary>
    Task PresenceChanged(PresenceNews presence);

    /// <summary>The server is about to close this connection, and why.</summary>
    Task Closing(ClosingNotice notice);
}
