using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

public sealed class CorrectionTests(Chromium chromium)
{
    private const string Aired = "The sea levle in the upper bassin is rising by one milimetre every single year, said the report.";
    private const string Meant = "The sea level in the upper basin is rising by one millimetre every single year, said the report of the committee.";

    // Collects what leaves the page, what a text was before each change of it, and each line in sight that moved although it stands above the
    // one that was changed (or, where that one is above what is in sight, at all).
    private const string Watch = """
        () => {
          const pane = document.querySelector("[data-captions] .lines");
          const lines = () => [...pane.querySelectorAll("p[id]")];
          const stand = () => new Map(lines().map(line => [line.id, line.getBoundingClientRect().top]));
          let tops = stand();
          window.seen = { removed: [], touched: [], moved: [], looked: 0 };
          new MutationObserver(records => {
            const changed = new Set();
            for (const record of records) {
              seen.removed.push(...[...record.removedNodes].map(node => node.textContent));
              if (record.type === "characterData") {
                seen.touched.push([record.target, record.oldValue]);
                changed.add(record.target.parentElement.closest("p[id]"));
              }
            }
            const all = lines();
            const inSight = all.filter(line => line.getBoundingClientRect().bottom > pane.getBoundingClientRect().top + 1 && line.getBoundingClientRect().top < pane.getBoundingClientRect().bottom);
            const first = all.indexOf(inSight[0]);
            const below = [...changed].map(line => all.indexOf(line)).filter(at => at >= first);
            const upTo = below.length > 0 ? Math.min(...below) : Infinity;
            const now = stand();
            for (const line of changed.size > 0 ? inSight.filter(line => all.indexOf(line) <= upTo) : []) {
              seen.looked++;
              const by = now.get(line.id) - tops.get(line.id);
              if (Math.abs(by) > 1) {
                seen.moved.push(`${line.id} by ${by}`);
              }
            }
            tops = now;
          }).observe(pane, { subtree: true, childList: true, characterData: true, characterDataOldValue: true });
          window.tops = lines().map(line => line.getBoundingClientRect().top);
        }
        """;

    // The words of a line that each change of its text touched.
    private const string Touched = """
        id => {
          const values = seen.touched.filter(([text]) => text.parentElement?.closest("p[id]").id === id).map(([, before]) => before);
          values.push(seen.touched.findLast(([text]) => text.parentElement?.closest("p[id]").id === id)[0].data);
          return values.slice(1).map((now, index) => {
            const before = values[index];
            let [start, end] = [0, 0];
            while (start < Math.min(before.length, now.length) && before[start] === now[start]) start++;
            while (end < Math.min(before.length, now.length) - start && before.at(-1 - end) === now.at(-1 - end)) end++;
            if (start === before.length && now[start] === " ") return "";
            while (start > 0 && before[start - 1] !== " ") start--;
            while (end > 0 && before.at(-end) !== " ") end--;
            return before.slice(start, before.length - end);
          });
        }
        """;

    [Fact]
    public async Task Unchanged_words_never_leave_the_page_and_no_line_above_moves()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await observer.Page.EvaluateAsync("""
            () => {
              const words = [...document.querySelectorAll("[data-captions] p[id]")].at(-3).lastChild;
              const range = new Range();
              range.setStart(words, words.data.indexOf("rising"));
              range.setEnd(words, words.data.indexOf("rising") + 6);
              getSelection().addRange(range);
            }
            """);
        await observer.Page.EvaluateAsync(Watch);

        await using var captioner = await SitDownAsync(hosted);
        (await captioner.CorrectAsync(NumberOf(38), Meant)).Rejection.ShouldBeNull();
        (await captioner.CorrectAsync(NumberOf(39), "Short.")).Rejection.ShouldBeNull();
        await Expect(observer.Page.Locator($"#l{NumberOf(39)}")).ToContainTextAsync("Short.");

