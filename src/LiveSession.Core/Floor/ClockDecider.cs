using LiveSession.Core.Log;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Floor;

/// <summary>
/// Decides how long turns may last and when their clock stands. Speakers over their time are marked, never cut off: calling them to order is
/// the chair's (rule 72 of the General Assembly and its sisters).
/// </summary>
public static class ClockDecider
{
    /// <summary>The shortest speaking time that can be set, and the shortest extension.</summary>
    public static readonly TimeSpan ShortestTurn = TimeSpan.FromSeconds(10);

    /// <summary>The longest speaking time that can be set, and the longest extension.</summary>
    public static readonly TimeSpan LongestTurn = TimeSpan.FromHours(2);

    /// <summary>The chair limits the speaking time, or lifts the limit.</summary>
    public static Decision SetSpeakingTime(SetSpeakingTime command)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.Limit is { } limit && OutOfRange(limit)
            ? Rejections.SpeakingTimeOutOfRange
            : new SpeakingTimeSet(command.Limit, QueueDecider.Stored(command.Kind));
    }

    /// <summary>The chair gives the speaker more time.</summary>
    public static Decision ExtendTurn(SessionState state, ExtendTurn command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return OnTurn(state.Floor, command.AfterTurn, turn =>
            OutOfRange(command.By) ? Rejections.SpeakingTimeOutOfRange
            : state.Floor.LimitOf(turn) is null ? Rejections.NothingToExtend
            : new TurnExtended(turn.Number, command.By));
    }

    /// <summary>The clock stops: nobody can hear or read the speaker, and that is not the speaker's fault.</summary>
    public static Decision PauseClock(SessionState state, PauseClock command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return OnTurn(state.Floor, command.AfterTurn, turn =>
            turn.StandsSince is null ? new TurnClockPaused(turn.Number) : Rejections.ClockUnchanged);
    }

    /// <summary>The clock goes on.</summary>
    public static Decision ResumeClock(SessionState state, ResumeClock command)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(command);
        return OnTurn(state.Floor, command.AfterTurn, turn =>
            turn.StandsSince is null ? Rejections.ClockUnchanged : new TurnClockResumed(turn.Number));
    }

    private static Decision OnTurn(FloorState floor, int afterTurn, Func<Turn, Decision> decide)
    {
        if (TurnDecider.Stale(floor, afterTurn) is { } stale)
        {
            return stale;
        }

        return floor.Speaking is { } turn ? decide(turn) : Rejections.NobodyHasTheFloor;
    }

    private static bool OutOfRange(TimeSpan time) => time < ShortestTurn || time > LongestTurn;
}
