using System.CommandLine;
using LiveSession.Core.Log;
using LiveSession.Publishing.Bundle;
using Spectre.Console;

namespace LiveSession.Cli.Verify;

/// <summary><c>livesession verify PATH</c></summary>
internal static class VerifyCommand
{
    public const string Name = "verify";

    public const string Lesson = """
        Every event of a log carries a hash over itself and the hash before it. The check walks each log from its first event and names the
        first that is altered, missing or out of order. Write the last hash down somewhere safe: it stands for the whole log.

        Words that were redacted lawfully are named with the reason; the log is as it was written but for them.

        A bundle (export --format bundle) is checked by itself: every byte of the file, the check sums, the signature, the log and its seal. Whose
        key signed it you must know from elsewhere: --keys takes /keys.json of the server, kept from before.

        Examples:
          livesession verify data/livesession.db
          livesession verify data/livesession.db --log house
          livesession verify wgec-5-2.jsonl --json
          livesession verify wgec-5-2.zip --keys keys.json

        Exit codes:
          0  all is as it was written     1  something is not     2  there is no such file or log, or it cannot be read
        """;

    public static Command Create()
    {
        var path = new Argument<FileInfo>("PATH") { Description = "A server's database, a log exported as JSON lines, or a bundle." };
        var log = new Option<string?>("--log") { Description = "One log only, such as session/0199….", HelpName = "ID" };
        var keys = new Option<FileInfo?>("--keys") { Description = "The installation's public keys, for a bundle.", HelpName = "FILE" };
        var json = new Option<bool>("--json") { Description = "Print the findings as JSON." };
        var command = new Command(Name, "Check that a record is as it was written.") { path, log, keys, json };
        command.SetAction(async (parsed, stop) =>
        {
            var terminal = new Terminal(parsed.InvocationConfiguration);
            if (await FindBundleAsync(parsed.GetValue(path)!, parsed.GetValue(keys), stop) is { } bundle)
            {
                ReportBundle(terminal, bundle, parsed.GetValue(json));
                return bundle.Faults.IsEmpty ? ExitCode.Done : ExitCode.Failed;
            }

            var findings = await FindAsync(parsed.GetValue(path)!, parsed.GetValue(log), stop);
            Report(terminal, findings, parsed.GetValue(json));
            return findings.All(finding => finding.Fault is null) ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static Task<BundleReport?> FindBundleAsync(FileInfo file, FileInfo? keys, CancellationToken cancellationToken) => ReadAsync(
        file, async () => BundleInspection.IsBundle(file) ? await BundleInspection.InspectAsync(file, keys, cancellationToken) : null);

    private static Task<ImmutableArray<LogFinding>> FindAsync(FileInfo file, string? log, CancellationToken cancellationToken) => ReadAsync(
        file, () => LogInspection.InspectAsync(file, log is null ? null : new LogId(log), cancellationToken));

    private static async Task<T> ReadAsync<T>(FileInfo file, Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or LogUnavailableException)
        {
            throw new CommandFailedException($"{file} cannot be read: {e.Message}", ExitCode.BadUsage);
        }
    }

    private static void ReportBundle(Terminal terminal, BundleReport report, bool json)
    {
        if (json)
        {
            terminal.WriteJson(report);
        }
        else
        {
            BundleInspection.Report(terminal, report);
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
            terminal.WriteRedactions(finding.Redactions);
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