        (await observer.ReadLinesAsync())[^3..].ShouldBe([Meant, "Short.", Line(40)]);
        (await observer.Page.EvaluateAsync<string[]>("() => seen.removed")).ShouldBeEmpty();
        (await observer.Page.EvaluateAsync<string>("() => String(getSelection())")).ShouldBe("rising");
        (await observer.Page.EvaluateAsync<string[]>(Touched, $"l{NumberOf(38)}")).ShouldBe(["report.", "milimetre", "bassin", "levle"]);
        (await observer.Page.EvaluateAsync<string[]>("() => seen.moved")).ShouldBeEmpty();
        var moved = await observer.Page.EvaluateAsync<double[]>(
            "() => [...document.querySelectorAll('[data-captions] p[id]')].map((line, index) => line.getBoundingClientRect().top - tops[index])");
        moved[..38].ShouldAllBe(by => Math.Abs(by) < 1);

        await observer.Page.Locator($"#l{NumberOf(38)}").GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "corrected" }).TapAsync();
        await Expect(observer.Page.Locator($"#c{NumberOf(38)}")).ToHaveTextAsync($"Before: {Aired}");
        await observer.PhotographAsync("corrected-former-words");
    }

    [Theory]
    [InlineData("The next reading of the upper gauge is due", "The next reading of the upper gauge is due on Friday.", "")]
    [InlineData("The next reading of the upper gauge is dew", "The next reading of the upper gauge is due.", "dew")]
    [InlineData("The next reading of the upper gauge is due", "The next reading of the uper gauge is due", "upper")]
    public async Task Words_that_stay_are_not_removed_when_their_line_is_finished(string written, string finished, string touched)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await using var captioner = await SitDownAsync(hosted);
        captioner.Draft(written);
        var draft = observer.Page.Locator("[data-captions] p.draft");
        await Expect(draft).ToContainTextAsync(written);
        await draft.EvaluateAsync("""
            draft => {
              window.draft = draft;
              window.words = draft.lastChild;
              const range = new Range();
              range.setStart(words, words.data.indexOf("reading"));
              range.setEnd(words, words.data.indexOf("reading") + 7);
              getSelection().addRange(range);
            }
            """);
        await observer.Page.EvaluateAsync(Watch);

        await captioner.SendAsync(finished);
        await Expect(observer.Page.Locator($"#l{NumberOf(41)}")).ToContainTextAsync(finished);
        captioner.Draft("And");
        await Expect(draft).ToContainTextAsync("And");
        await captioner.SendAsync("Something else.");
        captioner.Draft("");
        await Expect(draft).ToHaveCountAsync(0);

        (await observer.ReadLinesAsync())[^3..].ShouldBe([Line(40), finished, "Something else."]);
        (await observer.Page.EvaluateAsync<bool>($"() => document.getElementById('l{NumberOf(41)}') === draft && draft.lastChild === words && !draft.className && !draft.title")).ShouldBeTrue();
        (await observer.Page.EvaluateAsync<string>("() => String(getSelection())")).ShouldBe("reading");
        (await observer.Page.EvaluateAsync<string[]>(Touched, $"l{NumberOf(41)}")).ShouldBe([touched]);
        (await observer.Page.EvaluateAsync<string[]>("() => seen.removed")).ShouldBe(["And"]);
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_software_sets_right_by_erasing_removes_no_word_that_stays_and_moves_no_line_above()
    {
        const string Encoder = "Encoder";
        await using var hosted = await HostedMeeting.StartAsync(
            new MeetingPlan { Sources = [new SourcePlan(Encoder, CaptionProtocol.StreamText)] }, (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        using var software = new HttpClient { BaseAddress = hosted.Server.Address };
        var seq = 0;
        foreach (var number in Enumerable.Range(1, 12))
        {
            await SayAsync($"{Line(number)}\n");
        }

        await SayAsync($"{Aired}\n");
        await Expect(observer.Lines).ToHaveCountAsync(13);
        await observer.Page.EvaluateAsync(Watch);

        // Back over the line's end to the second word that is wrong, and on from there; then once more to the first. As long as before: the last line may not grow, or what is followed goes up.
        foreach (var (wrong, right) in new[] { ("milimetre", "kilometre"), ("levle", "level") })
        {
            var said = (await observer.ReadLinesAsync())[^1];
            var (kept, rest) = (said[..said.IndexOf(wrong, StringComparison.Ordinal)], said[said.IndexOf(wrong, StringComparison.Ordinal)..]);
            await SayAsync($"{new string('\b', rest.Length + 1)}{rest.Replace(wrong, right, StringComparison.Ordinal)}\n");
            await Expect(observer.Lines.Last).ToContainTextAsync(kept + rest.Replace(wrong, right, StringComparison.Ordinal));
        }

        (await observer.ReadLinesAsync()).ShouldBe([.. Enumerable.Range(1, 12).Select(Line), Aired.Replace("milimetre", "kilometre", StringComparison.Ordinal).Replace("levle", "level", StringComparison.Ordinal)]);
        (await observer.Page.EvaluateAsync<string[]>("() => seen.removed")).ShouldBeEmpty();
        (await observer.Page.EvaluateAsync<string[]>("() => seen.moved")).ShouldBeEmpty();
        (await observer.Page.EvaluateAsync<int>("() => seen.touched.length")).ShouldBe(2);

        async Task SayAsync(string text)
        {
            using var body = new StringContent(text);
            using var answer = await software.PostAsync(
                new Uri($"/closedcaption?signature={hosted.Meeting.Sources[Encoder]}&seq={++seq}&lang=en-US", UriKind.Relative), body, TestContext.Current.CancellationToken);
            answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Lines_stay_on_the_page_when_all_of_them_come_again_after_a_lost_connection()
    {
        await using var hosted = await HostedMeeting.StartAsync(null, SpokenAsync, "--Broadcast:MostMissed=0");
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await observer.Page.EvaluateAsync(Watch);

        await hosted.Server.KillAsync();
        await observer.Context.SetOfflineAsync(true);
        await hosted.Server.StartAsync();
        await using var captioner = await SitDownAsync(hosted);
        await captioner.SendAsync("The last one.");
        await observer.Context.SetOfflineAsync(false);

        await Expect(observer.Page.GetByText("The last one.")).ToBeVisibleAsync(new() { Timeout = 60_000 });
        (await observer.ReadLinesAsync())[^2..].ShouldBe([Line(40), "The last one."]);
        (await observer.Page.EvaluateAsync<string[]>("() => seen.removed")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Five_hundred_corrections_remove_nothing_and_move_nothing_for_somebody_who_scrolled_back()
    {
        const int Corrections = 500;
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var read = observer.Page.Locator($"#l{NumberOf(20)}");
        await read.EvaluateAsync("""
            line => {
              const lines = line.closest(".lines");
              lines.scrollTop += line.getBoundingClientRect().top - lines.getBoundingClientRect().top - 2;
            }
            """);
        await Expect(observer.Button("Jump to live")).ToBeVisibleAsync();
        await observer.Page.EvaluateAsync(Watch);
        var before = await read.EvaluateAsync<double>("line => line.getBoundingClientRect().top");

        await using var captioner = await SitDownAsync(hosted);
        for (var round = 0; round < Corrections; round++)
        {
            var line = 1 + (round * 7 % 40);
            await CorrectAsync(captioner, NumberOf(line), $"{Line(line)} {string.Concat(Enumerable.Repeat("More words. ", round % 12))}");
        }

        await captioner.SendAsync("The last one.");
        await Expect(observer.Button("1 new line")).ToBeVisibleAsync();
        Math.Abs(await read.EvaluateAsync<double>("line => line.getBoundingClientRect().top") - before).ShouldBeLessThanOrEqualTo(1);
        (await observer.Page.EvaluateAsync<string[]>("() => seen.removed")).ShouldBeEmpty();
        (await observer.Page.EvaluateAsync<string[]>("() => seen.moved")).ShouldBeEmpty();
        (await observer.Page.EvaluateAsync<int>("() => seen.looked")).ShouldBeGreaterThan(Corrections);
    }

    [Fact]
    public async Task Forty_corrected_lines_are_one_stop_for_the_keyboard_and_each_mark_is_reached_with_the_arrows()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await SpokenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, [.. Enumerable.Range(1, 39).Select(line => new CorrectCaptionLine(NumberOf(line), $"Line {line}, corrected."))]);
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await using var captioner = await SitDownAsync(hosted);
        await CorrectAsync(captioner, NumberOf(40), "Line 40, corrected.");
        var words = observer.Page.Locator("[data-captions] [role=region]");
        var marks = words.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "corrected" });
        await Expect(marks).ToHaveCountAsync(40);

        await observer.TabToAsync(words);
        await observer.Page.Keyboard.PressAsync("Tab");
        await Expect(marks.Last).ToBeFocusedAsync();
        await observer.Page.Keyboard.PressAsync("Tab");
        await Expect(observer.Button("Pause")).ToBeFocusedAsync();
        await observer.Page.Keyboard.PressAsync("Shift+Tab");
        await Expect(words).ToBeFocusedAsync();
        await observer.Page.Keyboard.PressAsync("Tab");
        for (var above = 1; above < 40; above++)
        {
            await observer.Page.Keyboard.PressAsync("ArrowUp");
            await Expect(marks.Nth(39 - above)).ToBeFocusedAsync();
            await Expect(marks.Nth(39 - above)).ToBeInViewportAsync();
        }

        await observer.Page.Keyboard.PressAsync("Enter");
        await Expect(observer.Page.Locator($"#c{NumberOf(1)}")).ToHaveTextAsync($"Before: {Line(1)}");
    }

    [Fact]
    public async Task The_transcript_is_one_stop_for_the_keyboard_too()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await SpokenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, [.. Enumerable.Range(1, 40).Select(line => new CorrectCaptionLine(NumberOf(line), $"Line {line}, corrected."))]);
        });
        await using var reader = await chromium.DeskAsync(hosted.Server);
        await reader.GoAsync($"{hosted.Meeting.SessionPage()}/transcript");
        var record = reader.Region("Captions");
        var marks = record.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "corrected" });
        await Expect(marks).ToHaveCountAsync(40);

        await reader.TabToAsync(record);
        await reader.Page.Keyboard.PressAsync("Tab");
        var within = record.Locator(":focus");
        await Expect(within).ToBeInViewportAsync();
        await reader.Page.Keyboard.PressAsync("Tab");
        (await reader.Page.EvaluateAsync<bool>("() => document.querySelector('[data-record]').contains(document.activeElement)")).ShouldBeFalse();
        await reader.TabToAsync(record);
        await reader.Page.Keyboard.PressAsync("Tab");
        for (var pressed = 0; pressed < 60 && !await marks.Last.EvaluateAsync<bool>("mark => mark === document.activeElement"); pressed++)
        {
            await reader.Page.Keyboard.PressAsync("ArrowDown");
            await Expect(within).ToBeInViewportAsync();
        }

        await reader.Page.Keyboard.PressAsync("Enter");
        await Expect(reader.Page.Locator($"#c{NumberOf(40)}")).ToHaveTextAsync($"Before: {Line(40)}");
        reader.Faults.ShouldBeEmpty();
    }

    // Faster than the server takes them: what is refused for that is sent again.
    private static async Task CorrectAsync(CaptionerClient captioner, long line, string text)
    {
        while ((await captioner.CorrectAsync(line, text)).Rejection is { } refusal)
        {
            refusal.Code.ShouldBe(Rejections.TooFast(0).Code);
        }
    }

    private static string Line(int number) =>
        number == 38 ? Aired : $"Line {number}: the gauges at the upper lake were read again this morning, and the readings agree.";

    // The session was opened, and the first line took the pen.
    private static int NumberOf(int line) => line + 2;

    private static Task SpokenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(
        meeting, 1, [new OpenSession(), .. Enumerable.Range(1, 40).Select(number => new AddCaptionLine("floor", "en", Line(number)))]);

    private static async Task<CaptionerClient> SitDownAsync(HostedMeeting hosted) =>
        await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());
}
