using System.Xml;
using System.Xml.Linq;
using LiveSession.Core.Log;
using LiveSession.Storage.Postgres;
using LiveSession.Storage.Sqlite;

namespace LiveSession.Storage.Migration;

/// <summary>Everything durable of an installation, as it is read to be written elsewhere.</summary>
/// <param name="Log">The store.</param>
/// <param name="Heads">Every log, and where it ends.</param>
/// <param name="Keys">The keys that protect sign-ins and the addresses of relays.</param>
internal sealed record ArchiveContents(ISessionLog Log, IReadOnlyList<KeyValuePair<LogId, LogHead>> Heads, IReadOnlyList<ArchivedKey> Keys)
{
    /// <summary>How many events are to be copied.</summary>
    public long Events { get; } = Heads.Sum(head => head.Value.Position.Sequence);

    public MigrationReport Report => new(Heads.Count, Events, Keys.Count);

    /// <summary>What a store holds now.</summary>
    public static async Task<ArchiveContents> OfAsync(ISessionLog log, IReadOnlyList<ArchivedKey> keys, CancellationToken cancellationToken)
    {
        var logs = await log.ListAsync(cancellationToken).ConfigureAwait(false);
        var heads = await log.FindHeadsAsync(logs, cancellationToken).ConfigureAwait(false);
        return new ArchiveContents(log, [.. heads.OrderBy(head => head.Key.Value, StringComparer.Ordinal)], keys);
    }

    /// <summary>The keys of a data folder; where there is none of them everybody opens their link again.</summary>
    public static IReadOnlyList<ArchivedKey> KeysIn(DataFolder folder)
    {
        var keys = new List<ArchivedKey>();
        if (!Directory.Exists(folder.Keys))
        {
            return keys;
        }

        foreach (var file in Directory.EnumerateFiles(folder.Keys, "*.xml").Order(StringComparer.Ordinal))
        {
            try
            {
                keys.Add(new ArchivedKey(Path.GetFileNameWithoutExtension(file), XElement.Load(file).ToString(SaveOptions.DisableFormatting)));
            }
            catch (XmlException e)
            {
                throw new MigrationRefusedException($"The key {file} cannot be read: {e.Message}", e);
            }
        }

        return keys;
    }

    /// <summary>Reads every log from its first event, checks it on the way, and hands on what is good.</summary>
    /// <param name="write">Writes one event of a log, with its sequence.</param>
    /// <param name="progress">Told after every few events.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="MigrationRefusedException">A log is not as it was written.</exception>
    public async Task CopyAsync(
        Func<LogId, long, StoredEvent, Task> write, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        const int often = 1_000;
        var copied = 0L;
        foreach (var (log, head) in Heads)
        {
            var found = await LogVerifier.VerifyAsync(log, CopyLogAsync(log), head, cancellationToken).ConfigureAwait(false);
            if (found.Fault is { } fault)
            {
                throw new MigrationRefusedException($"The record is not as it was written: event {fault.Sequence} of {log}: {fault.Message}.");
            }
        }

        async IAsyncEnumerable<StoredEvent> CopyLogAsync(LogId log)
        {
            var sequence = 0L;
            await foreach (var stored in Log.ReadStoredAsync(log, cancellationToken).ConfigureAwait(false))
            {
                await write(log, ++sequence, stored).ConfigureAwait(false);
                if (++copied % often == 0)
                {
                    progress?.Report(new MigrationProgress(MigrationStep.Copying, copied, Events));
                }

                yield return stored;
            }
        }
    }
}
