using System.Runtime.CompilerServices;
using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>
/// Reads beside the writer, on connections of its own. Long logs are read in pages and nothing stays open between two of them: a
/// reader that takes its time would otherwise keep the write-ahead log from being emptied.
/// </summary>
internal sealed class SqliteReader(SqliteDatabase database)
{
    private const int MostEventsPerPage = 512;
    private const long MostBytesPerPage = 1024 * 1024;

    private const string EventsAfter =
        "SELECT sequence, canonical, hash FROM event WHERE log = $log AND sequence > $after ORDER BY sequence LIMIT $most";

    // From one name to the next, not from event to event.
    private const string Unlisted =
        """
        WITH RECURSIVE named (log) AS (
            SELECT min(log) FROM event
            UNION ALL SELECT (SELECT min(log) FROM event WHERE log > named.log) FROM named WHERE named.log IS NOT NULL)
        SELECT log FROM named WHERE log IS NOT NULL AND log NOT IN (SELECT id FROM log) LIMIT 1
        """;

    public async IAsyncEnumerable<(long Sequence, StoredEvent Stored)> ReadAsync(
        LogId log, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(long Sequence, StoredEvent Stored)> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            page = Query(connection => ReadPage(connection, log, after));
            foreach (var row in page)
            {
                yield return row;
                after = row.Sequence;
            }

            // Disk reads are synchronous in SQLite; a long replay gives the thread back between two pages.
            await Task.Yield();
        }
        while (page.Count > 0);
    }

    public LogHead? FindHead(LogId log) => Query(connection =>
    {
        using var find = connection.Prepare(SqliteHeads.Find, "$id");
        find.Parameters[0].Value = log.Value;
        return SqliteHeads.Read(find, log);
    });

    public IReadOnlyList<LogId> List() => Query(connection =>
    {
        using var command = connection.Prepare("SELECT id FROM log ORDER BY id");
        using var row = command.ExecuteReader();
        var logs = new List<LogId>();
        while (row.Read())
        {
            logs.Add(new LogId(row.GetString(0)));
        }

        return logs;
    });

    /// <summary>A log that has events and is not among the logs: its row was removed by somebody. Null where there is none.</summary>
    public string? FindUnlisted() => Query(connection => connection.Scalar(Unlisted) as string);

    /// <summary>Whose file it is, null where no server has used it yet, and how many events it has.</summary>
    public (string? Identity, long Events) FindPlace() => Query(connection => (
        connection.Scalar("SELECT identity FROM place") as string,
        (long)connection.Scalar("SELECT coalesce(sum(sequence), 0) FROM log")!));

    private static List<(long Sequence, StoredEvent Stored)> ReadPage(SqliteConnection connection, LogId log, long after)
    {
        using var command = connection.Prepare(EventsAfter, "$log", "$after", "$most");
        command.Parameters[0].Value = log.Value;
        command.Parameters[1].Value = after;
        command.Parameters[2].Value = MostEventsPerPage;
        using var row = command.ExecuteReader();
        var page = new List<(long, StoredEvent)>();
        for (var bytes = 0L; bytes < MostBytesPerPage && row.Read();)
        {
            var canonical = row.GetFieldValue<byte[]>(1);
            bytes += canonical.Length;
            page.Add((row.GetInt64(0), new StoredEvent(canonical, row.GetString(2))));
        }

        return page;
    }

    private T Query<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            using var connection = database.OpenReader();
            return query(connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            database.CloseReaders();
            throw SqliteFaults.Explain(e);
        }
    }
}
