using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>Decides who gets the floor, and when a turn ends. Every press of the chair names the turn it was made on, so that it counts once.</summary>
public static class TurnDecider
{
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

    /// <summary>The chair gives the last word: the list closes, and whoever else waits is kept aside.</summary>
    public static Decision GiveLastWord(SessionState state, GiveLastWord command, SessionContext context)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(context);
        var given = GiveFloor(state, new GiveFloor(command.To, command.AfterTurn, command.Kind), context);
        if (given.Rejection is not null)
        {
            return given;
        }

        var aside = state.Floor.Queue.Count > 1 || given.Events.OfType<FloorYielded>().Any(ended => ended.Reason is TurnEnd.Interrupted);
        return Decision.Accept(
        [
            .. given.Events,
            .. aside ? [new QueueSetAside()] : ImmutableArray<LogEvent>.Empty,
            .. state.Floor.ListIsClosed(context.At) ? ImmutableArray<LogEvent>.Empty : [new SpeakersListClosed(context.At)],
        ]);
    }

    /// <summary>The chair puts whoever spoke last back to the front of the queue.</summary>
    public static Decision ReAddLastSpeaker(SessionState state, ReAddLastSpeaker command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        if (Stale(state.Floor, command.AfterTurn) is { } stale)
        {
            return stale;
        }

        if (state.Floor.SpokeLast is not { } last)
        {
            return Rejections.NobodySpoke;
        }

        return QueueDecider.Waiting(state.Floor, last.Speaker.Id, last.Kind) is { } waiting
            ? waiting
            : new FloorRequested(
                last.Speaker, last.Note, QueueDecider.Stored(last.Kind), last.OnBehalfOf, last.Answers, FloorOrder.BehindTheUrgent(state.Floor.Queue));
    }

    /// <summary>What ends the turn going on when the session stops; empty when nobody has the floor.</summary>
    public static ImmutableArray<LogEvent> StopSpeaking(FloorState floor)
    {
        ArgumentNullException.ThrowIfNull(floor);
        return floor.Speaking is { } speaking ? [new FloorYielded(speaking.Number, TurnEnd.SessionStopped)] : [];
    }

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

        var granted = new FloorGranted(state.Floor.TurnCount + 1, request.Speaker, QueueDecider.Stored(request.Kind));
        if (state.Floor.Speaking is not { } speaking)
        {
            return granted;
        }

        var interrupts = request.Spoken is null && FloorOrder.Interrupts(request.Kind, speaking.Kind);
        return Decision.Accept(new FloorYielded(speaking.Number, interrupts ? TurnEnd.Interrupted : TurnEnd.NextSpeaker), granted);
    }

    /// <summary>Two chairs, or one chair twice: only the command made on the present turn counts.</summary>
    internal static Rejection? Stale(FloorState floor, int afterTurn) =>
        afterTurn == floor.TurnCount ? null : Rejections.FloorHasMoved(floor.Speaking?.Speaker.Name);
}
