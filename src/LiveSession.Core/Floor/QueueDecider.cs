using LiveSession.Core.Log;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>
/// Decides who joins the queue, and in what place. One queue for hall and remote, in the order in which the floor was asked for
/// (rule 68 of the General Assembly and the rules of procedure of its family); the chair need not follow it.
/// </summary>
public static class QueueDecider
{
    /// <summary>How far ahead the closing of the list of speakers can be announced.</summary>
    public static readonly TimeSpan LongestNotice = TimeSpan.FromHours(24);

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

        return ProcedureRules.Refusal(state.Procedure, command.Kind, context.By.Role) is { } refusal
            ? refusal
            : Ask(
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
        // Who is let in as a member is seen in the hall; a kind that the rules do not know is nobody's.
        if (ProcedureRules.Refusal(state.Procedure, command.Kind, Role.Member) is { } refusal)
        {
            return refusal;
        }

        if (command.Speaker is { } known)
        {
            return context.Meeting.Participants.TryGetValue(known, out var listed)
                ? Ask(state, new Speaker(known, listed.Name, listed.Affiliation, command.Place), wish, context)
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
            : Ask(state, new Speaker(ParticipantId.From(context.Command.Value), name, affiliation, command.Place), wish, context);
    }

    /// <summary>A request is taken back by who made it, or taken out by the chair or the secretariat.</summary>
    public static Decision WithdrawRequest(SessionState state, WithdrawRequest command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var of = command.Of ?? context.By.Id;
        if (!MayTouch(of, state, context))
        {
            return Rejections.NotAllowed;
        }

        return (state.Floor.Find(of, command.Kind) ?? state.Floor.FindAside(of, command.Kind)?.Request) is { } request
            ? new FloorRequestWithdrawn(of, Stored(request.Kind))
            : Rejections.NotInQueue;
    }

    /// <summary>Somebody lets the others go first, or the chair or the secretariat does it for them.</summary>
    public static Decision DeferRequest(SessionState state, DeferRequest command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var of = command.Of ?? context.By.Id;
        if (!MayTouch(of, state, context))
        {
            return Rejections.NotAllowed;
        }

        return state.Floor.Find(of, command.Kind) is { } request
            ? Moved(state.Floor.Queue, request, others => FloorOrder.BehindItsLike(others, request, CallingOrder.Of(state, context)))
            : Rejections.NotInQueue;
    }

    /// <summary>The chair or the secretariat moves a request, within what the order of urgency leaves open.</summary>
    public static Decision MoveRequest(SessionState state, MoveRequest command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        var queue = state.Floor.Queue;
        if (Find(queue, command.Request) is not { } request || (command.Before is { } before && Find(queue, before) is null))
        {
            return Rejections.NotInQueue;
        }

        return Moved(queue, request, others => command.Before is { } anchor ? others.FindIndex(other => other.Key == anchor) : others.Count);
    }

    /// <summary>The chair lets somebody into the queue whose request was kept aside.</summary>
    public static Decision AdmitRequest(SessionState state, AdmitRequest command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var (of, kind) = command.Request;
        if (state.Floor.FindAside(of, kind) is not { } aside)
        {
            return Rejections.NotInQueue;
        }

        return Waiting(state.Floor, of, kind) is { } refusal
            ? refusal
            : new FloorRequestAdmitted(of, Stored(kind), Ahead(state, kind, aside.Request.Speaker, context));
    }

    /// <summary>The chair announces that the list of speakers closes, or closes it.</summary>
    public static Decision CloseList(SessionState state, CloseList command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        if (command.After is { } after && (after < TimeSpan.Zero || after > LongestNotice))
        {
            return Rejections.ClosingOutOfRange;
        }

        return state.Floor.ListIsClosed(context.At)
            ? Rejections.QueueUnchanged
            : new SpeakersListClosed(context.At + (command.After ?? TimeSpan.Zero));
    }

    /// <summary>The chair opens the list of speakers again.</summary>
    public static Decision ReopenList(SessionState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Floor.ListClosesAt is null ? Rejections.QueueUnchanged : new SpeakersListReopened();
    }

    /// <summary>A kind as logs store it: they say nothing where it is a statement.</summary>
    internal static SpeechKind? Stored(SpeechKind kind) => kind is SpeechKind.Statement ? null : kind;

    /// <summary>Why somebody cannot join the queue for a kind of speech; null when nothing is in the way.</summary>
    internal static Rejection? Waiting(FloorState floor, ParticipantId speaker, SpeechKind kind) =>
        floor.Find(speaker, kind) is not null ? Rejections.AlreadyInQueue
        : floor.Speaking?.Speaker.Id == speaker ? Rejections.AlreadySpeaking
        : null;

    private static Decision Ask(SessionState state, Speaker speaker, Wish wish, SessionContext context)
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

        if (Waiting(floor, speaker.Id, wish.Kind) is { } waiting)
        {
            return waiting;
        }

        if (wish.Answers && floor.Turns.IsEmpty)
        {
            return Rejections.NothingToAnswer;
        }

        var answers = wish.Answers ? floor.TurnCount : (int?)null;
        // The chair may always add; a point of order may be raised at any time (rule 71).
        if (floor.ListIsClosed(context.At) && wish.Kind is not SpeechKind.PointOfOrder && context.By.Role is not Role.Chair)
        {
            return floor.FindAside(speaker.Id, wish.Kind) is not null || floor.Aside.Count >= context.Limits.QueueLength
                ? Rejections.ListClosed
                : Decision.Accept(new FloorRequestedLate(speaker, note, Stored(wish.Kind), group, answers)).WithNotice(Rejections.KeptForTheChair);
        }

        return floor.Queue.Count >= context.Limits.QueueLength && wish.Kind is not SpeechKind.PointOfOrder
            ? Rejections.QueueFull(context.Limits.QueueLength)
            : new FloorRequested(speaker, note, Stored(wish.Kind), group, answers, Ahead(state, wish.Kind, speaker, context));
    }

