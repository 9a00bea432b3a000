namespace LiveSession.Storage.Postgres;

/// <summary>One of the keys that protect sign-ins and the addresses of relays.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Xml">Itself.</param>
public sealed record ArchivedKey(string Name, string Xml);

/// <summary>The keys that the nodes share, beside the logs and in no log.</summary>
public sealed class PostgresKeys(PostgresSessionLog archive)
{
    /// <summary>All of them.</summary>
    public Task<List<ArchivedKey>> ListAsync(CancellationToken cancellationToken = default) => archive.Database.UseAsync(
        async stop =>
        {
            await using var connection = await archive.Database.OpenAsync(stop).ConfigureAwait(false);
            await using var command = connection.Prepare("SELECT name, xml FROM livesession.key ORDER BY name");
            await using var row = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            var keys = new List<ArchivedKey>();
            while (await row.ReadAsync(stop).ConfigureAwait(false))
            {
                keys.Add(new ArchivedKey(row.GetString(0), row.GetString(1)));
            }

            return keys;
        },
        cancellationToken);

    /// <summary>Adds a key; one of that name that is there already stays as it is.</summary>
    public Task AddAsync(ArchivedKey key, CancellationToken cancellationToken = default) => archive.Database.UseAsync(
        async stop =>
        {
            await using var connection = await archive.Database.OpenWriterAsync(stop).ConfigureAwait(false);
            await using var command = connection.Prepare("INSERT INTO livesession.key VALUES ($1, $2) ON CONFLICT DO NOTHING", key.Name, key.Xml);
            return await command.ExecuteNonQueryAsync(stop).ConfigureAwait(false);
        },
        cancellationToken);
}
