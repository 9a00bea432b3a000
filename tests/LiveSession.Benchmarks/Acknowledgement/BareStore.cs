using System.Collections.Concurrent;
using System.Diagnostics;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Storage.Sqlite;

namespace LiveSession.Benchmarks.Acknowledgement;

/// <summary>The store alone: as many writers, as many lines, each line appended and waited for.</summary>
internal static class BareStore
{
    public static async Task<IReadOnlyList<double>> RunAsync(BenchmarkArguments arguments)
    {
        var folder = Directory.CreateTempSubdirectory("livesession-");
        var waits = new ConcurrentBag<double>();
        await using (var store = new SqliteSessionLog(Path.Combine(folder.FullName, "livesession.db")))
        {
            var logs = Enumerable.Range(0, arguments.Captioners).Select(_ => LogId.Of(SessionId.New())).ToArray();
            await Pace.RunAsync(logs.Length, arguments.Lines, async (writer, line) =>
            {
                var spoken = new CaptionLineAdded("floor", "en", $"Line {line}: the delegation thanks the chair for the summary of what was said.", null, null);
                var begun = Stopwatch.GetTimestamp();
                await store.AppendAsync(logs[writer], null, [new NewEvent(DateTimeOffset.UtcNow, ParticipantId.New(), CommandId.New(), spoken)]);
                waits.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            });
        }

        folder.Delete(recursive: true);
        return [.. waits.Order()];
    }
}
