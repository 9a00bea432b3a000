using LiveSession.Core.Log;
using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>
/// Notices that the tables are not where they were: put back from a dump into another database, recovered to an earlier moment, or taken
/// over by a standby. What came last may be missing then, so that every log goes on in another epoch.
/// </summary>
internal static class PostgresPlace
{
    // The server's own number, the database's, the table's, and the timeline, which is another one after every recovery and promotion.
    private const string Identity =
        """
        SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database()) || '/' ||
            'livesession.log'::regclass::oid || '/' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)
        FROM pg_control_system()
        """;

    private const string Heads = "SELECT id, epoch, sequence, hash FROM livesession.log ORDER BY id FOR UPDATE";

    /// <summary>Where this connection leads; null where the server does not say.</summary>
    public static async Task<string?> IdentifyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await connection.ScalarAsync(Identity, cancellationToken).ConfigureAwait(false) as string;
        }
        catch (PostgresException e) when (!PostgresFaults.IsPassing(e))
        {
            // A hosted database that hides it, or a standby: nothing is noticed by its place then, only where a node knows of more than is there.
            return null;
        }
    }

    /// <summary>Gives the logs another epoch where the tables have moved, all of them or none.</summary>
    /// <returns>How many logs; zero when the tables are where they were.</returns>
    public static async Task<int> TakeInAsync(NpgsqlConnection connection, string identity, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await PostgresSchema.TakeTurnAsync(connection, cancellationToken).ConfigureAwait(false);
        var known = await connection.ScalarAsync("SELECT identity FROM livesession.place", cancellationToken).ConfigureAwait(false) as string;
        if (known == identity)
        {
            return 0;
        }

        var heads = known is null ? [] : await ReadHeadsAsync(connection, cancellationToken).ConfigureAwait(false);
        foreach (var some in heads.Chunk(500))
        {
            var appends = some.Select(head => new SentAppend(
                head.Key, head.Value, ChainedEvents.After(head.Key, head.Value, null, [LogRestored.After(head.Value, time.GetUtcNow())]))).ToList();
            var answers = await PostgresAppends.CommitAsync(connection, appends, cancellationToken).ConfigureAwait(false);
            if (answers.Any(answer => answer.Outcome is not AppendOutcome.Appended))
            {
                throw new LogUnavailableException("the record is damaged: a log does not end where it says");
            }
        }

        await using var remember = connection.Prepare("WITH gone AS (DELETE FROM livesession.place) INSERT INTO livesession.place VALUES ($1)", identity);
        await remember.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return heads.Count;
    }

    private static async Task<Dictionary<LogId, LogHead>> ReadHeadsAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = connection.Prepare(Heads);
        return await PostgresReader.ReadHeadsAsync(command, cancellationToken).ConfigureAwait(false);
    }
}
