using System.Globalization;
using LiveSession.Benchmarks.FanOut;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;

namespace LiveSession.Benchmarks.Drafts;

/// <summary>How long a captioner's keystroke takes from the hub into a reader's page, while many others read.</summary>
internal static class KeystrokeBenchmark
{
    private const double MostMilliseconds = 250;
    private const int LineLength = 80;
    private const int WarmLines = 3;

    // A stenographer at 160 words a minute; drafts are shown ten times a second at most.
    private static readonly TimeSpan BetweenKeys = TimeSpan.FromMilliseconds(70);

    // What is in sight, by the time of day: how many lines, and how long the one being written is.
    private const string Watch = """
        new Promise(resolve => {
          const pane = document.querySelector("[data-captions]");
          window.seen = [];
          new MutationObserver(() => {
            const words = [...pane.querySelector("p.draft")?.childNodes ?? []].find(node => node.nodeType === Node.TEXT_NODE);
            seen.push([performance.timeOrigin + performance.now(), pane.querySelectorAll("p[id]").length, words?.length ?? 0]);
          }).observe(pane, { subtree: true, childList: true, characterData: true });
          const live = () => document.querySelector("[data-connection]").textContent === "Live" ? resolve(true) : setTimeout(live, 50);
          live();
        })
        """;

    public static async Task<IReadOnlyList<Figure>> RunAsync(BenchmarkArguments arguments)
    {
        SeededMeeting meeting = null!;
        await using var server = await ServerProcess.StartAsync(
            async folder =>
            {
                meeting = await ArchiveSeed.FoundAsync(folder);
                await using var seed = ArchiveSeed.In(folder);
                await seed.HappenAsync(meeting, 1, new OpenSession());
            },
            "--Connections:PerAddress=100000");
        await using var page = await BrowserPage.OpenAsync(new Uri(server.Address, meeting.SessionPage()));
        using var readers = await Crowds.JoinAsync(WayIn.Hub(server.Address, meeting.Session().ToString()), arguments.DraftReaders, arguments.Seconds);
        await page.EvaluateAsync(Watch);
        await using var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(server.Address, meeting.CaptionerLink), meeting.Session());
        var typed = await TypeAsync(captioner, WarmLines + (int)(arguments.Seconds / (BetweenKeys.TotalSeconds * LineLength)));
        await Task.Delay(TimeSpan.FromSeconds(1));
        var seen = (await page.EvaluateAsync("seen")).EnumerateArray()
            .Select(one => (At: one[0].GetDouble(), Line: one[1].GetInt32(), Length: one[2].GetInt32())).ToArray();
        var waits = typed.Where(key => key.Line >= WarmLines).Select(key => Wait(key, seen)).Order().ToArray();
        var subject = $"{arguments.DraftReaders} readers";
        return
        [
            new("keystrokes", subject, "keystroke to page p50", Percentiles.Of(waits, 0.5), "ms"),
            new("keystrokes", subject, "keystroke to page p95", Percentiles.Of(waits, 0.95), "ms"),
            new("keystrokes", subject, "keystroke to page p99", Percentiles.Of(waits, 0.99), "ms", MostMilliseconds),
            new("keystrokes", subject, "keystrokes that never came", waits.Count(double.IsPositiveInfinity), "keys", 0),
        ];
    }

    // A keystroke is in the page once so much of its line is, or the finished line.
    private static double Wait((int Line, int Length, double At) key, (double At, int Line, int Length)[] seen)
    {
        var shown = seen.FirstOrDefault(one => one.Line > key.Line || (one.Line == key.Line && one.Length >= key.Length));
        return shown.At == 0 ? double.PositiveInfinity : shown.At - key.At;
    }

    private static async Task<List<(int Line, int Length, double At)>> TypeAsync(CaptionerClient captioner, int lines)
    {
        var typed = new List<(int Line, int Length, double At)>();
        using var beat = new PeriodicTimer(BetweenKeys);
        for (var line = 0; line < lines; line++)
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"Line {line:D3} ").PadRight(LineLength - 1, 'x') + ".";
            for (var length = 1; length <= text.Length; length++)
            {
                await beat.WaitForNextTickAsync();
                typed.Add((line, length, (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds));
                if (length < text.Length)
                {
                    captioner.Draft(text[..length]);
                }
                else
                {
                    await captioner.SendAsync(text);
                }
            }
        }

        return typed;
    }
}
