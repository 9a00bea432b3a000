using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// A caption line that says which it is and when it was meant to be sent: <c>#000123@0000123456789012 The delegation …</c>. The stopwatch
/// is the machine's monotonic clock, the same in all its processes.
/// </summary>
internal static class StampedLine
{
    private const int NumberLength = 6;
    private const int StampLength = 19;

    // As long as a line of a real meeting.
    private const string Words = " The delegation thanks the chair for the summary and would like to come back to the second guiding question before lunch.";

    private static ReadOnlySpan<byte> Mark => "\"text\":\"#"u8;

    public static string Write(int number, long meant) =>
        string.Create(CultureInfo.InvariantCulture, $"#{number:D6}@{meant:D19}{Words}");

    /// <summary>Finds the next stamp in a hub message, and moves behind it; false when there is none. A message may carry several lines.</summary>
    public static bool TryRead(ref ReadOnlySpan<byte> message, out int number, out long meant)
    {
        (number, meant) = (0, 0);
        var at = message.IndexOf(Mark);
        if (at < 0)
        {
            return false;
        }

        message = message[(at + Mark.Length)..];
        return Utf8Parser.TryParse(message[..NumberLength], out number, out _)
            && Utf8Parser.TryParse(message.Slice(NumberLength + 1, StampLength), out meant, out _);
    }

    public static double MillisecondsSince(long meant) => Stopwatch.GetElapsedTime(meant).TotalMilliseconds;
}
