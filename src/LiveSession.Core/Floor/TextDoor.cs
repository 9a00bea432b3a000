using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>What a line of the text door wants of a session: the same commands as everybody else's, decided by the same rules.</summary>
public static class TextDoor
{
    private static ReadOnlySpan<char> Between => [' ', '_', '-', '(', ')'];

    /// <summary>The command of a line as the session stands; null where it only asks who waits. Refused when nobody of that name waits.</summary>
    public static (SessionCommand? Command, Rejection? Rejection) CommandOf(QueueLine line, SessionState state, Meetings.MeetingState meeting)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(meeting);
        var turn = state.Floor.TurnCount;
        return line switch
        {
            QueueLine.Ask { Words: { } words, Reacts: false } when Listed(meeting, words) is { } other =>
                (new RequestFloorFor(other.Id, other.Name, other.Affiliation, Place.Remote), null),
            QueueLine.Ask ask => (new RequestFloor(ask.About ?? ask.Words, ask.Reacts ? SpeechKind.Reply : SpeechKind.Statement), null),
            QueueLine.Later => (new DeferRequest(), null),
            QueueLine.Leave { Of: null } => (new WithdrawRequest(), null),
            QueueLine.Leave { Of: { } name } => Of(state, name, request => new WithdrawRequest(request.Speaker.Id, request.Kind)),
            QueueLine.Acknowledge { To: null } => (new GiveFloorToNext(turn), null),
            QueueLine.Acknowledge { To: { } name } => Of(state, name, request => new GiveFloor(request.Speaker.Id, turn, request.Kind)),
            QueueLine.LastWord { To: var name } => Of(state, name, request => new GiveLastWord(request.Speaker.Id, turn, request.Kind)),
            QueueLine.Close => (new CloseList(), null),
            QueueLine.Open => (new ReopenList(), null),
            QueueLine.TimeEach { Limit: var limit } => (new SetSpeakingTime(limit), null),
            _ => (null, null),
        };
    }

    private static (SessionCommand? Command, Rejection? Rejection) Of(SessionState state, string name, Func<FloorRequest, SessionCommand> command) =>
        (state.Floor.Queue.Find(request => Begins(request.Speaker.Name, name)) ?? state.Floor.Queue.Find(request => HasWord(request.Speaker.Name, name))) is { } found
            ? (command(found), null)
            : (null, Rejections.NotInQueue);

    // Whole names only: what follows q+ is mostly what it is about.
    private static Meetings.Participant? Listed(Meetings.MeetingState meeting, string words) =>
        meeting.Participants.Values.FirstOrDefault(listed => string.Equals(Plain(listed.Name), Plain(words), StringComparison.OrdinalIgnoreCase));

    private static bool Begins(string name, string with) => Plain(name).StartsWith(Plain(with), StringComparison.OrdinalIgnoreCase);

    private static bool HasWord(string name, string with) => name.Split(Between).Any(word => word.StartsWith(with, StringComparison.OrdinalIgnoreCase));

    private static string Plain(string name) => name.Replace('_', ' ').Trim();
}
