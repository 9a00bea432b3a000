using System.Text;
using LiveSession.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace LiveSession.Storage.Migration;

/// <summary>
/// Writes a whole archive into a data folder that is not there yet: beside it first, and under its name once everything is on the disk.
/// Whatever ends it before that leaves no such folder.
/// </summary>
internal sealed class FolderImport(DataFolder folder, ArchiveContents contents, IProgress<MigrationProgress>? progress)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (Directory.Exists(folder.Path) && Directory.EnumerateFileSystemEntries(folder.Path).Any())
        {
            throw new MigrationRefusedException($"The folder {folder.Path} holds something already. Name one that is empty or not there.");
        }

        var beside = new DataFolder($"{folder.Path.TrimEnd(Path.DirectorySeparatorChar)}.migrating");
        if (Directory.Exists(beside.Path))
        {
            Directory.Delete(beside.Path, recursive: true); // Of a migration that did not end.
        }

        try
        {
            Directory.CreateDirectory(beside.Path);
            WriteKeys(beside);
            await WriteLogsAsync(beside, cancellationToken).ConfigureAwait(false);
            progress?.Report(new MigrationProgress(MigrationStep.Checking, contents.Events, contents.Events));
            await CheckAsync(beside, cancellationToken).ConfigureAwait(false);
            progress?.Report(new MigrationProgress(MigrationStep.Committing, contents.Events, contents.Events));
            if (Directory.Exists(folder.Path))
            {
                Directory.Delete(folder.Path); // Empty.
            }

            Directory.Move(beside.Path, folder.Path);
        }
        catch
        {
            Directory.Delete(beside.Path, recursive: true);
            throw;
        }
    }

    private void WriteKeys(DataFolder beside)
    {
        var keys = Directory.CreateDirectory(beside.Keys);
        if (!OperatingSystem.IsWindows())
        {
            keys.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        foreach (var key in contents.Keys)
        {
            File.WriteAllText(Path.Combine(beside.Keys, $"{key.Name}.xml"), key.Xml, Encoding.UTF8);
        }
    }

    private async Task WriteLogsAsync(DataFolder beside, CancellationToken cancellationToken)
    {
        using var connection = new SqliteDatabase(new SqliteOptions { Path = beside.Archive }).OpenWriter();
        using var add = connection.Prepare("INSERT INTO event (log, sequence, canonical, hash) VALUES ($log, $sequence, $canonical, $hash)", "$log", "$sequence", "$canonical", "$hash");
        using var end = connection.Prepare("INSERT INTO log (id, epoch, sequence, hash) VALUES ($id, $epoch, $sequence, $hash)", "$id", "$epoch", "$sequence", "$hash");
        connection.Execute("BEGIN IMMEDIATE");
        await contents.CopyAsync(
            (log, sequence, stored) =>
            {
                Run(add, log.Value, sequence, stored.Canonical.ToArray(), stored.Hash);
                return Task.CompletedTask;
            },
            progress,
            cancellationToken).ConfigureAwait(false);
        foreach (var (log, head) in contents.Heads)
        {
            Run(end, log.Value, head.Position.Epoch.ToString(), head.Position.Sequence, head.Hash);
        }

        connection.Execute("COMMIT");
        connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");

        static void Run(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++)
            {
                command.Parameters[i].Value = values[i];
            }

            command.ExecuteNonQuery();
        }
    }

    private async Task CheckAsync(DataFolder beside, CancellationToken cancellationToken)
    {
        await using var written = new SqliteSessionLog(beside.Archive);
        var there = await ArchiveContents.OfAsync(written, ArchiveContents.KeysIn(beside), cancellationToken).ConfigureAwait(false);
        if (!there.Heads.SequenceEqual(contents.Heads) || there.Keys.Count != contents.Keys.Count)
        {
            throw new MigrationRefusedException("The folder holds more or less than was sent. Nothing was migrated.");
        }

        await there.CopyAsync((_, _, _) => Task.CompletedTask, null, cancellationToken).ConfigureAwait(false);
    }
}
