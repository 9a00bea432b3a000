using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Consoles;

/// <summary>A console behind the proxy that is shipped, with two nodes: it outlives whichever node it was on.</summary>
public sealed class DeadNodeTests(Chromium chromium)
{
    private static readonly string[] BehindProxy = ["--Proxy:Trust:0=127.0.0.1", "--Drain:Notice=00:00:02", "--Drain:Spread=00:00:01"];

    [Fact]
    public async Task A_captioner_goes_on_at_another_node_with_every_word_and_every_button()
    {
        Assert.SkipWhen(Chromium.Executable is null, "no Chromium on this machine");
        await using var postgres = await PostgresServer.StartAsync();
        await using var redis = await RedisServer.StartNewAsync();
        var connection = await postgres.CreateDatabaseAsync();
        SeededMeeting meeting;
        await using (var seed = ArchiveSeed.InDatabase(connection))
        {
            meeting = await seed.FoundAsync(new MeetingPlan());
            await seed.HappenAsync(meeting, 1, new OpenSession());
        }

        string[] settings = [$"--ConnectionStrings:Postgres={connection}", redis.Setting, .. BehindProxy];
        await using var first = await ServerProcess.StartAsync(null, settings);
        await using var second = await ServerProcess.StartAsync(null, settings);
        await using var proxy = await ProxyServer.StartAsync(ProxyProgram.HAProxy, first.Address, second.Address);
        await using var captioner = await chromium.DeskAsync(proxy.Address);
        await captioner.OpenLinkAsync(meeting.CaptionerLink);
        var lamp = captioner.Page.Locator("[data-part=live]");
        var line = captioner.Page.Locator("#caption-text");
        await Expect(lamp).ToContainTextAsync("You are live in English");
        await captioner.TabToAsync(line);
        await captioner.Page.Keyboard.TypeAsync("Line 0.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(captioner.Lines).ToHaveCountAsync(1);
        await captioner.Page.EvaluateAsync("() => window.same = true");

        // One of the two is the node the circuit is on.
        var round = 1;
        foreach (var node in new[] { first, second })
        {
            await captioner.Page.Keyboard.TypeAsync($"Line {round}");
            await node.KillAsync();
            await captioner.Page.Keyboard.TypeAsync(".");
            await captioner.Page.Keyboard.PressAsync("Enter");
            await Expect(captioner.Lines).ToHaveCountAsync(round + 1);
            await Expect(captioner.Page.Locator("#reconnecting")).ToBeHiddenAsync();
            await Expect(captioner.Button("Offer it to a colleague")).ToBeVisibleAsync();
            await captioner.Page.Keyboard.PressAsync("F4");
            await Expect(lamp).ToContainTextAsync("You are live, and offer the pen");
            await captioner.Page.Keyboard.PressAsync("F4");
            await Expect(lamp).ToContainTextAsync("You are live in English");
            await node.StartAsync();
            round++;
        }

        (await captioner.Page.EvaluateAsync<bool>("() => window.same === undefined")).ShouldBeTrue();
        await Expect(captioner.Lines).ToHaveTextAsync(["Line 0.", "Line 1.", "Line 2."]);
    }
}
