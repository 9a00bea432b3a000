using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Sqlite;

/// <summary>Statements in one line.</summary>
internal static class SqliteStatements
{
    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql);
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.Prepare(sql);
        return command.ExecuteScalar();
    }

    /// <summary>A statement with named parameters, to be run many times.</summary>
    public static SqliteCommand Prepare(this SqliteConnection connection, string sql, params ReadOnlySpan<string> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every text handed in is a constant of this folder or one of its scripts; values travel as parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var name in parameters)
        {
            command.Parameters.Add(new SqliteParameter(name, null));
        }

        return command;
    }
}
