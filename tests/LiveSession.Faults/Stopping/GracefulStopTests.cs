using LiveSession.Faults.Archive;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Stopping;

public sealed class GracefulStopTests
{
    private const int Captioners = 10;
    private const int Observers = 20;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task A_server_told_to_stop_sends_everybody_elsewhere_keeps_what_it_acknowledged_and_ends_in_time()
    {
        await using var house = await OpenHouse.StartAsync(Crowd.Plan(Captioners), $"--LiveSession:StopWithin={StopWithin}");
        var observers = Enumerable.Range(0, Observers).Select(_ => ObserverClient.Follow(house.Server.Address, house.Session)).ToArray();
        await Task.WhenAll(observers.Select(observer => observer.UntilAsync(self => self.Position is not null, "join", Limit)));
        var captioners = await Task.WhenAll(Crowd.Names(Captioners).Select((name, number) => house.CaptionerAsync(name, $"track-{number}")));
        using var stopped = new CancellationTokenSource();
        var writing = captioners.Select(captioner => Task.Run(async () =>
        {
            while (!stopped.IsCancellationRequested)
            {
                await Task.WhenAny(captioner.SendAsync($"{captioner.Sent.Length}"), captioner.Closed);
            }
        })).ToArray();
        await observers[0].UntilAsync(self => self.Lines.Length > 100, "see the load", Limit);

        var exit = await house.Server.StopAsync(StopWithin + TimeSpan.FromSeconds(10));

        await stopped.CancelAsync();
        await Task.WhenAll(writing);
        exit.ShouldBe(0, house.Server.Output.Text);
        foreach (var observer in observers)
        {
            await observer.UntilAsync(self => self.LostAt is not null, "lose the connection", Limit);
            var notice = observer.Notices.ShouldHaveSingleItem();
            notice.Reason.ShouldBe(ClosingReason.Stopping);
            notice.ReconnectAfter!.Value.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromSeconds(10));
            observer.Faults.ShouldBeEmpty();
            await observer.DisposeAsync();
        }

        var archived = ArchivedLines.Read(house.Archive, house.Session).ToLookup(line => line.Command);
        foreach (var captioner in captioners)
        {
            (await captioner.Closing.WaitAsync(Limit)).Reason.ShouldBe(ClosingReason.Stopping);
            await captioner.Closed.WaitAsync(Limit);
            var acknowledged = captioner.Sent.Where(line => line.Acknowledged).ToArray();
            acknowledged.ShouldNotBeEmpty();
            acknowledged.ShouldAllBe(line => archived[line.Command.Value].Count() == 1);

            // Nothing is recorded behind the back of the captioner who was told otherwise.
            captioner.Sent.Where(line => line.Result is { Accepted: false }).ShouldAllBe(line => !archived.Contains(line.Command.Value));
            await captioner.DisposeAsync();
        }
    }
}
