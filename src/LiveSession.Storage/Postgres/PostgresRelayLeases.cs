using LiveSession.Core.Relays;
using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>The leases of the nodes that share a database. They end by the database's clock; whatever it does, a claim holds against it.</summary>
public sealed class PostgresRelayLeases(PostgresSessionLog archive, TimeSpan lasts) : IRelayLeases
{
    // A relay that nobody saw to for so long is over.
    private const int KeptDays = 30;

    /// <inheritdoc/>
    public TimeSpan Lasts => lasts;

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<RelayId, RelayLease>> HoldAsync(
        string node, IReadOnlyCollection<RelayWish> wanted, CancellationToken cancellationToken = default) =>
        await UseAsync(
            "SELECT relay, holder, number, epoch, sequence, answered, last_given, said FROM livesession.hold_relays($1, $2, $3, $4, $5, $6, $7, $8, $9)",
            [
                node, lasts,
                wanted.Select(wish => wish.Relay.Value).ToArray(), wanted.Select(wish => wish.From.Epoch).ToArray(),
                wanted.Select(wish => wish.From.Sequence).ToArray(), wanted.Select(wish => wish.Renewed).ToArray(),
                wanted.Select(wish => wish.Answered).ToArray(), wanted.Select(wish => wish.Said).ToArray(), wanted.Select(wish => wish.Seize).ToArray(),
            ],
            ReadAsync, cancellationToken).ConfigureAwait(false);

    /// <inheritdoc/>
    public Task<bool> ClaimAsync(RelayLease lease, LogPosition? line, long number, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lease);
        return line is { } position
            ? ChangeAsync(
                """
                UPDATE livesession.relay_lease SET epoch = $4, sequence = $5, last_given = $6
                WHERE relay = $1 AND holder = $2 AND number = $3 AND (sequence <= $5 OR epoch <> $4)
                """,
                [lease.Relay.Value, lease.Holder, lease.Number, position.Epoch, position.Sequence, number], cancellationToken)
            : ChangeAsync(
                "UPDATE livesession.relay_lease SET answered = sequence, last_given = $4 WHERE relay = $1 AND holder = $2 AND number = $3",
                [lease.Relay.Value, lease.Holder, lease.Number, number], cancellationToken);
    }

    /// <inheritdoc/>
    public async Task ReleaseAsync(string node, CancellationToken cancellationToken = default)
    {
        await ChangeAsync("UPDATE livesession.relay_lease SET expires = clock_timestamp() WHERE holder = $1", [node], cancellationToken).ConfigureAwait(false);
        await ChangeAsync(
            "DELETE FROM livesession.relay_lease WHERE expires < clock_timestamp() - make_interval(days => $1)", [KeptDays], cancellationToken)
            .ConfigureAwait(false);
    }

    private static async Task<IReadOnlyDictionary<RelayId, RelayLease>> ReadAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        var leases = new Dictionary<RelayId, RelayLease>();
        while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var relay = new RelayId(row.GetGuid(0));
            leases[relay] = new RelayLease(
                relay, row.GetString(1), row.GetInt64(2), new LogPosition(row.GetGuid(3), row.GetInt64(4)), row.GetInt64(5), row.GetInt64(6), row.GetString(7));
        }

        return leases;
    }

    private Task<bool> ChangeAsync(string sql, object[] values, CancellationToken cancellationToken) => UseAsync(
        sql, values, async (command, stop) => await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false) > 0, cancellationToken);

    private Task<T> UseAsync<T>(string sql, object[] values, Func<NpgsqlCommand, CancellationToken, Task<T>> use, CancellationToken cancellationToken) =>
        archive.Database.UseAsync(
            async stop =>
            {
                await using var connection = await archive.Database.OpenWriterAsync(stop).ConfigureAwait(false);
                await using var command = connection.Prepare(sql, values);
                return await use(command, stop).ConfigureAwait(false);
            },
            cancellationToken);
}
