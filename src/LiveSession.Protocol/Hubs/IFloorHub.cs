namespace LiveSession.Protocol;

/// <summary><c>/hubs/floor</c>: for the chair, and the secretariat that helps.</summary>
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

    /// <summary>Puts somebody into the queue. Refused: 201, 206, 208, 209, 211, 212, 506.</summary>
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
}

/// <summary>What a chair's console is told.</summary>
public interface IFloorClient
{
    /// <summary>The session's state. Only the latest matters.</summary>
    Task Changed(SessionView session);

    /// <summary>The server is about to close this connection, and why.</summary>
    Task Closing(ClosingNotice notice);
}
