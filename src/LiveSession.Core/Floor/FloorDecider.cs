using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>
/// Decides who joins the queue and who gets the floor. One queue for hall and remote, in the order in which the floor was asked for
/// (rule 68 of the General Assembly and the rules of procedure of its family); the chair need not follow it.
/// </summary>
public static class FloorDecider
{
    /// <summary>The shortest speaking time that can be set.</summary>
    public static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(10);

    /// <summary>The longest speaking time that can be set.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromHours(2);

    /// <summary>A participant asks for the floor.</summary>
    public static Decision RequestFloor(SessionState state, RequestFloor command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (context.By.IsAnonymous || context.By.Name.Length == 0 || NeedsAffiliation(context.By))
        {
            return Rejections.NameNeeded;
        }

        return context.By.Role is Role.Observer && command.Kind is not (SpeechKind.Statement or SpeechKind.Reply)
            ? Rejections.KindForMembers
            : Enqueue(
                state, new Speaker(context.By.Id, context.By.Name, context.By.Affiliation, Place.Remote),
                new Wish(command.Kind, command.Note, command.OnBehalfOf), context);
    }

    /// <summary>The chair or the secretariat puts somebody into the queue.</summary>
    public static Decision RequestFloorFor(SessionState state, RequestFloorFor command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var wish = new Wish(command.Kind, command.Note, command.OnBehalfOf);
        if (command.Speaker is { } known)
        {
            return context.Meeting.Participants.TryGetValue(known, out var listed)
                ? Enqueue(state, new Speaker(known, listed.Name, listed.Affiliation, command.Place), wish, context)
                : Rejections.UnknownParticipant;
        }

        var (name, affiliation) = (PersonName.Clean(command.Name), PersonName.Clean(command.Affiliation));
        if (name.Length == 0)
        {
            return Rejections.NameNeeded;
        }

        // Somebody new is known by the command that named them: the same command again is the same person.
        return Math.Max(name.Length, affiliation.Length) > context.Limits.NameLength
            ? Rejections.TextTooLong(context.Limits.NameLength)
            : Enqueue(state, new Speaker(ParticipantId.From(context.Command.Value), name, affiliation, command.Place), wish, context);
    }

    /// <summary>A request is taken back by who made it, or taken out by the chair or the secretariat.</summary>
    public static Decision WithdrawRequest(SessionState state, WithdrawRequest command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var of = command.Of ?? context.By.Id;
        if (of != context.By.Id && context.By.Role is not (Role.Chair or Role.Secretariat))
        {
            return Rejections.NotAllowed;
        }

        return state.Floor.Find(of, command.Kind) is { } request ? new FloorRequestWithdrawn(of, Stored(request.Kind)) : Rejections.NotInQueue;
    }

    /// <summary>The chair gives the floor to somebody in the queue.</summary>
    public static Decision GiveFloor(SessionState state, GiveFloor command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return Give(state, command.AfterTurn, floor => floor.Find(command.To, command.Kind), Rejections.NotInQueue);
    }

    /// <summary>The chair gives the floor to the first in the queue.</summary>
    public static Decision GiveFloorToNext(SessionState state, GiveFloorToNext command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return Give(state, command.AfterTurn, floor => floor.Queue is [var first, ..] ? first : null, Rejections.QueueEmpty);
    }

    /// <summary>The chair ends the turn going on.</summary>
    public static Decision EndTurn(SessionState state, EndTurn command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (Stale(state.Floor, command.AfterTurn) is { } stale)
        {
            return stale;
        }

        return state.Floor.Speaking is { } speaking ? new FloorYielded(speaking.Number, TurnEnd.Chair) : Rejections.NobodyHasTheFloor;
    }

    /// <summary>The speaker gives the floor back.</summary>
    public static Decision YieldFloor(SessionState state, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(context);
        return state.Floor.Speaking is { } speaking && speaking.Speaker.Id == context.By.Id
            ? new FloorYielded(speaking.Number, TurnEnd.Speaker)
            : Rejections.NotYourTurn;
    }

