using System.CommandLine;
using System.CommandLine.Invocation;
using LiveSession.Cli.Analyse;
using LiveSession.Cli.Bridge;
using LiveSession.Cli.Export;
using LiveSession.Cli.Health;
using LiveSession.Cli.Migrate;
using LiveSession.Cli.Replay;
using LiveSession.Cli.Verify;
using Spectre.Console;

namespace LiveSession.Cli;

/// <summary>The program <c>livesession</c>: its commands, its help, its exit codes.</summary>
public static class CommandLine
{
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(6);

    /// <summary>Runs one command.</summary>
    /// <param name="args">What stands on the command line.</param>
    /// <param name="configuration">Where output goes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Stops the command as Ctrl-C does.</param>
    /// <returns>0 done, 1 failed, 2 bad usage.</returns>
    public static async Task<int> RunAsync(
        string[] args, InvocationConfiguration configuration, TimeProvider time, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.ProcessTerminationTimeout = FarewellTime;
        configuration.EnableDefaultExceptionHandler = false;
        var parsed = Root(time).Parse(args);
        if (parsed.Action is ParseErrorAction complaint)
        {
            // What is wrong must not be lost among what could be right.
            complaint.ShowHelp = false;
        }

        try
        {
            var code = await parsed.InvokeAsync(configuration, cancellationToken);
            return parsed.Action is ParseErrorAction ? ExitCode.BadUsage : code;
        }
        catch (CommandFailedException e)
        {
            new Terminal(configuration).Messages.MarkupLineInterpolated($"[red]livesession:[/] {e.Message}");
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C before there was anything to report.
            return ExitCode.Failed;
        }
    }

    private static RootCommand Root(TimeProvider time)
    {
        var root = new RootCommand("Feeds, checks, moves and exports the record of LiveSession meetings.")
        {
            ReplayCommand.Create(time),
            BridgeCommand.Create(time),
            VerifyCommand.Create(),
            MigrateCommand.Create(time),
            ExportCommand.Create(),
            HealthCommand.Create(),
            AnalyseCommand.Create(),
        };
        TeachingHelp.Install(root, new Dictionary<string, string>
        {
            [root.Name] = GeneralLesson,
            [ReplayCommand.Name] = ReplayCommand.Lesson,
            [BridgeCommand.Name] = BridgeCommand.Lesson,
            [VerifyCommand.Name] = VerifyCommand.Lesson,
            [MigrateCommand.Name] = MigrateCommand.Lesson,
            [ExportCommand.Name] = ExportCommand.Lesson,
            [HealthCommand.Name] = HealthCommand.Lesson,
            [AnalyseCommand.Name] = AnalyseCommand.Lesson,
        });
        return root;
    }

    private const string GeneralLesson = """
        Examples:
          Stream a caption file into a meeting, ten times as fast as it was spoken:
            livesession replay captions.vtt --link https://live.example.org/i/TOKEN --speed 10
          Write what stenography software sends over TCP into a meeting:
            livesession bridge --link https://live.example.org/i/TOKEN
          Check that nobody has changed the record:
            livesession verify data/livesession.db
          Move it into PostgreSQL, so that several servers can share it:
            livesession migrate data
          Fetch a transcript:
            livesession export --server https://live.example.org --session wgec-5/2
          See what a transcript is about, without any network:
            livesession analyse captions.vtt

        Exit codes:
          0  everything was done     1  something was not     2  the command or a file cannot be understood

        Each command explains itself: livesession replay --help
        """;
}
