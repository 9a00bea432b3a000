using System.Globalization;
using LiveSession.Core.Log;
using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>
/// The tables, in a schema of their own, made by numbered scripts that are applied in order, each once; <c>livesession.version</c> has the
/// number of the last. A script that has shipped is never changed.
/// </summary>
internal static class PostgresSchema
{
    private const string Folder = "Postgres/";

    // Any number that no other program takes for the same: nodes that start together come here one after the other.
    private const long Turn = 0x4C69_7665_5365_7373;

    // What PostgreSQL's makers still look after; the statements here would run on 11.
    private const int OldestServer = 13;

    private static readonly (int Number, string Resource)[] Scripts = [.. typeof(PostgresSchema).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => (int.Parse(name.AsSpan(Folder.Length, 4), CultureInfo.InvariantCulture), name))
        .OrderBy(script => script.Item1)];

    /// <summary>The version this program knows.</summary>
    public static int Known { get; } = Scripts[^1].Number;

    /// <summary>Applies the scripts the database has not seen, all or none. Leaves a database alone that is newer than this program.</summary>
    public static async Task ApplyAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        RefuseTooOld(connection);
        if (await VersionAsync(connection, cancellationToken).ConfigureAwait(false) == Known)
        {
            return;
        }

        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await TakeTurnAsync(connection, cancellationToken).ConfigureAwait(false);
        await ApplyInTurnAsync(connection, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The same within a transaction that has its turn.</summary>
    public static async Task ApplyInTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var version = await VersionAsync(connection, cancellationToken).ConfigureAwait(false);
        if (version == Known)
        {
            return;
        }

        await connection.ExecuteAsync("CREATE SCHEMA IF NOT EXISTS livesession", cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS livesession.version (number integer NOT NULL)", cancellationToken).ConfigureAwait(false);
        foreach (var (_, resource) in Scripts.Where(script => script.Number > version))
        {
            await connection.ExecuteAsync(Read(resource), cancellationToken).ConfigureAwait(false);
        }

        await connection.ExecuteAsync($"DELETE FROM livesession.version; INSERT INTO livesession.version VALUES ({Known})", cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>A server that lacks what the tables and statements need is named before anything fails in its own words.</summary>
    public static void RefuseTooOld(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestServer)
        {
            throw new LogUnavailableException($"the database server is PostgreSQL {connection.PostgreSqlVersion}, and {OldestServer} or newer is needed");
        }
    }

    /// <summary>Waits until no other node is at it, until the end of the transaction.</summary>
    public static Task TakeTurnAsync(NpgsqlConnection connection, CancellationToken cancellationToken) =>
        connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({Turn})", cancellationToken);

    private static async Task<int> VersionAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        // Looked up in the catalogue and not by name: names are remembered, and another node may just have made the table.
        const string isThere = "SELECT true FROM pg_catalog.pg_tables WHERE schemaname = 'livesession' AND tablename = 'version'";
        if (await connection.ScalarAsync(isThere, cancellationToken).ConfigureAwait(false) is not true)
        {
            return 0;
        }

        var version = await connection.ScalarAsync("SELECT number FROM livesession.version", cancellationToken).ConfigureAwait(false) as int? ?? 0;
        return version <= Known ? version : throw new LogUnavailableException(
            $"the database was written by a newer version of LiveSession (its tables are version {version}, this program knows {Known})");
    }

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(PostgresSchema).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
