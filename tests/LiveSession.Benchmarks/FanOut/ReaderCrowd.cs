using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace LiveSession.Benchmarks.FanOut;

/// <summary>
/// Many readers on one thread of a process of their own; some of them may never read once they follow, and count for nothing. Says <c>READY</c> once all follow, then, when all have every line or time is up,
/// what they got as one line of JSON. Those that return say <c>READY</c> before, wait for the port to open, and report how long each took to join.
/// </summary>
internal static class ReaderCrowd
{
    private const int JoiningAtOnce = 200;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan JoinLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);

    public static void Run(BenchmarkArguments arguments)
    {
        var way = arguments.Way!;
        var tally = LineTally.Of(arguments.Lines);
        var readers = new List<CrowdReader>();
        var buffer = new byte[1 << 20];
        using var epoll = new Epoll();

        void Read(TimeSpan limit) => epoll.Wait(limit, number =>
        {
            readers[number].Receive(buffer);
            if (readers[number].IsGone)
            {
                epoll.Forget(readers[number].Socket);
            }
        });

        bool Stalls(int number) => number < arguments.Stalled;

        if (arguments.Returning)
        {
            Console.WriteLine("READY");
            WaitForPort(way.Address);
        }

        var joining = Stopwatch.GetTimestamp();
        for (var joined = 0; joined < arguments.Readers;)
        {
            if (Stopwatch.GetElapsedTime(joining) > JoinLimit || readers.Exists(reader => reader.IsGone))
            {
                throw new InvalidOperationException(
                    $"After {Stopwatch.GetElapsedTime(joining).TotalSeconds:F1} s, {joined} of {arguments.Readers} readers had joined {way.Address}, and {readers.Count(reader => reader.IsGone)} were turned away: "
                    + string.Join(", ", readers.Where(reader => reader.IsGone).Select(reader => $"{reader.Fault}").Distinct()));
            }

            while (readers.Count < arguments.Readers && readers.Count < joined + JoiningAtOnce)
            {
                var reader = new CrowdReader(way, tally, Stalls(readers.Count));
                reader.Connect(IPAddress.Parse(arguments.From));
                epoll.Watch(reader.Socket, readers.Count);
                readers.Add(reader);
            }

            Read(Tick);
            var now = readers.Count(reader => reader.HasJoined);
            for (; arguments.Returning && joined < now; joined++)
            {
                tally.Took(1, joining);
            }

            joined = now;
        }

        if (arguments.Returning)
        {
            Console.WriteLine(JsonSerializer.Serialize(new CrowdReport(readers.Count, readers.Count, 0, 0, readers.Sum(reader => reader.Bytes), tally), ProtocolJson.Options));
            return;
        }

        foreach (var reader in readers.Take(arguments.Stalled))
        {
            epoll.Forget(reader.Socket);
        }

        var reads = readers[arguments.Stalled..];
        Console.WriteLine("READY");
        var (reading, beaten) = (Stopwatch.StartNew(), 0);
        while (reading.Elapsed < TimeSpan.FromSeconds(arguments.Seconds) + Grace && (reads.Count == 0 || reads.Exists(reader => reader.Lines < arguments.Lines && !reader.IsGone)))
        {
            var until = reading.Elapsed + Tick;
            do
            {
                Read(Tick);
            }
            while (reading.Elapsed < until);

            // As clients are: not all at the same moment.
            for (; way.Beat is not null && beaten < reading.Elapsed / BeatEvery * readers.Count; beaten++)
            {
                if (readers[beaten % readers.Count] is { IsGone: false } reader)
                {
                    reader.Send(way.Beat);
                }
            }
        }

        Console.WriteLine(JsonSerializer.Serialize(
            new CrowdReport(
                reads.Count, reads.Count(reader => reader.Lines == arguments.Lines && reader.Misplaced == 0),
                reads.Sum(reader => (long)reader.Lines), reads.Sum(reader => reader.Misplaced), reads.Sum(reader => reader.Bytes), tally),
            ProtocolJson.Options));
        readers.ForEach(reader => reader.Dispose());
    }

    private static void WaitForPort(Uri address)
    {
        for (; ; Thread.Sleep(BetweenTries))
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Connect(IPAddress.Loopback, address.Port);
                return;
            }
            catch (SocketException)
            {
                // Not yet.
            }
        }
    }
}

/// <summary>What a crowd of readers got.</summary>
/// <param name="Readers">How many they are.</param>
/// <param name="Whole">How many have every line, once and in order.</param>
/// <param name="Lines">How many lines they got together.</param>
/// <param name="Misplaced">How many lines came twice or out of order.</param>
/// <param name="Bytes">How much they received, warming up included.</param>
/// <param name="Tally">When the lines came.</param>
internal sealed record CrowdReport(int Readers, int Whole, long Lines, int Misplaced, long Bytes, LineTally Tally)
{
    /// <summary>With another crowd of the same session.</summary>
    public CrowdReport With(CrowdReport other) => new(
        Readers + other.Readers, Whole + other.Whole, Lines + other.Lines, Misplaced + other.Misplaced, Bytes + other.Bytes, Tally.With(other.Tally));
}
