using Npgsql;

namespace LiveSession.Storage.Postgres;

/// <summary>Statements in one line.</summary>
internal static class PostgresStatements
{
    public static async Task ExecuteAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.Prepare(sql);
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    public static async Task<object?> ScalarAsync(this NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.Prepare(sql);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A statement with its values, which stand in it as $1, $2…</summary>
    public static NpgsqlCommand Prepare(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object> values)
    {
#pragma warning disable CA2100 // Every text handed in is made of constants of this folder or one of its scripts; values travel as parameters.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return command;
    }
}
