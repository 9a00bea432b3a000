using System.Runtime.CompilerServices;
using LiveSession.Core.Log;
using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>Reads logs in pages, with nothing held open between two of them.</summary>
internal sealed class PostgresReader(PostgresDatabase database)
{
    // No more than 1024 events, and no more than a megabyte but at least one event, however long the events are.
    private const string PageAfter =
        """
        SELECT sequence, canonical, hash FROM (
            SELECT sequence, canonical, hash, sum(octet_length(canonical)) OVER (ORDER BY sequence) - octet_length(canonical) AS before
            FROM livesession.event WHERE log = $1 AND sequence > $2 ORDER BY sequence LIMIT 1024) AS page
        WHERE before < 1048576 ORDER BY sequence
        """;

    private const string Heads = "SELECT id, epoch, sequence, hash FROM livesession.log WHERE id = ANY ($1)";

    public async IAsyncEnumerable<(long Sequence, StoredEvent Stored)> ReadAsync(
        LogId log, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        List<(long Sequence, StoredEvent Stored)> page;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var from = after;
            page = await database.UseAsync(stop => ReadPageAsync(log, from, stop), cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return row;
                after = row.Sequence;
            }
        }
        while (page.Count > 0);
    }

    public Task<Dictionary<LogId, LogHead>> FindHeadsAsync(IEnumerable<LogId> logs, CancellationToken cancellationToken) => database.UseAsync(
        async stop =>
        {
            await using var connection = await database.OpenAsync(stop).ConfigureAwait(false);
            return await FindHeadsAsync(connection, logs, stop).ConfigureAwait(false);
        },
        cancellationToken);

    public static async Task<Dictionary<LogId, LogHead>> FindHeadsAsync(
        NpgsqlConnection connection, IEnumerable<LogId> logs, CancellationToken cancellationToken)
    {
        await using var command = connection.Prepare(Heads, (object)logs.Select(log => log.Value).ToArray());
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var heads = new Dictionary<LogId, LogHead>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            heads.Add(new LogId(row.GetString(0)), new LogHead(new LogPosition(row.GetGuid(1), row.GetInt64(2)), row.GetString(3)));
        }

        return heads;
    }

    public Task<List<LogId>> ListAsync(CancellationToken cancellationToken) => database.UseAsync(
        async stop =>
        {
            await using var connection = await database.OpenAsync(stop).ConfigureAwait(false);
            await using var command = connection.Prepare("SELECT id FROM livesession.log ORDER BY id");
            await using var row = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            var logs = new List<LogId>();
            while (await row.ReadAsync(stop).ConfigureAwait(false))
            {
                logs.Add(new LogId(row.GetString(0)));
            }

            return logs;
        },
        cancellationToken);

    private async Task<List<(long Sequence, StoredEvent Stored)>> ReadPageAsync(LogId log, long after, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.Prepare(PageAfter, log.Value, after);
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var page = new List<(long, StoredEvent)>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            page.Add((row.GetInt64(0), new StoredEvent(row.GetFieldValue<byte[]>(1), row.GetString(2))));
        }

        return page;
    }
}
