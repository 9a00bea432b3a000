using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Readers;

public sealed class SlowReaderTests
{
    private const int Healthy = 20;
    private const int AtOnce = 50;

    // 8 MB: more than loopback and the server together hold for one connection.
    private const int EnoughLines = 4_000;
    private static readonly TimeSpan StallLimit = TimeSpan.FromSeconds(2);

    // The watch goes round once a second; the rest is for a busy machine.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_reader_that_never_reads_is_cut_off_and_costs_nobody_a_line()
    {
        await using var house = await OpenHouse.StartAsync($"--Broadcast:StallLimit={StallLimit}", "--Captions:LinesPerSecond=5000");
        await using var captioner = await house.CaptionerAsync();
        var observers = Enumerable.Range(0, Healthy).Select(_ => ObserverClient.Follow(house.Server.Address, house.Session)).ToArray();
        await Task.WhenAll(observers.Select(observer => observer.UntilAsync(self => self.Position is not null, "join", Limit)));
        await using var deaf = await DeafReader.FollowAsync(house.Server.Address, house.Session);

        await WriteUntilCutAsync(house.Server, captioner);
        var last = await captioner.SendAsync("The last line of all.");
        foreach (var observer in observers)
        {
            await observer.ReachesAsync(last.Result.Position!.Value.Sequence, Limit);
            observer.Faults.ShouldBeEmpty();
            observer.Connections.ShouldBe(1);
            observer.Lines.Select(line => line.Text).ShouldBe(captioner.Sent.Select(line => line.Text));
            await observer.DisposeAsync();
        }

        captioner.Sent.ShouldAllBe(line => line.Acknowledged);
        await deaf.FindsItselfCutOffAsync(Limit);
        house.Server.Output.Text.ShouldContain("left a message unread for");
    }

    // Fills every buffer on the way; from then on the server may put up with it for the limit and no longer.
    private static async Task WriteUntilCutAsync(ServerProcess server, CaptionerClient captioner)
    {
        var text = new string('x', 1_900);
        for (var lines = 0; lines < EnoughLines; lines += AtOnce)
        {
            await Task.WhenAll(Enumerable.Range(lines, AtOnce).Select(number => captioner.SendAsync($"{number} {text}"))).WaitAsync(Limit);
        }

        var full = TimeProvider.System.GetTimestamp();
        while (await server.MetricAsync("livesession_followers_cut_total") == 0)
        {
            TimeProvider.System.GetElapsedTime(full).ShouldBeLessThan(StallLimit + Grace, "The reader that never reads was not cut off.");
            await captioner.SendAsync("Is somebody not reading?").WaitAsync(Limit);
        }
    }
}
