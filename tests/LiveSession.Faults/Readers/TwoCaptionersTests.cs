using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Readers;

public sealed class TwoCaptionersTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Two_captioners_who_write_at_once_are_told_who_has_the_pen_and_observers_read_one_text()
    {
        const int lines = 40;
        await using var house = await OpenHouse.StartAsync();
        await using var observer = ObserverClient.Follow(house.Server.Address, house.Session);
        await using var clara = await house.CaptionerAsync();
        await using var mateo = await house.CaptionerAsync("Mateo Ruiz");

        var said = await Task.WhenAll(Enumerable.Range(1, lines).SelectMany(number => new[]
        {
            clara.SendAsync($"Clara {number}"), mateo.SendAsync($"Mateo {number}"),
        })).WaitAsync(Limit);

        // Whoever was first has the pen; the other was refused each time, by name.
        var recorded = said.Where(receipt => receipt.Result.Accepted).ToArray();
        var refused = said.Where(receipt => !receipt.Result.Accepted).ToArray();
        recorded.Length.ShouldBe(lines);
        var (holder, other, name) = clara.Sent.Any(line => line.Acknowledged) ? (clara, mateo, MeetingPlan.Captioner) : (mateo, clara, "Mateo Ruiz");
        refused.Select(receipt => receipt.Result.Rejection).Distinct().ShouldHaveSingleItem().ShouldBe(Rejections.PenHeld(name));

        string[] before = [.. holder.Sent.Where(line => line.Acknowledged).Select(line => line.Text)];

        // The other takes over, and says so.
        (await other.TakePenAsync(force: true)).Accepted.ShouldBeTrue();
        var last = await other.SendAsync("I have the pen now.").WaitAsync(Limit);
        last.Result.Accepted.ShouldBeTrue();
        // One line may have been on its way, and no more.
        var parting = await holder.SendAsync("What I was saying.").WaitAsync(Limit);
        (await holder.SendAsync("And I go on.").WaitAsync(Limit)).Result.Rejection.ShouldNotBeNull().Code.ShouldBe(301);
        await observer.ReachesAsync(parting.Result.Position!.Value.Sequence, Limit);
        observer.Lines.Select(line => line.Text).ShouldBe([.. before, "I have the pen now.", "What I was saying."]);
    }
}
