using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using Npgsql;
using NpgsqlTypes;

namespace LiveSession.Storage.Migration;

/// <summary>
/// Writes a whole archive into a database that holds none, in one transaction: tables, events, where each log ends, and keys. Whatever
/// ends it before the commit leaves the database as it was.
/// </summary>
internal sealed class PostgresImport(NpgsqlConnection connection, ArchiveContents contents, IProgress<MigrationProgress>? progress)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    // Nodes that start meanwhile wait, and are told that the database is locked.
    private const string Lock = "LOCK TABLE livesession.log, livesession.event, livesession.key IN ACCESS EXCLUSIVE MODE";

    private const string IsUsed = "SELECT EXISTS (SELECT FROM livesession.log) OR EXISTS (SELECT FROM livesession.event) OR EXISTS (SELECT FROM livesession.key)";

    // A sum over every byte of the events of each log, computed by the database from what lies in it. That the chain holds was checked on the way: what is
    // hashed of an event is not for SQL to know.
    private const string Walk =
        """
        SELECT log.id, log.epoch, log.sequence, log.hash, coalesce(walked.first = 1 AND walked.last = log.sequence AND walked.events = log.sequence, false), walked.sum
        FROM livesession.log AS log LEFT JOIN (
            SELECT log, count(*) AS events, min(sequence) AS first, max(sequence) AS last,
                encode(sha256(string_agg(sha256(canonical) || decode(hash, 'hex'), ''::bytea ORDER BY sequence)), 'hex') AS sum
            FROM livesession.event GROUP BY log) AS walked ON walked.log = log.id
        """;

    private readonly Dictionary<LogId, IncrementalHash> _sent = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        PostgresSchema.RefuseTooOld(connection);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(
            """
            SELECT set_config('synchronous_commit', 'on', true) WHERE current_setting('synchronous_commit') IN ('off', 'local');
            SET LOCAL lock_timeout = '5s';
            -- The walk goes along the index, in whose order everything was written.
            SET LOCAL enable_sort = off;
            SET LOCAL enable_hashagg = off
            """,
            cancellationToken).ConfigureAwait(false);
        await PostgresSchema.TakeTurnAsync(connection, cancellationToken).ConfigureAwait(false);
        await PostgresSchema.ApplyInTurnAsync(connection, cancellationToken).ConfigureAwait(false);
        await connection.ExecuteAsync(Lock, cancellationToken).ConfigureAwait(false);
        await RefuseUsedAsync(cancellationToken).ConfigureAwait(false);
        await WriteEventsAsync(cancellationToken).ConfigureAwait(false);
        await WriteHeadsAsync(cancellationToken).ConfigureAwait(false);
        await WriteKeysAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(new MigrationProgress(MigrationStep.Checking, contents.Events, contents.Events));
        await CheckAsync(cancellationToken).ConfigureAwait(false);
        progress?.Report(new MigrationProgress(MigrationStep.Committing, contents.Events, contents.Events));
        await CommitAsync(transaction).ConfigureAwait(false);
    }

    private async Task RefuseUsedAsync(CancellationToken cancellationToken)
    {
        if (await connection.ScalarAsync(IsUsed, cancellationToken).ConfigureAwait(false) is not true)
        {
            return;
        }

        await using var command = connection.Prepare("SELECT id, epoch, sequence, hash FROM livesession.log");
        var there = await PostgresReader.ReadHeadsAsync(command, cancellationToken).ConfigureAwait(false);
        throw new MigrationRefusedException(there.Count > 0 && there.Count == contents.Heads.Count && contents.Heads.All(there.Contains)
            ? "The database holds exactly these logs already: they were migrated before. Nothing was done."
            : $"The database is in use: it holds {there.Count} logs. Name one that holds none; nothing is mixed or overwritten.");
    }

    private async Task WriteEventsAsync(CancellationToken cancellationToken)
    {
        await using var writer = await CopyIntoAsync("event (log, sequence, canonical, hash)", cancellationToken).ConfigureAwait(false);
        await contents.CopyAsync(
            async (log, sequence, stored) =>
            {
                AddToSum(log, stored);
                await writer.StartRowAsync(cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(log.Value, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(sequence, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(stored.Canonical, NpgsqlDbType.Bytea, cancellationToken).ConfigureAwait(false);
                await writer.WriteAsync(stored.Hash, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            },
            progress,
            cancellationToken).ConfigureAwait(false);
        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private void AddToSum(LogId log, StoredEvent stored)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_sent, log, out _);
        sum ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sum.AppendData(SHA256.HashData(stored.Canonical.Span));
        sum.AppendData(Convert.FromHexString(stored.Hash));
    }

    private string? SumOf(LogId log)
    {
        if (!_sent.Remove(log, out var sum))
        {
            return null;
        }

        using (sum)
        {
            return Convert.ToHexStringLower(sum.GetHashAndReset());
        }
    }

    private async Task WriteHeadsAsync(CancellationToken cancellationToken)
    {
        await using var writer = await CopyIntoAsync("log (id, epoch, sequence, hash)", cancellationToken).ConfigureAwait(false);
        foreach (var (log, head) in contents.Heads)
        {
            await writer.StartRowAsync(cancellationToken).ConfigureAwait(false);
            await writer.WriteAsync(log.Value, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
            await writer.WriteAsync(head.Position.Epoch, NpgsqlDbType.Uuid, cancellationToken).ConfigureAwait(false);
            await writer.WriteAsync(head.Position.Sequence, NpgsqlDbType.Bigint, cancellationToken).ConfigureAwait(false);
            await writer.WriteAsync(head.Hash, NpgsqlDbType.Text, cancellationToken).ConfigureAwait(false);
        }

        await writer.CompleteAsync(cancellationToken).ConfigureAwait(false);
    }

    private async Task WriteKeysAsync(CancellationToken cancellationToken)
    {
        foreach (var key in contents.Keys)
        {
            await using var command = connection.Prepare("INSERT INTO livesession.key VALUES ($1, $2)", key.Name, key.Xml);
            await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<NpgsqlBinaryImporter> CopyIntoAsync(string table, CancellationToken cancellationToken)
    {
        var writer = await connection.BeginBinaryImportAsync($"COPY livesession.{table} FROM STDIN (FORMAT BINARY)", cancellationToken).ConfigureAwait(false);
        writer.Timeout = Silence;
        return writer;
    }

    private async Task CheckAsync(CancellationToken cancellationToken)
    {
        var found = new Dictionary<LogId, (LogHead Head, bool Whole, string? Sum)>();
        await using (var command = connection.Prepare(Walk))
        {
            await using var row = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            while (await row.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                found.Add(new LogId(row.GetString(0)), (new LogHead(new LogPosition(row.GetGuid(1), row.GetInt64(2)), row.GetString(3)), row.GetBoolean(4), row.IsDBNull(5) ? null : row.GetString(5)));
            }
        }

        foreach (var (log, head) in contents.Heads)
        {
            if (!found.Remove(log, out var there) || there != (head, true, SumOf(log)))
            {
                throw new MigrationRefusedException($"{log} did not arrive as it was sent. Nothing was migrated.");
            }
        }

        var keys = await connection.ScalarAsync("SELECT count(*) FROM livesession.key", cancellationToken).ConfigureAwait(false);
        if (found.Count > 0 || keys is not long count || count != contents.Keys.Count)
        {
            throw new MigrationRefusedException("The database holds more or less than was sent. Nothing was migrated.");
        }
    }

    private static async Task CommitAsync(NpgsqlTransaction transaction)
    {
        try
        {
            // From here on nobody's impatience makes it uncertain what became of it.
            await transaction.CommitAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception e) when (PostgresFaults.IsPassing(e))
        {
            throw new MigrationRefusedException(
                "The connection to the database was cut in the moment of the commit. Either everything was migrated or nothing: the same command again says which.", e);
        }
    }
}
