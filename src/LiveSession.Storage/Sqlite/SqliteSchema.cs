using System.Globalization;
using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>
/// The tables, made by numbered scripts that are applied in order, each once; the database's <c>user_version</c> is the number of the
/// last. A script that has shipped is never changed.
/// </summary>
internal static class SqliteSchema
{
    private const string Folder = "Sqlite/";

    // The first version in which the file keeps nothing of what was overwritten or moved.
    private const int WithoutRemains = 3;

    private static readonly (int Number, string Resource)[] Scripts = [.. typeof(SqliteSchema).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Select(name => (int.Parse(name.AsSpan(Folder.Length, 4), CultureInfo.InvariantCulture), name))
        .OrderBy(script => script.Item1)];

    /// <summary>The version this program knows.</summary>
    public static int Known { get; } = Scripts[^1].Number;

    /// <summary>Leaves a database alone that is newer than this program or belongs to another one.</summary>
    public static void RefuseUnknown(SqliteConnection connection)
    {
        var version = VersionOf(connection);
        if (version > Known)
        {
            throw new LogUnavailableException(string.Create(
                CultureInfo.InvariantCulture,
                $"the database was written by a newer version of LiveSession (its tables are version {version}, this program knows {Known})"));
        }

        if (version == 0 && (long)connection.Scalar("SELECT count(*) FROM sqlite_schema")! > 0)
        {
            throw new LogUnavailableException("the database file belongs to another program");
        }
    }

    /// <summary>Applies the scripts the database has not seen, all or none.</summary>
    public static void Apply(SqliteConnection connection)
    {
        if (VersionOf(connection) == Known)
        {
            return;
        }

        // Not possible within a transaction. Where it fails the version stays what it was, and the next start does it again.
        if (VersionOf(connection) is > 0 and < WithoutRemains)
        {
            connection.Execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
        }

        connection.Execute("BEGIN IMMEDIATE");
        // Another process may have applied them while this one waited for its turn.
        var version = VersionOf(connection);
        foreach (var (number, resource) in Scripts.Where(script => script.Number > version))
        {
            connection.Execute(Read(resource));
            connection.Execute(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number}"));
        }

        connection.Execute("COMMIT");
    }

    private static long VersionOf(SqliteConnection connection) => (long)connection.Scalar("PRAGMA user_version")!;

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(SqliteSchema).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
