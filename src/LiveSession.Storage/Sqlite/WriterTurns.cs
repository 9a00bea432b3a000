using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>Appends events to a log.</summary>
internal sealed class AppendTurn(LogId log, long? expected, IReadOnlyList<NewEvent> events) : WriterTurn
{
    /// <summary>What was appended, once the turn has ended well.</summary>
    public ChainedEvents? Appended { get; private set; }

    public override void Write(SqliteWriterConnection connection)
    {
        (Appended, Refusal) = (null, null);
        ChainedEvents chained;
        try
        {
            chained = ChainedEvents.After(log, connection.FindHead(log), expected, events);
        }
        catch (Exception e) when (e is not SqliteException)
        {
            // A lost race, or an event that cannot be written: nobody else's business.
            Refusal = e;
            return;
        }

        try
        {
            connection.Append(log, chained);
            Appended = chained;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SqliteFaults.Constraint)
        {
            // There are events beyond the place where the log says it ends: somebody else has been at the file.
            Refusal = new LogUnavailableException($"the record of {log} is damaged", e);
        }
    }
}

/// <summary>Makes sure that the database is there and its tables are up to date.</summary>
internal sealed class PrepareTurn : WriterTurn
{
    public override bool Writes => false;

    public override void Write(SqliteWriterConnection connection)
    {
    }
}

/// <summary>Finds out whether something can be written, by writing something that changes nothing.</summary>
internal sealed class CheckTurn : WriterTurn
{
    public override void Write(SqliteWriterConnection connection) => connection.WriteNothingNew();
}
