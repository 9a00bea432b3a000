using System.Diagnostics;
using LiveSession.Server.Analysis;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Analysis;

/// <summary>
/// Captions at five lines a second while the language service is away, busy, silent, garbled, cut off and somebody else: captions notice nothing of it,
/// there is always something to read, and in the end it is all by the service. LIVESESSION_LONG=1: a minute of each.
/// </summary>
public sealed class AnalysisChaosTests
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1";

    private static readonly TimeSpan Each = Long ? TimeSpan.FromMinutes(1) : TimeSpan.FromSeconds(1.2);

    private static readonly TimeSpan LineEvery = TimeSpan.FromMilliseconds(200);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Captions_know_nothing_of_a_language_service_in_trouble()
    {
        await using var service = await StubLanguageService.StartAsync();
        await using var session = await ReadSession.OpenAsync(service.Settings);
        await using var observer = await session.Server.VisitAsync(null);
        Mailbox<SessionNews>? heard = null;
        var hub = await observer.ConnectAsync("/hubs/session", connection => heard = new Mailbox<SessionNews>(connection, nameof(ISessionClient.Happened)));
        (await hub.JoinAsync(session.Server.Session)).Rejection.ShouldBeNull();
        var standing = session.Server.Services.GetRequiredService<LanguageResource>().Service!.Standing;
        var (said, slowest) = (new List<string>(), TimeSpan.Zero);
        var analyses = session.Server.Services.GetRequiredService<SessionAnalyses>();
        var opened = new TaskCompletionSource<(long At, int Speakers)>();
        standing.Changed += () => _ = standing.Away is not null && opened.TrySetResult((Stopwatch.GetTimestamp(), said.Count / 3));
        var standingIn = Task.Run(async () =>
        {
            var (at, speakers) = await opened.Task.WaitAsync(Cancellation);
            return await ReadSession.UntilAsync(() => Task.FromResult<TimeSpan?>(
                analyses.Find(session.Server.Session) is { Analysis.Provisional: true } reading && reading.Texts.Length >= speakers ? Stopwatch.GetElapsedTime(at) : null));
        }, Cancellation);

        foreach (var mood in new[] { Mood.Well, Mood.Away, Mood.Busy, Mood.Silent, Mood.Garbled, Mood.Cut, Mood.SomebodyElse })
        {
            service.Mood = mood;
            var began = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(began) < Each)
            {
                var sent = Stopwatch.GetTimestamp();
                var line = $"Line {said.Count} about submarine cables. ";
                // A speaker every third line: there is always something finished to be read.
                await session.SayAsync(line, $"Speaker {said.Count / 3}");
                said.Add(line.Trim());
                slowest = Stopwatch.GetElapsedTime(sent) > slowest ? Stopwatch.GetElapsedTime(sent) : slowest;
                var rest = LineEvery - Stopwatch.GetElapsedTime(sent);
                await Task.Delay(rest > TimeSpan.Zero ? rest : TimeSpan.Zero, Cancellation);
            }
        }

        // Away it was; from then on the embedded analyzer stood in.
        var fallback = await standingIn.WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
        Assert.True(!Long || fallback < TimeSpan.FromSeconds(1), $"stood in after {fallback}");
        var last = said.Count / 3;

        service.Mood = Mood.Well;
        await session.CloseAsync();
        var whole = await session.AnalysisAsync(found => !found.GetProperty("provisional").GetBoolean() && found.GetProperty("interventions").GetArrayLength() >= last);

        whole.GetProperty("interventions").EnumerateArray().ShouldAllBe(one => one.GetProperty("keyPhrases")[0].GetString() == StubLanguageService.Phrase);
        (await session.Server.LinesAsync()).ShouldBe(said);
        var lines = new List<string>();
        while (lines.Count < said.Count)
        {
            lines.AddRange((await heard!.NextAsync()).Items.Select(item => item.Line?.Text).OfType<string>());
        }

        lines.ShouldBe(said);
        TestContext.Current.TestOutputHelper?.WriteLine($"{said.Count} lines, slowest {slowest.TotalMilliseconds:0} ms; stood in {fallback.TotalMilliseconds:0} ms after the breaker opened; {service.Texts.Count} texts read by the service");
    }
}
