using System.Text.Json;
using LiveSession.Publishing.Bundle;
using Spectre.Console;

namespace LiveSession.Cli.Verify;

/// <summary>Checks a record that was taken away as a bundle.</summary>
internal static class BundleInspection
{
    /// <summary>Whether a file begins as a bundle does.</summary>
    public static bool IsBundle(FileInfo file)
    {
        using var head = file.OpenRead();
        Span<byte> begin = stackalloc byte[4];
        return head.ReadAtLeast(begin, begin.Length, throwOnEndOfStream: false) == begin.Length && begin.SequenceEqual("PK\u0003\u0004"u8);
    }

    public static async Task<BundleReport> InspectAsync(FileInfo file, FileInfo? keys, CancellationToken cancellationToken)
    {
        var trusted = keys is null ? null : await KeysAsync(keys, cancellationToken);
        await using var content = file.OpenRead();
        try
        {
            return await BundleVerifier.VerifyAsync(content, trusted, cancellationToken);
        }
        catch (BundleRefusedException e)
        {
            return new BundleReport(file.Name, 0, null, 0, "", null, null, null, [e.Message]);
        }
    }

    public static void Report(Terminal terminal, BundleReport report)
    {
        terminal.Results.MarkupLineInterpolated($"{report.Name}  {report.Files} files");
        if (report.Log is { } log)
        {
            terminal.Results.MarkupLineInterpolated($"{log}  {report.Events} events");
            terminal.Results.MarkupLineInterpolated($"  head {report.Head}");
            terminal.Results.MarkupLineInterpolated($"  {(report.SealedEvents is { } end ? $"signed at closing up to event {end}" : "not signed at closing")}");
        }

        terminal.WriteRedactions(report.Redactions);
        if (report.Key is { } key)
        {
            terminal.Results.MarkupLineInterpolated($"signed with key {key}");
            terminal.Results.MarkupLine(report.Trusted switch
            {
                true => "  one of the keys given",
                false => "  [red]none of the keys given[/]",
                null => "  whose key that is, is not known here: compare it with /keys.json of the server, or give those with --keys",
            });
        }

        foreach (var fault in report.Faults)
        {
            terminal.Results.MarkupLineInterpolated($"[red]BAD[/] {fault}");
        }

        if (report.Faults.IsEmpty)
        {
            terminal.Results.MarkupLine("[green]OK[/]");
        }
    }

    private static async Task<BundleKeys> KeysAsync(FileInfo file, CancellationToken cancellationToken)
    {
        try
        {
            return BundleKeys.Read(await File.ReadAllBytesAsync(file.FullName, cancellationToken));
        }
        catch (JsonException e)
        {
            throw new CommandFailedException($"{file} holds no keys: {e.Message}", ExitCode.BadUsage);
        }
    }
}
