using System.Diagnostics;

namespace LiveSession.Benchmarks.Acknowledgement;

/// <summary>Many writers, each at the pace of somebody who writes captions, out of step with each other.</summary>
internal static class Pace
{
    private static readonly TimeSpan AtFullSpeed = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1) / BenchmarkArguments.LinesPerSecond;

    /// <summary>Lets each writer write its lines without waiting for answers, then waits for the answers.</summary>
    public static Task RunAsync(int writers, int lines, Func<int, int, Task> write)
    {
        var random = new Random(5);
        return Task.WhenAll(Enumerable.Range(0, writers).Select(writer => (writer, Phase: random.NextDouble())).ToArray().Select(async start =>
        {
            await Task.Delay(Between * start.Phase);
            using var timer = new PeriodicTimer(Between);
            var answers = new List<Task>();
            for (var line = 0; line < lines; line++)
            {
                answers.Add(write(start.writer, line));
                await timer.WaitForNextTickAsync();
            }

            await Task.WhenAll(answers);
        }));
    }

    /// <summary>Lets each writer write its next line as soon as the last one is answered.</summary>
    /// <returns>How many lines a second all of them together get answered.</returns>
    public static async Task<double> RateAsync(int writers, Func<int, int, Task> write)
    {
        var (begun, answered) = (Stopwatch.GetTimestamp(), 0);
        await Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            for (var line = 0; Stopwatch.GetElapsedTime(begun) < AtFullSpeed; line++)
            {
                await write(writer, line);
                Interlocked.Increment(ref answered);
            }
        }));
        return answered / Stopwatch.GetElapsedTime(begun).TotalSeconds;
    }
}
