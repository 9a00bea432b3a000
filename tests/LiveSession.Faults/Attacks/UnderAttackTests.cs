using LiveSession.Testing.Captions;
using LiveSession.Testing.Meetings;
using LiveSession.Testing.Observers;

namespace LiveSession.Faults.Attacks;

/// <summary>A captioner writes, twenty people read, and everything that can be done to a server from outside is done to it meanwhile.</summary>
public sealed class UnderAttackTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Readers = 20;
    private const int LinesOfRound = 40;
    private const int WarmUp = 200;
    private const int Pairs = 1_000;
    private static readonly TimeSpan BetweenLines = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    // What a reader would notice: the next line a good while after it was said. Both kinds of line come from the same busy machine.
    private static readonly TimeSpan Noticed = TimeSpan.FromSeconds(2);

    private OpenHouse _house = null!;

    private static int Rounds => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 10 : 2;

    public async ValueTask InitializeAsync() => _house = await OpenHouse.StartAsync(new MeetingPlan
    {
        Sources =
        [
            new SourcePlan(Attacks.Flooding, CaptionProtocol.Zoom),
            new SourcePlan(Attacks.Station, CaptionProtocol.EbuTtLive),
            new SourcePlan(Attacks.Withdrawn, CaptionProtocol.Zoom, Withdrawn: true),
        ],
    });

    public ValueTask DisposeAsync() => _house.DisposeAsync();

    [Fact]
    public async Task Readers_notice_nothing()
    {
        await using var captioner = await _house.CaptionerAsync();
        var observers = Enumerable.Range(0, Readers).Select(_ => ObserverClient.Follow(_house.Server.Address, _house.Session)).ToArray();
        await Task.WhenAll(observers.Select(observer => observer.UntilAsync(self => self.Position is not null, "join", Limit)));
        using var attacks = new Attacks(_house);
        var (quiet, attacked, counted) = (new List<TimeSpan>(), new List<TimeSpan>(), new Dictionary<string, int>());
        await WriteAsync(captioner, observers);

        for (var round = 0; round < Rounds; round++)
        {
            quiet.AddRange(await WriteAsync(captioner, observers));
            var begun = attacks.Begin();
            attacked.AddRange(await WriteAsync(captioner, observers));
            foreach (var attack in begun)
            {
                await attack.DisposeAsync();
                output.WriteLine($"{round}: {attack}");
                foreach (var (outcome, count) in attack.Outcomes)
                {
                    counted[$"{attack.Name}: {outcome}"] = counted.GetValueOrDefault($"{attack.Name}: {outcome}") + count;
                }
            }
        }

        var said = captioner.Sent;
        output.WriteLine($"quiet: {Figures(quiet)}; under attack: {Figures(attacked)}");
        said.ShouldAllBe(line => line.Acknowledged);
        foreach (var observer in observers)
        {
            observer.Faults.ShouldBeEmpty();
            (observer.Gaps, observer.Connections).ShouldBe((0, 1));
            observer.Lines.Select(line => line.Text).ShouldBe(said.Select(line => line.Text));
            await observer.DisposeAsync();
        }

        attacked.Count(waited => waited > Noticed).ShouldBeLessThanOrEqualTo(quiet.Count(waited => waited > Noticed));
        foreach (var seen in new[] { "bombs: 413", "ten megabytes: 413", "flood: 200", "flood: 429", "wrong secrets: 403", "withdrawn secret: 403", "entity bombs: InvalidPayloadData", "deep nesting: InvalidPayloadData" })
        {
            counted.ShouldContainKey(seen);
        }

        counted.Keys.ShouldAllBe(outcome => !outcome.Contains(": 5", StringComparison.Ordinal));
        (await _house.Server.MetricAsync("livesession_source_posts_total")).ShouldBeGreaterThan(counted.Where(each => each.Key.Contains("flood", StringComparison.Ordinal)).Sum(each => each.Value));
    }

    // Which of two came first is decided by chance where both take the same way: whoever measures learns nothing of what once stood.
    [Fact]
    public async Task A_withdrawn_secret_takes_as_long_to_refuse_as_one_that_never_was()
    {
        using var attacks = new Attacks(_house);
        var (random, slower) = (new Random(403), 0);
        for (var pair = -WarmUp; pair < Pairs; pair++)
        {
            var first = random.Next(2) == 0;
            var before = await TimeAsync(attacks, first ? Attacks.Withdrawn : Attacks.MadeUp);
            var after = await TimeAsync(attacks, first ? Attacks.MadeUp : Attacks.Withdrawn);
            slower += pair >= 0 && (first ? before > after : after > before) ? 1 : 0;
        }

        output.WriteLine($"The withdrawn one was the slower one in {slower} of {Pairs} pairs.");
        slower.ShouldBeInRange(Pairs * 2 / 5, Pairs * 3 / 5);
    }

    private static async Task<TimeSpan> TimeAsync(Attacks attacks, string source)
    {
        var begun = TimeProvider.System.GetTimestamp();
        (await attacks.PostAsync(source, new StringContent("let me in\n"), CancellationToken.None)).ShouldBe("403");
        return TimeProvider.System.GetElapsedTime(begun);
    }

    // Each line as long as it takes until the last of them has it.
    private static async Task<List<TimeSpan>> WriteAsync(CaptionerClient captioner, ObserverClient[] observers)
    {
        var waited = new List<TimeSpan>();
        for (var line = 0; line < LinesOfRound; line++)
        {
            var said = TimeProvider.System.GetTimestamp();
            var answer = await captioner.SendAsync($"line {captioner.Sent.Length}").WaitAsync(Limit);
            await Task.WhenAll(observers.Select(observer => observer.ReachesAsync(answer.Result.Position!.Value.Sequence, Limit)));
            waited.Add(TimeProvider.System.GetElapsedTime(said));
            await Task.Delay(BetweenLines);
        }

        return waited;
    }

    private static string Figures(List<TimeSpan> waited)
    {
        var sorted = waited.Select(each => each.TotalMilliseconds).Order().ToList();
        return string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"p50 {sorted[sorted.Count / 2]:0.0} ms, p95 {sorted[sorted.Count * 95 / 100]:0.0} ms, most {sorted[^1]:0.0} ms of {sorted.Count} lines");
    }
}
