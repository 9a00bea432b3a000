using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Consoles;

/// <summary>Consoles behind each proxy that is shipped, with two nodes: they outlive the node they are on.</summary>
public sealed class DeadNodeTests(Chromium chromium, ITestOutputHelper output)
{
    private const string LoadedAnew = "() => window.same === undefined";

    private static readonly TimeSpan Return = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly string[] BehindProxy = ["--Proxy:Trust:0=127.0.0.1", "--Drain:Notice=00:00:02", "--Drain:Spread=00:00:01"];

    [Theory]
    [InlineData("haproxy")]
    [InlineData("nginx")]
    public async Task Captioner_and_chair_go_on_at_another_node_within_five_seconds_with_every_word_and_every_button(string program)
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
        await using var proxy = await ProxyServer.StartAsync(ProxyProgram.Of(program), first.Address, second.Address);
        await using var captioner = await chromium.DeskAsync(proxy.Address);
        await using var chair = await chromium.DeskAsync(proxy.Address);
        await captioner.OpenLinkAsync(meeting.CaptionerLink);
        await chair.OpenLinkAsync(meeting.ChairLink);
        var (line, lamp, name) = (captioner.Page.Locator("#caption-text"), captioner.Page.Locator("[data-part=live]"), chair.Page.GetByLabel("Add by name"));
        await Expect(lamp).ToContainTextAsync("You are live in English");
        await Expect(name).ToBeVisibleAsync();

        // Each console has its place by its sign-in, on one of the two. Once one of them was killed both are on the other.
        await first.KillAsync();
        await UntilBothAreOnAsync(second);
        await first.StartAsync();
        await Expect(lamp).ToContainTextAsync("You are live in English");
        await captioner.TabToAsync(line);
        await captioner.Page.Keyboard.TypeAsync("Said before.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await captioner.Page.Keyboard.TypeAsync("A sentence in the mid");
        await chair.TabToAsync(name);
        await chair.Page.Keyboard.TypeAsync("Delegate 1");
        await Task.WhenAll(new[] { captioner, chair }.Select(visitor => visitor.Page.EvaluateAsync("() => window.same = true")));

        var killed = Stopwatch.GetTimestamp();
        await second.KillAsync();
        await Task.WhenAll(
            TimedAsync("captioner", killed, async () =>
            {
                await captioner.Page.Keyboard.TypeAsync("dle of everything.");
                await captioner.Page.Keyboard.PressAsync("Enter");
                await captioner.Page.Keyboard.TypeAsync("Unfinished");
                await captioner.Page.WaitForFunctionAsync(LoadedAnew);
                await Expect(captioner.Button("Offer it to a colleague")).ToBeVisibleAsync();
                await captioner.Page.Keyboard.PressAsync("F4");
                await Expect(lamp).ToContainTextAsync("You are live, and offer the pen");
            }),
            TimedAsync("chair", killed, async () =>
            {
                await chair.Page.WaitForFunctionAsync(LoadedAnew);
                await Expect(name).ToHaveValueAsync("Delegate 1");
                await Expect(name).ToBeFocusedAsync();
                await chair.Page.Keyboard.PressAsync("Enter");
                await Expect(chair.Page.Locator(".chair-next li")).ToContainTextAsync(["Delegate 1"]);
            }));

        await Expect(line).ToHaveValueAsync("Unfinished");
        await Expect(line).ToBeFocusedAsync();
        await captioner.Page.Keyboard.TypeAsync(" no more.");
        await captioner.Page.Keyboard.PressAsync("Enter");
        await Expect(captioner.Lines).ToHaveTextAsync(["Said before.", "A sentence in the middle of everything.", "Unfinished no more."]);
        (await first.Http.GetFromJsonAsync<CaptionLineView[]>(
            new Uri($"/api/sessions/{meeting.Session()}/lines", UriKind.Relative), ProtocolJson.Options, TestContext.Current.CancellationToken))!
            .Select(one => one.Text).ShouldBe(["Said before.", "A sentence in the middle of everything.", "Unfinished no more."]);
    }

    private static async Task UntilBothAreOnAsync(ServerProcess node)
    {
        for (var since = Stopwatch.StartNew(); await node.MetricAsync("livesession_circuits") != 2; await Task.Delay(50))
        {
            since.Elapsed.ShouldBeLessThan(Patience, "the consoles did not come to the node that is left");
        }
    }

    private async Task TimedAsync(string who, long since, Func<Task> goesOn)
    {
        await goesOn();
        var took = Stopwatch.GetElapsedTime(since);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the {who}'s console was in use again {took.TotalSeconds:0.0} s after its node was killed"));
        took.ShouldBeLessThan(Return);
    }
}
