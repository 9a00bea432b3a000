using System.Globalization;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;
using Npgsql;

namespace LiveSession.Storage.Migration;

/// <summary>
/// Moves an installation's archive from one store to the other: every log event for event, byte for byte, in its epoch and with its hash,
/// and the keys that protect sign-ins and the addresses of relays. Everything or nothing arrives, and what was there stays as it was.
/// </summary>
public static class ArchiveMigration
{
    // Above the name that nodes connect with: a node is not mistaken for this.
    private const string Node = "livesession";
    private const string Self = "livesession migrate";
    private const int ConnectWithin = 30;

    private const string Nodes = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = $1 AND pid <> pg_backend_pid()";

    /// <summary>Moves the archive of a data folder whose server does not run into a database that holds none.</summary>
    /// <param name="folder">The folder; taken as long as this lasts, so that no server starts on it.</param>
    /// <param name="archive">The file of the logs, where the operator put it elsewhere.</param>
    /// <param name="connection">The database, as Npgsql reads it.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it; nothing has arrived then.</param>
    /// <exception cref="MigrationRefusedException">In words why not.</exception>
    public static async Task<MigrationReport> ToPostgresAsync(
        DataFolder folder, string? archive, string connection, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var file = archive ?? folder.Archive;
        if (!File.Exists(file))
        {
            throw new MigrationRefusedException($"There is no archive {file}.");
        }

        using var taken = Take(folder);
        await using var source = new SqliteSessionLog(file);
        var contents = await ReadAsync(() => ArchiveContents.OfAsync(source, ArchiveContents.KeysIn(folder), cancellationToken), file).ConfigureAwait(false);
        if (await source.FindUnlistedAsync(cancellationToken).ConfigureAwait(false) is { } unlisted)
        {
            throw new MigrationRefusedException($"The record is not as it was written: {unlisted} has events and is not among the logs.");
        }

        await WithDatabaseAsync(connection, target => new PostgresImport(target, contents, progress).RunAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return contents.Report;
    }

    /// <summary>The way back: moves the archive of a database that no node uses into a data folder that is not there yet.</summary>
    /// <param name="connection">The database, as Npgsql reads it.</param>
    /// <param name="folder">The folder; empty or not there.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Stops it; nothing has arrived then.</param>
    /// <exception cref="MigrationRefusedException">In words why not.</exception>
    public static async Task<MigrationReport> ToFolderAsync(
        string connection, DataFolder folder, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        await WithDatabaseAsync(connection, source => RefuseNodesAsync(source, cancellationToken), cancellationToken).ConfigureAwait(false);
        await using var archive = new PostgresSessionLog(connection);
        var contents = await ReadAsync(
            async () => await ArchiveContents.OfAsync(archive, await new PostgresKeys(archive).ListAsync(cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false),
            archive.Place).ConfigureAwait(false);
        if (contents.Heads.Count == 0)
        {
            throw new MigrationRefusedException($"There is no archive in the {archive.Place}.");
        }

        try
        {
            await new FolderImport(folder, contents, progress).RunAsync(cancellationToken).ConfigureAwait(false);
            return contents.Report;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or LogUnavailableException or Microsoft.Data.Sqlite.SqliteException)
        {
            throw new MigrationRefusedException($"The folder cannot be written: {(e is Microsoft.Data.Sqlite.SqliteException ? SqliteFaults.Explain(e).Reason : e.Message)}. Nothing was migrated.", e);
        }
    }

    private static IDisposable Take(DataFolder folder)
    {
        try
        {
            return folder.Take();
        }
        catch (LogUnavailableException e)
        {
            throw new MigrationRefusedException($"A server uses the folder {folder.Path}. Stop it first: what it records meanwhile would stay behind.", e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new MigrationRefusedException($"The folder {folder.Path} cannot be used: {e.Message}", e);
        }
    }

    private static async Task<ArchiveContents> ReadAsync(Func<Task<ArchiveContents>> read, string place)
    {
        try
        {
            return await read().ConfigureAwait(false);
        }
        catch (Exception e) when (e is LogUnavailableException or UnauthorizedAccessException or IOException)
        {
            throw new MigrationRefusedException($"{place} cannot be read: {e.Message}.", e);
        }
    }

    private static async Task RefuseNodesAsync(NpgsqlConnection source, CancellationToken cancellationToken)
    {
        PostgresSchema.RefuseTooOld(source);
        await using var command = source.Prepare(Nodes, Node);
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is > 0L)
        {
            throw new MigrationRefusedException("A server uses the database. Stop all of them first: what they record meanwhile would stay behind.");
        }
    }

    private static async Task WithDatabaseAsync(string connection, Func<NpgsqlConnection, Task> use, CancellationToken cancellationToken)
    {
        if (PostgresOptions.Explain(connection) is { } fault)
        {
            throw new MigrationRefusedException(fault);
        }

        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            ApplicationName = Self,
            Pooling = false,
            Enlist = false,
            Timeout = ConnectWithin,
            CommandTimeout = 0,
            KeepAlive = 30,
        };
        var place = string.Create(
            CultureInfo.InvariantCulture, $"database {settings.Database ?? settings.Username} at {settings.Host}:{settings.Port} as {settings.Username}");
        try
        {
            await using var database = new NpgsqlConnection(settings.ConnectionString);
            await database.OpenAsync(cancellationToken).ConfigureAwait(false);
            await use(database).ConfigureAwait(false);
        }
        catch (Exception e) when (e is NpgsqlException or LogUnavailableException or System.Net.Sockets.SocketException or TimeoutException or IOException)
        {
            throw new MigrationRefusedException($"The archive was not migrated: {PostgresFaults.Explain(e).Reason} ({place}).", e);
        }
    }
}
