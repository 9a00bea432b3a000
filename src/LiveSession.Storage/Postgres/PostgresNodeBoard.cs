using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>The board of the nodes that share a database: one row for each, read and written in one round trip.</summary>
public sealed class PostgresNodeBoard(PostgresSessionLog archive) : INodeBoard
{
    // A node that said nothing for so long is gone, and has another name when it comes back.
    private const string Exchange =
        """
        WITH said AS (
            INSERT INTO livesession.node (name, seen, word) VALUES ($1, clock_timestamp(), $2)
            ON CONFLICT (name) DO UPDATE SET seen = EXCLUDED.seen, word = EXCLUDED.word),
        gone AS (
            DELETE FROM livesession.node WHERE name <> $1 AND seen < clock_timestamp() - interval '10 minutes')
        SELECT word FROM livesession.node WHERE name <> $1 AND seen > clock_timestamp() - $3
        """;

    private const string Leave = "DELETE FROM livesession.node WHERE name = $1";

    /// <inheritdoc/>
    public Task<IReadOnlyList<byte[]>> ExchangeAsync(string node, byte[] word, TimeSpan expiry, CancellationToken cancellationToken = default) =>
        UseAsync<IReadOnlyList<byte[]>>(
            Exchange,
            [node, word, expiry],
            async (command, stop) =>
            {
                await using var row = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
                var words = new List<byte[]>();
                while (await row.ReadAsync(stop).ConfigureAwait(false))
                {
                    words.Add(row.GetFieldValue<byte[]>(0));
                }

                return words;
            },
            cancellationToken);

    /// <inheritdoc/>
    public Task LeaveAsync(string node, CancellationToken cancellationToken = default) =>
        UseAsync(Leave, [node], (command, stop) => command.ExecuteNonQueryAsync(stop), cancellationToken);

    // In time or not at all: what is said late is not true any more.
    private Task<T> UseAsync<T>(string sql, object[] values, Func<NpgsqlCommand, CancellationToken, Task<T>> use, CancellationToken cancellationToken) =>
        archive.Database.UseInTimeAsync(
            async stop =>
            {
                await using var connection = await archive.Database.OpenAsync(stop).ConfigureAwait(false);
                await using var command = connection.Prepare(sql, values);
                return await use(command, stop).ConfigureAwait(false);
            },
            cancellationToken);
}
