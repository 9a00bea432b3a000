using System.CommandLine;
using LiveSession.Core.Log;
using Spectre.Console;

namespace LiveSession.Cli.Verify;

/// <summary><c>livesession verify PATH</c></summary>
internal static class VerifyCommand
{
    public const string Name = "verify";

    public const string Lesson = """
        Every event of a log carries a hash over itself and the hash before it. The check walks each log from its first event and names the
        first that is altered, missing or out of order. Write the last hash down somewhere safe: it stands for the whole log.

        Examples:
          livesession verify data/livesession.db
          livesession verify data/livesession.db --log house
          livesession verify wgec-5-2.jsonl --json

        Exit codes:
          0  all is as it was written     1  something is not     2  there is no such file or log, or it cannot be read
        """;

    public static Command Create()
    {
        var path = new Argument<FileInfo>("PATH") { Description = "A server's database, or a log exported as JSON lines." };
        var log = new Option<string?>("--log") { Description = "One log only, such as session/0199….", HelpName = "ID" };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command(Name, "Check that a record is as it was written.") { path, log, json };
        command.SetAction(async (parsed, stop) =>
        {
            var findings = await FindAsync(parsed.GetValue(path)!, parsed.GetValue(log), stop);
            Report(new Terminal(parsed.InvocationConfiguration), findings, parsed.GetValue(json));
            return findings.All(finding => finding.Fault is null) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static async Task<ImmutableArray<LogFinding>> FindAsync(FileInfo file, string? log, CancellationToken cancellationToken)
    {
        try
        {
            return await LogInspection.InspectAsync(file, log is null ? null : new LogId(log), cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or LogUnavailableException)
        {
            throw new CommandFailedException($"{file} cannot be read: {e.Message}", ExitCode.BadUsage);
        }
    }

    private static void Report(Terminal terminal, ImmutableArray<LogFinding> findings, bool json)
    {
        if (json)
        {
            terminal.WriteJson(findings);
            return;
        }

        foreach (var finding in findings)
        {
            terminal.Results.MarkupLineInterpolated($"{finding.Log}  {finding.Events} events");
            terminal.Results.MarkupLineInterpolated($"  head {finding.Hash}");
            if (finding.Fault is { } fault)
            {
                terminal.Results.MarkupLineInterpolated($"  [red]BAD[/] at event {fault.Sequence}: {fault.Message}");
            }
            else
            {
                terminal.Results.MarkupLine("  [green]OK[/]");
            }
        }
    }
}
