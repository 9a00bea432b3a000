using System.CommandLine;
using LiveSession.Storage.Migration;
using LiveSession.Storage.Sqlite;
using Spectre.Console;

namespace LiveSession.Cli.Migrate;

/// <summary><c>livesession migrate FOLDER</c></summary>
internal static class MigrateCommand
{
    public const string Name = "migrate";

    /// <summary>Where the server reads it too: a password on a command line can be seen by everybody on the machine.</summary>
    public const string Variable = "ConnectionStrings__Postgres";

    public const string Lesson = """
        Moves the archive of a server without a database into PostgreSQL, so that several servers can share it: every log with its positions,
        times and hashes, sign-in keys and invitations. Open links and pages go on as they were. Stop the server first, and start it
        with ConnectionStrings__Postgres afterwards. Everything arrives or nothing: stopped in the middle, the database is as it was. The
        folder is left as it is; do not start a server on it again, for what it would record is missing in the database.

        Examples:
          export ConnectionStrings__Postgres='Host=db;Database=livesession;Username=livesession;Password=…'
          livesession migrate /var/lib/livesession
          livesession migrate /var/lib/livesession --archive /srv/fast-disk/livesession.db
          livesession migrate /srv/livesession --back        from PostgreSQL into a new folder

        Exit codes:
          0  everything was moved     1  nothing was moved     2  the command cannot be understood
        """;

    public static Command Create(TimeProvider time)
    {
        var folder = new Argument<DirectoryInfo>("FOLDER") { Description = "The server's data folder (LiveSession:Data)." };
        var postgres = new Option<string?>("--postgres")
        {
            Description = $"The database. Without it: what the environment variable {Variable} says.",
            HelpName = "CONNECTION",
        };
        var archive = new Option<FileInfo?>("--archive") { Description = "The file of the archive, where it is not livesession.db in the folder (Storage:Sqlite:Path).", HelpName = "FILE" };
        var back = new Option<bool>("--back") { Description = "From PostgreSQL into the folder, which must be empty or not there." };
        var command = new Command(Name, "Move an archive into PostgreSQL, or back.") { folder, postgres, archive, back };
        command.Validators.Add(result =>
        {
            if (result.GetValue(back) && result.GetResult(archive) is not null)
            {
                result.AddError("--archive is where an archive is read from; with --back it lies in the folder.");
            }
        });
        command.SetAction(async (parsed, stop) =>
        {
            var connection = parsed.GetValue(postgres) ?? Environment.GetEnvironmentVariable(Variable);
            if (string.IsNullOrWhiteSpace(connection))
            {
                throw new CommandFailedException($"Which database? Set {Variable}, or give --postgres.", ExitCode.BadUsage);
            }

            var (terminal, data) = (new Terminal(parsed.InvocationConfiguration), new DataFolder(parsed.GetValue(folder)!.FullName));
            var progress = new MigrationMessages(terminal, time);
            var report = await MoveAsync(parsed.GetValue(back)
                ? ArchiveMigration.ToFolderAsync(connection, data, progress, stop)
                : ArchiveMigration.ToPostgresAsync(data, parsed.GetValue(archive)?.FullName, connection, progress, stop));
            terminal.Results.MarkupLineInterpolated($"Migrated and checked: {report.Logs} logs with {report.Events} events, {report.Keys} sign-in keys.");
            terminal.Results.MarkupLineInterpolated($"{(parsed.GetValue(back)
                ? "The database is as it was: start no server on it again."
                : $"The folder {data.Path} is as it was: start no server on it again, but with {Variable}.")}");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<MigrationReport> MoveAsync(Task<MigrationReport> moving)
    {
        try
        {
            return await moving;
        }
        catch (MigrationRefusedException e)
        {
            throw new CommandFailedException(e.Message);
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailedException("Stopped. Nothing was migrated.");
        }
    }
}
