using LiveSession.Core.Log;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>Reads where a log ends.</summary>
internal static class SqliteHeads
{
    public const string Find = "SELECT epoch, sequence, hash FROM log WHERE id = $id";

    public static LogHead? Read(SqliteCommand find, LogId log)
    {
        using var row = find.ExecuteReader();
        if (!row.Read())
        {
            return null;
        }

        var hash = row.GetString(2);
        return Guid.TryParse(row.GetString(0), out var epoch) && hash.Length == HashChain.Start.Length && hash.All(char.IsAsciiHexDigit)
            ? new LogHead(new LogPosition(epoch, row.GetInt64(1)), hash)
            : throw new LogUnavailableException($"the record of {log} is damaged");
    }
}
