using System.Text.RegularExpressions;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

/// <summary>Much text at once: said before it airs, taken back by one key, aired in order, stopped by one key, and never in the way of writing.</summary>
public sealed partial class PasteTests(Chromium chromium)
{
    [Fact]
    public async Task A_line_of_a_hundred_thousand_characters_is_said_to_be_cut_is_taken_back_by_one_key_and_airs_whole()
    {
        await using var room = await Desk.OpenAsync(chromium);
        var text = string.Join(' ', Enumerable.Range(1, 14_200).Select(number => $"w{number:00000}{(number % 12 == 0 ? "." : "")}")) + ".";
        text.Length.ShouldBeGreaterThan(100_000);

        await room.PasteAsync(text);
        await Expect(room.Said).ToContainTextAsync("lines from one text. What was too long for one line is cut");
        (await room.Reader.ReadLinesAsync()).ShouldBeEmpty();
        await room.Captioner.PhotographAsync("paste-cut");
        await room.PressAsync("Control+z");
        await Expect(room.Said).ToBeHiddenAsync();
        await Expect(room.Line).ToHaveValueAsync("");

        // The same key brings it back; it waits as before, and airs.
        await room.PressAsync("Control+z");
        await Expect(room.Said).ToBeVisibleAsync();
        await room.PressAsync("Enter");
        await Expect(room.Outbox).ToContainTextAsync("In the record", new() { Timeout = 30_000 });

        var lines = await room.RecordedAsync();
        lines.ShouldAllBe(line => line.Length <= 2_000);
        string.Join(' ', lines).ShouldBe(text);
        room.Captioner.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_line_that_is_too_long_says_so_before_it_is_sent()
    {
        await using var room = await Desk.OpenAsync(chromium);
        await room.Captioner.Page.Keyboard.InsertTextAsync(string.Concat(Enumerable.Repeat("The delegation agrees. ", 130)));

        await Expect(room.Said).ToHaveTextAsync("Too long for one line: it will be sent as 2 lines, complete.");
        await room.Captioner.PhotographAsync("paste-too-long");
    }

    [Fact]
    public async Task Pasted_words_are_no_pace_of_typing()
    {
        await using var room = await Desk.OpenAsync(chromium);
        var rate = room.Captioner.Page.Locator("[data-part=rate]");
        await room.Captioner.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await room.Captioner.Page.EvaluateAsync("words => navigator.clipboard.writeText(words)", string.Concat(Enumerable.Repeat("We agree. ", 190)));
        await room.PressAsync("Control+v");
        await room.PressAsync("Enter");
        await Expect(room.Reader.Lines).ToHaveCountAsync(1);
        await Expect(rate).ToHaveTextAsync("–");

        await room.TypeAsync("Four words were typed.");
        await room.PressAsync("Enter");
        await Expect(room.Reader.Lines).ToHaveCountAsync(2);
        await Expect(rate).ToHaveTextAsync(AtMostFourWords());
    }

    [Fact]
    public async Task Ten_thousand_pasted_lines_air_in_order_with_their_count_and_a_stop_while_the_console_answers_every_key()
    {
        await using var room = await Desk.OpenAsync(chromium);
        await room.Captioner.Page.EvaluateAsync("""
            () => {
              window.longest = 0;
              let last = performance.now();
              setInterval(() => {
                const now = performance.now();
                window.longest = Math.max(window.longest, now - last);
                last = now;
              }, 10);
            }
            """);

        await room.PasteAsync(string.Concat(Enumerable.Range(1, 10_000).Select(number => $"Line {number} of a statement that was handed in.\n")));
        await Expect(room.Said).ToContainTextAsync("10000 lines from one text.");
        await room.TypeAsync("Written meanwhile");
        await Expect(room.Line).ToHaveValueAsync("Written meanwhile");
        await Expect(room.Outbox).ToContainTextAsync("of 10000", new() { Timeout = 15_000 });
        await Expect(room.Reader.Lines.Filter(new() { HasTextRegex = Hundreds() }).First).ToBeVisibleAsync(new() { Timeout = 15_000 });
        await room.Captioner.PhotographAsync("paste-ten-thousand");

        await room.PressAsync("F9");
        await Expect(room.Captioner.Page.GetByText("STOPPED: nothing leaves")).ToBeVisibleAsync();
        var atStop = await SettledAsync(room);
        var longest = await room.Captioner.Page.EvaluateAsync<double>("() => window.longest");
        TestContext.Current.SendDiagnosticMessage($"longest pause of the page: {longest:0} ms; aired when stopped: {atStop.Length}");

        atStop.Length.ShouldBeInRange(100, 9_000);
        atStop.ShouldBe(Enumerable.Range(1, atStop.Length).Select(number => $"Line {number} of a statement that was handed in."));
        longest.ShouldBeLessThan(2_000);
        await room.Captioner.Page.Locator("[data-part=do-discard]").ClickAsync();
        await room.Captioner.PhotographAsync("paste-discard");
        await room.Captioner.Page.Locator("[data-part=do-discard]").ClickAsync();
        await Expect(room.Line).ToHaveValueAsync("Written meanwhile");
        (await room.RecordedAsync()).ShouldBe(atStop);
    }

    // What was under way when it was stopped still arrives.
    private static async Task<string[]> SettledAsync(Desk room)
    {
        var before = await room.RecordedAsync();
        for (; ; )
        {
            await room.Captioner.Page.WaitForTimeoutAsync(500);
            var now = await room.RecordedAsync();
            if (now.Length == before.Length)
            {
                return now;
            }

            before = now;
        }
    }

    // Four words in the least time that is measured, a quarter of a minute; fewer a minute when it took longer.
    [GeneratedRegex("^(1[0-6]|[1-9]) words")]
    private static partial Regex AtMostFourWords();

    [GeneratedRegex("Line [1-9][0-9][0-9] of")]
    private static partial Regex Hundreds();

    /// <summary>A captioner on air, and a reader.</summary>
    private sealed class Desk(HostedMeeting hosted, Visitor captioner, Visitor reader) : IAsyncDisposable
    {
        public Visitor Captioner => captioner;

        public Visitor Reader => reader;

        public ILocator Line => captioner.Page.Locator("#caption-text");

        public ILocator Said => captioner.Page.Locator("[data-part=pasted-words]");

        public ILocator Outbox => captioner.Page.Locator("#caption-outbox");

        public static async Task<Desk> OpenAsync(Chromium chromium)
        {
            var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
            var (captioner, reader) = (await chromium.DeskAsync(hosted.Server), await chromium.PhoneAsync(hosted.Server));
            await reader.GoAsync(hosted.Meeting.SessionPage());
            await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);
            await Expect(captioner.Page.GetByText("You are live in English")).ToBeVisibleAsync();
            var desk = new Desk(hosted, captioner, reader);
            await captioner.TabToAsync(desk.Line);
            return desk;
        }

        public Task TypeAsync(string text) => captioner.Page.Keyboard.TypeAsync(text);

        public Task PressAsync(string key) => captioner.Page.Keyboard.PressAsync(key);

        public async Task PasteAsync(string text) => await Line.EvaluateAsync(
            """
            (line, text) => {
              const clipboardData = new DataTransfer();
              clipboardData.setData("text/plain", text);
              line.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
            }
            """,
            text);

        /// <summary>Every line on the record, in order.</summary>
        public Task<string[]> RecordedAsync() => captioner.Page.EvaluateAsync<string[]>(
            """
            async session => {
              const lines = [];
              for (let after = 0; ;) {
                const page = await (await fetch(`/api/sessions/${session}/lines?after=${after}&take=200`)).json();
                if (page.length === 0) {
                  return lines;
                }
                lines.push(...page.map(line => line.text));
                after = page.at(-1).number;
              }
            }
            """,
            hosted.Meeting.Session().ToString());

        public async ValueTask DisposeAsync()
        {
            await captioner.DisposeAsync();
            await reader.DisposeAsync();
            await hosted.DisposeAsync();
        }
    }
}
