using System.Net.WebSockets;
using System.Text.Json;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// Many readers in a process of their own, on bare WebSockets: reading must cost so little that it is the server that is measured. Says
/// <c>READY</c> once all follow, then, when all have every line or time is up, what they got as one line of JSON.
/// </summary>
internal static class ReaderCrowd
{
    private const int JoiningAtOnce = 50;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(BenchmarkArguments arguments)
    {
        var readers = Enumerable.Range(0, arguments.Readers).Select(_ => new CountingReader(arguments.Lines)).ToArray();
        foreach (var group in readers.Chunk(JoiningAtOnce))
        {
            await Task.WhenAll(group.Select(reader => reader.JoinAsync(arguments.Hub!, arguments.Session)));
        }

        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(arguments.Seconds) + Grace);
        var reading = readers.Select(reader => reader.ReadAsync(stop.Token)).ToArray();
        var pinging = PingAsync(readers, stop.Token);
        Console.WriteLine("READY");
        await Task.WhenAll(reading);
        await stop.CancelAsync();
        await pinging;

        var waits = readers.SelectMany(reader => reader.Waits).Order().ToArray();
        Console.WriteLine(JsonSerializer.Serialize(new CrowdReport(
            readers.Count(reader => reader.IsWhole), readers.Sum(reader => reader.Waits.Count), readers.Sum(reader => reader.Misplaced),
            Percentiles.Of(waits, 0.5), Percentiles.Of(waits, 0.99), waits.LastOrDefault()), ProtocolJson.Options));
        foreach (var reader in readers)
        {
            reader.Dispose();
        }
    }

    private static async Task PingAsync(CountingReader[] readers, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(PingEvery);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                foreach (var reader in readers)
                {
                    await reader.PingAsync(stop);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            // Done, or cut off; the count will tell.
        }
    }
}

/// <summary>What a crowd of readers got.</summary>
/// <param name="Whole">How many have every line, once and in order.</param>
/// <param name="Lines">How many lines they got together.</param>
/// <param name="Misplaced">How many lines came twice or out of order.</param>
/// <param name="Median">The middle latency, by the time a line was meant to be sent, in milliseconds.</param>
/// <param name="P99">The latency that one line in a hundred exceeds.</param>
/// <param name="Longest">The longest.</param>
internal sealed record CrowdReport(int Whole, int Lines, int Misplaced, double Median, double P99, double Longest);