    private static int? Ahead(SessionState state, SpeechKind kind, Speaker speaker, SessionContext context) => FloorOrder.Ahead(
        state.Floor.Queue, kind, speaker, CallingOrder.Of(state, context), state.Floor.Turns is [.., var last] ? last.Speaker.Place : null);

    // Whoever is passed on the way has to be of the same urgency.
    private static Decision Moved(ImmutableList<FloorRequest> queue, FloorRequest request, Func<ImmutableList<FloorRequest>, int> place)
    {
        var from = queue.IndexOf(request);
        var others = queue.RemoveAt(from);
        var to = place(others);
        if (to == from || to < 0)
        {
            return Rejections.QueueUnchanged;
        }

        return others.GetRange(Math.Min(from, to), Math.Abs(to - from)).TrueForAll(passed => FloorOrder.MayPass(request, passed))
            ? new FloorRequestMoved(request.Speaker.Id, Stored(request.Kind), to)
            : Rejections.OrderOfUrgency;
    }

    private static FloorRequest? Find(ImmutableList<FloorRequest> queue, RequestKey key) => queue.Find(request => request.Key == key);

    private static bool MayTouch(ParticipantId of, SessionState state, SessionContext context) =>
        of == context.By.Id || context.By.Role is Role.Chair or Role.Secretariat || state.Presiding.IsEntrusted(context.By.Id, Duty.Queue, context.At);

    private static string? Cleaned(string? text) => text is null || PersonName.Clean(text) is not { Length: > 0 } clean ? null : clean;

    private static bool NeedsAffiliation(Actor actor) =>
        actor.Affiliation.Length == 0 && actor.Role is (Role.Observer or Role.Member);

    // What the floor is asked for.
    private sealed record Wish(SpeechKind Kind, string? Note, string? OnBehalfOf)
    {
        public bool Answers => Kind is SpeechKind.Reply or SpeechKind.RightOfReply;
    }
}
