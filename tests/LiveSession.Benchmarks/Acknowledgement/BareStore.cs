using System.Collections.Concurrent;
using System.Diagnostics;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;

namespace LiveSession.Benchmarks.Acknowledgement;

/// <summary>The store alone: as many writers, as many lines, each line appended and waited for.</summary>
internal static class BareStore
{
    public static async Task<(IReadOnlyList<double> Waits, double Rate)> RunAsync(int writers, int lines, Func<string, ISessionLog> open)
    {
        var folder = Directory.CreateTempSubdirectory("livesession-");
        var waits = new ConcurrentBag<double>();
        double rate;
        var store = open(folder.FullName);
        await using (store as IAsyncDisposable)
        {
            var logs = Enumerable.Range(0, writers).Select(_ => LogId.Of(SessionId.New())).ToArray();
            Task AppendAsync(int writer, int line) => store.AppendAsync(
                logs[writer], null, [new NewEvent(DateTimeOffset.UtcNow, ParticipantId.New(), CommandId.New(), new CaptionLineAdded("floor", "en", AcknowledgementBenchmark.TextOf(line), null, null))]);
            await Pace.RunAsync(writers, lines, async (writer, line) =>
            {
                var begun = Stopwatch.GetTimestamp();
                await AppendAsync(writer, line);
                waits.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            });
            rate = await Pace.RateAsync(writers, AppendAsync);
        }

        folder.Delete(recursive: true);
        return ([.. waits.Order()], rate);
    }
}
