using LiveSession.Core.Log;

namespace LiveSession.Storage.Postgres;

/// <summary>A turn at the writer of the database.</summary>
internal abstract class PostgresTurn : WriterTurn
{
    /// <summary>Whether it is known what became of the turn: what was committed stands, whatever happens to others.</summary>
    public virtual bool IsSettled => false;

    /// <summary>The commit failed that this turn was in, or one after it.</summary>
    public void FailUnlessSettled(Exception fault)
    {
        if (IsSettled)
        {
            Finish();
        }
        else
        {
            Fail(fault);
        }
    }
}

/// <summary>Appends events to a log.</summary>
internal sealed class AppendTurn(LogId log, LogExpectation? expected, IReadOnlyList<NewEvent> events) : PostgresTurn
{
    public LogId Log { get; } = log;

    /// <summary>What was appended, once the turn has ended well.</summary>
    public ChainedEvents? Appended { get; private set; }

    /// <summary>The events in their places after a head.</summary>
    /// <exception cref="LogConflictException">The head is not the expected one.</exception>
    public ChainedEvents After(LogHead? head) => ChainedEvents.After(Log, head, expected, events);

    /// <summary>Whether it matters to the caller what the log holds.</summary>
    public bool Expects => expected is not null;

    public LogConflictException Conflict(long actual) => new(Log, expected?.Sequence ?? 0, actual);

    public void Keep(ChainedEvents appended) => Appended = appended;

    public void Refuse(Exception refusal) => Refusal = refusal;

    public override bool IsSettled => Appended is not null || Refusal is not null;
}

/// <summary>Finds out whether something can be written, by writing something that changes nothing.</summary>
internal sealed class CheckTurn : PostgresTurn;
