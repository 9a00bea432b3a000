using System.Globalization;
using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>The connection that writes, with its statements prepared.</summary>
internal sealed class SqliteWriterConnection(SqliteConnection connection) : IDisposable
{
    private readonly SqliteCommand _begin = connection.Prepare("BEGIN IMMEDIATE");
    private readonly SqliteCommand _commit = connection.Prepare("COMMIT");
    private readonly SqliteCommand _mark = connection.Prepare("SAVEPOINT append");
    private readonly SqliteCommand _keep = connection.Prepare("RELEASE append");
    private readonly SqliteCommand _undo = connection.Prepare("ROLLBACK TO append; RELEASE append");

    private readonly SqliteCommand _findHead = connection.Prepare(SqliteHeads.Find, "$id");
    private readonly SqliteCommand _moveHead = connection.Prepare(
        """
        INSERT INTO log (id, epoch, sequence, hash) VALUES ($id, $epoch, $sequence, $hash)
        ON CONFLICT (id) DO UPDATE SET epoch = excluded.epoch, sequence = excluded.sequence, hash = excluded.hash
        """,
        "$id", "$epoch", "$sequence", "$hash");

    private readonly SqliteCommand _addEvent = connection.Prepare(
        "INSERT INTO event (log, sequence, canonical, hash) VALUES ($log, $sequence, $canonical, $hash)",
        "$log", "$sequence", "$canonical", "$hash");

    private readonly SqliteCommand _bury = connection.Prepare(
        "UPDATE event SET canonical = $canonical WHERE log = $log AND sequence = $sequence", "$log", "$sequence", "$canonical");

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public LogHead? FindHead(LogId log)
    {
        _findHead.Parameters[0].Value = log.Value;
        return SqliteHeads.Read(_findHead, log);
    }

    /// <summary>Adds the events and moves the log's head, or changes nothing.</summary>
    public void Append(LogId log, ChainedEvents chained)
    {
        _mark.ExecuteNonQuery();
        try
        {
            AddEvents(log, chained);
            MoveHead(log, chained.Head);
            Bury(log, chained.Tombstones);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SqliteFaults.Constraint)
        {
            _undo.ExecuteNonQuery();
            throw;
        }

        _keep.ExecuteNonQuery();
    }

    /// <summary>
    /// Takes what was overwritten out of the file beside the database, too. While somebody reads, some of it may have to stay: then it goes with the
    /// next redaction, or when the file is closed.
    /// </summary>
    /// <returns>False when somebody was reading: SQLite says so in a row, without an error.</returns>
    public bool ForgetOverwritten() => connection.Scalar("PRAGMA wal_checkpoint(TRUNCATE)") is 0L;

    // The version is written, so that there is something to commit, and an event of a log that nobody has is there for a moment: what keeps
    // appends from being written keeps this too.
    public void WriteNothingNew() => connection.Execute(string.Create(
        CultureInfo.InvariantCulture,
        $"INSERT INTO event VALUES ('', 0, x'', ''); DELETE FROM event WHERE log = ''; PRAGMA user_version = {SqliteSchema.Known}"));

    public void RememberPlace(string identity)
    {
        using var remember = connection.Prepare("DELETE FROM place; INSERT INTO place VALUES ($identity)", "$identity");
        remember.Parameters[0].Value = identity;
        remember.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in (ReadOnlySpan<SqliteCommand>)[_begin, _commit, _mark, _keep, _undo, _findHead, _moveHead, _addEvent, _bury])
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private void AddEvents(LogId log, ChainedEvents chained)
    {
        var sequence = chained.Head.Position.Sequence - chained.Stored.Count;
        foreach (var stored in chained.Stored)
        {
            sequence++;
            _addEvent.Parameters[0].Value = log.Value;
            _addEvent.Parameters[1].Value = sequence;
            _addEvent.Parameters[2].Value = stored.Canonical.ToArray();
            _addEvent.Parameters[3].Value = stored.Hash;
            _addEvent.ExecuteNonQuery();
        }
    }

    private void Bury(LogId log, IEnumerable<Tombstone> tombstones)
    {
        foreach (var tombstone in tombstones)
        {
            _bury.Parameters[0].Value = log.Value;
            _bury.Parameters[1].Value = tombstone.Event;
            _bury.Parameters[2].Value = tombstone.Canonical.ToArray();
            _bury.ExecuteNonQuery();
        }
    }

    private void MoveHead(LogId log, LogHead head)
    {
        _moveHead.Parameters[0].Value = log.Value;
        _moveHead.Parameters[1].Value = head.Position.Epoch.ToString();
        _moveHead.Parameters[2].Value = head.Position.Sequence;
        _moveHead.Parameters[3].Value = head.Hash;
        _moveHead.ExecuteNonQuery();
    }
}
