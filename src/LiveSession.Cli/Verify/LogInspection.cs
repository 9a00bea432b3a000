using System.Text.Json;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;

namespace LiveSession.Cli.Verify;

/// <summary>What was found in a log.</summary>
/// <param name="Log">The log.</param>
/// <param name="Events">How many events are good, from the first.</param>
/// <param name="Hash">The hash of the last good one.</param>
/// <param name="Fault">The first bad one; null when there is none.</param>
internal sealed record LogFinding(string Log, long Events, string Hash, LogFault? Fault)
{
    /// <summary>Where words were redacted; that is no fault.</summary>
    public ImmutableArray<FoundRedaction> Redactions { get; init; } = [];
}

/// <summary>Checks the logs in a file, whatever kind of file it is.</summary>
internal static class LogInspection
{
    public static async Task<ImmutableArray<LogFinding>> InspectAsync(FileInfo file, LogId? only, CancellationToken cancellationToken)
    {
        using var head = file.OpenRead();
        var begin = new byte[16];
        var read = await head.ReadAtLeastAsync(begin, begin.Length, throwOnEndOfStream: false, cancellationToken);
        return read == 0 ? throw new InvalidDataException("it is empty")
            : begin.AsSpan().SequenceEqual("SQLite format 3\0"u8) ? await DatabaseAsync(file, only, cancellationToken)
            : begin.AsSpan(0, read).IndexOf((byte)'{') is 0 or 3 ? [await ExportAsync(file, only, cancellationToken)]
            : throw new InvalidDataException("it is neither a database nor an exported log");
    }

    private static async Task<ImmutableArray<LogFinding>> DatabaseAsync(FileInfo file, LogId? only, CancellationToken cancellationToken)
    {
        await using var store = new SqliteSessionLog(file.FullName);
        var logs = (await store.ListAsync(cancellationToken)).Where(log => only is null || log == only).ToArray();
        if (only is not null && logs.Length == 0)
        {
            throw new InvalidDataException($"it holds no log {only}");
        }

        var findings = ImmutableArray.CreateBuilder<LogFinding>();
        foreach (var log in logs)
        {
            // The end first: what a running server appends meanwhile is then read as more than the end, and checked the same way.
            var end = await store.FindHeadAsync(log, cancellationToken);
            var found = await LogVerifier.VerifyAsync(log, UpTo(end, store.ReadStoredAsync(log, cancellationToken)), end, cancellationToken);
            findings.Add(new LogFinding(log.Value, found.Count, found.Hash, found.Fault) { Redactions = found.Redactions });
        }

        return findings.ToImmutable();
    }

    private static IAsyncEnumerable<StoredEvent> UpTo(LogHead? end, IAsyncEnumerable<StoredEvent> events) =>
        end is null ? events : events.Take(checked((int)end.Position.Sequence));

    private static async Task<LogFinding> ExportAsync(FileInfo file, LogId? only, CancellationToken cancellationToken)
    {
        await using var content = file.OpenRead();
        var (events, name) = (LogExport.ReadAsync(content, cancellationToken), only?.Value);
        var found = await LogVerifier.VerifyAsync(only, events.Select(Named), null, cancellationToken);
        return new LogFinding(name ?? file.Name, found.Count, found.Hash, found.Fault) { Redactions = found.Redactions };

        StoredEvent Named(StoredEvent stored)
        {
            name ??= NameIn(stored);
            return stored;
        }
    }

    private static string? NameIn(StoredEvent stored)
    {
        try
        {
            return EventCodec.Decode(stored).Log.Value;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
