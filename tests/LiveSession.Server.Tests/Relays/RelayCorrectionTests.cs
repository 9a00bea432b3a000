using LiveSession.Client.Relays;
using LiveSession.Testing.Relays;

namespace LiveSession.Server.Tests.Relays;

/// <summary>What is relayed is the line as it stands when it goes out.</summary>
public sealed class RelayCorrectionTests
{
    [Theory]
    [InlineData(RelayService.Zoom)]
    [InlineData(RelayService.YouTube)]
    [InlineData(RelayService.Teams)]
    public async Task Lines_corrected_or_withdrawn_while_they_wait_go_out_as_they_stand_or_not_at_all(RelayService service)
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(service);
        house.Service.Away = Trouble.Busy;
        var first = await house.SayAsync("The delegate of Peru resigns.");
        var second = await house.SayAsync("We meet on the forth.");
        var third = await house.SayAsync("Strike this.");
        await house.SayAsync("We agree.");
        await house.UntilAsync(relay, state => state.TryingAgainAt is not null, "the first line waits for the service");

        await house.CorrectAsync(first, "");
        await house.CorrectAsync(second, "We meet on the fourth.");
        await house.CorrectAsync(third, "");
        house.Service.Away = null;

        var standing = await house.UntilAsync(relay, state => state.Sent == 2, "what stands was taken");
        house.Service.Taken.Select(body => body.Split('\n')[^1]).ShouldBe(["We meet on the fourth.", "We agree."]);
        house.Service.Faults.ShouldBeEmpty();
        (standing.Condition, standing.Skipped, standing.TryingAgainAt).ShouldBe((RelayCondition.Relaying, 0L, null));
    }

    [Theory]
    [InlineData(Trouble.Hang, new[] { "Two" })]
    [InlineData(Trouble.Reset, new[] { "Two" })]
    [InlineData(Trouble.LoseAnswer, new[] { "One", "Two" })]
    public async Task A_line_withdrawn_between_two_tries_is_not_tried_again_and_its_number_is_not_given_to_another(Trouble trouble, string[] taken)
    {
        await using var house = await RelayHouse.OpenAsync();
        await house.RelayAsync(RelayService.Zoom);
        house.Service.Troubles.Enqueue(trouble);
        var line = await house.SayAsync("One");
        await house.UntilAsync(() => house.Service.Numbers.Count == 1, "it was tried", step: 0);

        await house.CorrectAsync(line, "");
        await house.SayAsync("Two");

        await house.UntilAsync(() => house.Service.Taken.Contains("Two"), "the next line was taken");
        house.Service.Taken.ShouldBe(taken);
        house.Service.Numbers.ShouldBe([1, 2]);
        house.Service.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_withdrawn_line_leaves_a_relay_that_waits_for_nothing()
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.Zoom);
        house.Service.Started = false;
        var line = await house.SayAsync("Too early.");
        await house.UntilAsync(relay, state => state.TryingAgainAt is not null, "it waits");

        await house.CorrectAsync(line, "");

        var standing = await house.UntilAsync(relay, state => state.TryingAgainAt is null, "nothing is left to try");
        (standing.Sent, standing.Skipped).ShouldBe((0, 0));
        house.Service.Taken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("The text was replaced altogether.", 3)]
    [InlineData("", 1)]
    public async Task A_long_line_of_which_a_part_is_out_already_is_finished_as_it_began_or_broken_off(string correction, int parts)
    {
        await using var house = await RelayHouse.OpenAsync();
        var relay = await house.RelayAsync(RelayService.Teams);
        var words = string.Join(' ', Enumerable.Range(1, 85).Select(number => $"w{number}"));
        foreach (var trouble in new Trouble?[] { null, Trouble.Busy, Trouble.Busy, Trouble.Busy })
        {
            house.Service.Troubles.Enqueue(trouble);
        }

        var line = await house.SayAsync(words);
        await house.UntilAsync(relay, state => state.TryingAgainAt is not null, "the second part waits");

        await house.CorrectAsync(line, correction);
        await house.SayAsync("The next.");

        await house.UntilAsync(() => house.Service.Taken.Contains("The next."), "the next line was taken");
        house.Service.Taken.Count.ShouldBe(parts + 1);
        string.Join(' ', house.Service.Taken.SkipLast(1)).ShouldBe(parts == 1 ? words[..house.Service.Taken.First().Length] : words);
        house.Service.Faults.ShouldBeEmpty();
    }
}
