using LiveSession.Core.Log;
using Npgsql;
using NpgsqlTypes;

namespace LiveSession.Storage.Postgres;

/// <summary>One append as it travels to the database: the end of the log that it builds on, and the events after it.</summary>
/// <param name="Log">The log.</param>
/// <param name="Known">Where the log is thought to end; null when it is thought not to be there.</param>
/// <param name="Chained">The events in their places after that.</param>
internal sealed record SentAppend(LogId Log, LogHead? Known, ChainedEvents Chained);

/// <summary>What the database made of an append.</summary>
internal enum AppendOutcome
{
    /// <summary>The events are there.</summary>
    Appended,

    /// <summary>The log ends elsewhere; nothing was appended.</summary>
    Moved,

    /// <summary>There are events beyond the place where the log says it ends; nothing was appended.</summary>
    Damaged,
}

/// <summary>The answer to an append.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Head">Where the log is.</param>
/// <param name="Followed">Whether what was known of the log is part of it.</param>
internal sealed record AppendAnswer(AppendOutcome Outcome, LogHead? Head, bool Followed);

/// <summary>
/// Sends appends in one go, to be committed together. Everything is sent before anything is waited for, and what fits into the connection's
/// buffer in one piece, so that a node that halts in the middle leaves no row held; and the same may be sent again, because events that are there already are found and not doubled.
/// </summary>
internal static class PostgresAppends
{
    private const string Append = "SELECT outcome, at_epoch, at_sequence, at_hash, followed FROM livesession.append($1, $2, $3, $4, $5, $6)";

    // Where the events were not appended, because the log ends elsewhere, nothing is redacted either. Again, it changes nothing.
    private const string Bury =
        """
        UPDATE livesession.event SET canonical = $3 WHERE log = $1 AND sequence = $2 AND canonical <> $3
            AND EXISTS (SELECT FROM livesession.event WHERE log = $1 AND sequence = $4 AND hash = $5)
        """;

    // An append like any other, to a log that nobody has, and taken away again at once: what keeps appends from being written keeps this too.
    private static readonly string[] WriteNothingNew =
    [
        $"SELECT livesession.append('', 0, '{HashChain.Start}', '{Guid.Empty}', ARRAY['\\x']::bytea[], ARRAY[''])",
        "DELETE FROM livesession.event WHERE log = ''",
        "DELETE FROM livesession.log WHERE id = ''",
    ];

    /// <summary>Commits the appends; without any, one that leaves nothing behind.</summary>
    public static async Task<IReadOnlyList<AppendAnswer>> CommitAsync(
        NpgsqlConnection connection, IReadOnlyList<SentAppend> appends, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        foreach (var append in appends)
        {
            batch.BatchCommands.Add(CommandFor(append));
            foreach (var tombstone in append.Chained.Tombstones)
            {
                batch.BatchCommands.Add(CommandFor(append, tombstone));
            }
        }

        if (appends.Count == 0)
        {
            foreach (var statement in WriteNothingNew)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(statement));
            }

            await batch.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            return [];
        }

        var answers = new List<AppendAnswer>(appends.Count);
        await using (var row = await batch.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false))
        {
            do
            {
                while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    answers.Add(Read(row));
                }
            }
            while (await row.NextResultAsync(cancellationToken).ConfigureAwait(false));
        }

        // The batch is one transaction, and its end was read: what it answered is durable now.
        return answers;
    }

    private static NpgsqlBatchCommand CommandFor(SentAppend append)
    {
        var (stored, position) = (append.Chained.Stored, append.Chained.Head.Position);
        return new NpgsqlBatchCommand(Append)
        {
            Parameters =
            {
                new NpgsqlParameter<string> { TypedValue = append.Log.Value },
                new NpgsqlParameter<long> { TypedValue = append.Known?.Position.Sequence ?? 0 },
                new NpgsqlParameter<string> { TypedValue = append.Known?.Hash ?? HashChain.Start },
                new NpgsqlParameter<Guid> { TypedValue = position.Epoch },
                new NpgsqlParameter { Value = stored.Select(one => one.Canonical.ToArray()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                new NpgsqlParameter { Value = stored.Select(one => one.Hash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text },
            },
        };
    }

    private static NpgsqlBatchCommand CommandFor(SentAppend append, Tombstone tombstone) => new(Bury)
    {
        Parameters =
        {
            new NpgsqlParameter<string> { TypedValue = append.Log.Value },
            new NpgsqlParameter<long> { TypedValue = tombstone.Event },
            new NpgsqlParameter<byte[]> { TypedValue = tombstone.Canonical.ToArray() },
            new NpgsqlParameter<long> { TypedValue = append.Chained.Head.Position.Sequence },
            new NpgsqlParameter<string> { TypedValue = append.Chained.Head.Hash },
        },
    };

    private static AppendAnswer Read(NpgsqlDataReader row)
    {
        var head = row.IsDBNull(2) || row.GetInt64(2) == 0 ? null
            : new LogHead(new LogPosition(row.GetGuid(1), row.GetInt64(2)), row.GetString(3));
        var outcome = row.GetString(0) switch
        {
            "appended" or "kept" => AppendOutcome.Appended,
            "moved" => AppendOutcome.Moved,
            _ => AppendOutcome.Damaged,
        };
        return new AppendAnswer(outcome, head, row.GetBoolean(4));
    }
}
