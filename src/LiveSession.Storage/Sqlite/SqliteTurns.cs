using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>A turn at the writer of the file.</summary>
internal abstract class SqliteTurn : WriterTurn
{
    /// <summary>Whether the turn needs a transaction, or only an open and up-to-date database.</summary>
    public virtual bool Writes => true;

    /// <summary>
    /// Writes what is to be written, inside the transaction; again from the start when that is repeated. An exception from here fails
    /// the whole transaction.
    /// </summary>
    public abstract void Write(SqliteWriterConnection connection);
}

/// <summary>Appends events to a log.</summary>
internal sealed class AppendTurn(LogId log, LogExpectation? expected, IReadOnlyList<NewEvent> events) : SqliteTurn
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
internal sealed class PrepareTurn : SqliteTurn
{
    public override bool Writes => false;

    public override void Write(SqliteWriterConnection connection)
    {
    }
}

/// <summary>Finds out whether something can be written, by writing something that changes nothing.</summary>
internal sealed class CheckTurn : SqliteTurn
{
    public override void Write(SqliteWriterConnection connection) => connection.WriteNothingNew();
}

/// <summary>Notes whose file it is.</summary>
internal sealed class PlaceTurn(string identity) : SqliteTurn
{
    public override void Write(SqliteWriterConnection connection) => connection.RememberPlace(identity);
}
