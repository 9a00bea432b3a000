using System.Diagnostics;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// When lines came, over many readers: how long after they were meant to be sent, in classes 2 % wide, and for each line the first and
/// the last reader that had it. The stopwatch is the machine's monotonic clock, so several processes can be put together.
/// </summary>
/// <param name="First">When the first reader had each line, in ticks of the stopwatch; 0 when nobody had it.</param>
/// <param name="Last">When the last reader had it.</param>
/// <param name="Waits">How many waits there were of each class.</param>
internal sealed record LineTally(long[] First, long[] Last, long[] Waits)
{
    private const double ClassWidth = 1.02;
    private const int Classes = 1_024;

    public static LineTally Of(int lines) => new(new long[lines], new long[lines], new long[Classes]);

    /// <summary>A reader has a line now.</summary>
    public void Took(int number, long meant)
    {
        var now = Stopwatch.GetTimestamp();
        ref var first = ref First[number - 1];
        first = first == 0 ? now : first;
        Last[number - 1] = now;
        var microseconds = Math.Max(1, Stopwatch.GetElapsedTime(meant, now).TotalMicroseconds);
        Waits[Math.Min(Classes - 1, (int)(Math.Log(microseconds) / Math.Log(ClassWidth)))]++;
    }

    /// <summary>With another process's.</summary>
    public LineTally With(LineTally other) => new(
        [.. First.Zip(other.First, (one, two) => one == 0 ? two : two == 0 ? one : Math.Min(one, two))],
        [.. Last.Zip(other.Last, Math.Max)],
        [.. Waits.Zip(other.Waits, (one, two) => one + two)]);

    /// <summary>The wait that a share of all does not exceed, in milliseconds.</summary>
    public double WaitOf(double share)
    {
        var (wanted, counted) = ((long)Math.Ceiling(Waits.Sum() * share), 0L);
        for (var index = 0; index < Classes; index++)
        {
            counted += Waits[index];
            if (counted >= wanted && counted > 0)
            {
                return Math.Pow(ClassWidth, index + 0.5) / 1_000;
            }
        }

        return double.NaN;
    }

    /// <summary>From the first reader that had a line to the last one, for the line in the middle of all, in milliseconds.</summary>
    public double SweepMilliseconds
    {
        get
        {
            var sweeps = First.Zip(Last).Where(line => line.First != 0).Select(line => Stopwatch.GetElapsedTime(line.First, line.Second).TotalMilliseconds).Order().ToArray();
            return Percentiles.Of(sweeps, 0.5);
        }
    }
}