    /// <summary>The chair limits the speaking time, or lifts the limit.</summary>
    public static Decision SetSpeakingTime(SetSpeakingTime command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.Limit is { } limit && (limit < ShortestTurn || limit > LongestTurn)
            ? Rejections.SpeakingTimeOutOfRange
            : new SpeakingTimeSet(command.Limit);
    }

    /// <summary>What ends the turn going on when the session stops; empty when nobody has the floor.</summary>
    public static ImmutableArray<LogEvent> StopSpeaking(FloorState floor)
    {
        ArgumentNullException.ThrowIfNull(floor);
        return floor.Speaking is { } speaking ? [new FloorYielded(speaking.Number, TurnEnd.SessionStopped)] : [];
    }

    private static Decision Enqueue(SessionState state, Speaker speaker, Wish wish, SessionContext context)
    {
        var (note, group, floor) = (Cleaned(wish.Note), Cleaned(wish.OnBehalfOf), state.Floor);
        if (note?.Length > context.Limits.NoteLength)
        {
            return Rejections.TextTooLong(context.Limits.NoteLength);
        }

        if (group?.Length > context.Limits.NameLength)
        {
            return Rejections.TextTooLong(context.Limits.NameLength);
        }

        if (floor.Find(speaker.Id, wish.Kind) is not null)
        {
            return Rejections.AlreadyInQueue;
        }

        if (floor.Speaking?.Speaker.Id == speaker.Id)
        {
            return Rejections.AlreadySpeaking;
        }

        if (wish.Answers && floor.Turns.IsEmpty)
        {
            return Rejections.NothingToAnswer;
        }

        return floor.Queue.Count >= context.Limits.QueueLength && wish.Kind is not SpeechKind.PointOfOrder
            ? Rejections.QueueFull(context.Limits.QueueLength)
            : new FloorRequested(
                speaker, note, Stored(wish.Kind), group, wish.Answers ? floor.TurnCount : null, FloorOrder.Ahead(floor.Queue, wish.Kind));
    }

    private static string? Cleaned(string? text) => text is null || PersonName.Clean(text) is not { Length: > 0 } clean ? null : clean;

    // Logs say nothing where it is a statement.
    private static SpeechKind? Stored(SpeechKind kind) => kind is SpeechKind.Statement ? null : kind;

    private static Decision Give(SessionState state, int afterTurn, Func<FloorState, FloorRequest?> pick, Rejection nobody)
    {
        if (Stale(state.Floor, afterTurn) is { } stale)
        {
            return stale;
        }

        if (pick(state.Floor) is not { } request)
        {
            return nobody;
        }

        var granted = new FloorGranted(state.Floor.TurnCount + 1, request.Speaker, Stored(request.Kind));
        if (state.Floor.Speaking is not { } speaking)
        {
            return granted;
        }

        var interrupts = request.Spoken is null && FloorOrder.Interrupts(request.Kind, speaking.Kind);
        return Decision.Accept(new FloorYielded(speaking.Number, interrupts ? TurnEnd.Interrupted : TurnEnd.NextSpeaker), granted);
    }

    // Two chairs, or one chair twice: only the command made on the present turn counts.
    private static Rejection? Stale(FloorState floor, int afterTurn) =>
        afterTurn == floor.TurnCount ? null : Rejections.FloorHasMoved(floor.Speaking?.Speaker.Name);

    private static bool NeedsAffiliation(Actor actor) =>
        actor.Affiliation.Length == 0 && actor.Role is (Role.Observer or Role.Member);

    // What the floor is asked for.
    private sealed record Wish(SpeechKind Kind, string? Note, string? OnBehalfOf)
    {
        public bool Answers => Kind is SpeechKind.Reply or SpeechKind.RightOfReply;
    }
}
