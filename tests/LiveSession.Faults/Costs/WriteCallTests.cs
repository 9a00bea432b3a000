using System.Globalization;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Costs;

/// <summary>
/// How often a caption makes the server write to files, as the kernel counts it: pages of the archive, a log, a note, whatever it may be.
/// What is sent to readers is not among that; it has budgets of its own.
/// </summary>
public sealed class WriteCallTests
{
    private const int Readers = 10;
    private const int Lines = 50;

    // Pages of the write-ahead log, two calls each, and now and then their way into the database.
    private const int MostCalls = 12;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_caption_writes_a_few_pages_of_the_archive_and_nothing_else()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux counts what a process writes.");
        await using var house = await OpenHouse.StartAsync();
        await using var captioner = await house.CaptionerAsync();
        var observers = Enumerable.Range(0, Readers).Select(_ => ObserverClient.Follow(house.Server.Address, house.Session)).ToArray();
        await Task.WhenAll(observers.Select(observer => observer.UntilAsync(self => self.Position is not null, "join", Limit)));
        await captioner.SendAsync("The pen is taken with the first line.").WaitAsync(Limit);
        var before = WriteCalls(house.Server.ProcessId);

        var last = 0L;
        for (var line = 1; line <= Lines; line++)
        {
            last = (await captioner.SendAsync($"Line {line}: the delegation thanks the chair.").WaitAsync(Limit)).Result.Position!.Value.Sequence;
        }

        foreach (var observer in observers)
        {
            await observer.ReachesAsync(last, Limit);
            await observer.DisposeAsync();
        }

        var calls = (WriteCalls(house.Server.ProcessId) - before) / (double)Lines;
        TestContext.Current.TestOutputHelper!.WriteLine($"{calls} calls a caption");
        calls.ShouldBeLessThanOrEqualTo(MostCalls);
    }

    // syscw: 4711
    private static long WriteCalls(int process) =>
        long.Parse(File.ReadLines($"/proc/{process}/io").Single(line => line.StartsWith("syscw:", StringComparison.Ordinal))["syscw:".Length..], CultureInfo.InvariantCulture);
}
