using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

/// <summary>The words on screens of every size: their end is in sight, whatever stands above them.</summary>
public sealed class StageTests(Chromium chromium)
{
    private const string Written = "And this is what is being said at this very moment";

    public static TheoryData<int, int, int, string> Screens()
    {
        var screens = new TheoryData<int, int, int, string>();
        foreach (var (width, height) in new[] { (320, 568), (360, 640), (375, 667), (390, 844), (412, 915), (844, 390), (1280, 800) })
        {
            screens.Add(width, height, 100, "?track=floor");
            screens.Add(width, height, 100, "?track=floor&track=fr");
            screens.Add(width, height, 500, "?track=floor");
        }

        return screens;
    }

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task The_line_being_written_is_in_sight(int width, int height, int size, string tracks)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.Page.SetViewportSizeAsync(width, height);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}{tracks}&size={size}");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await using var floor = await SitDownAsync(hosted, "floor");
        await using var french = await SitDownAsync(hosted, "fr");

        floor.Draft(Written);
        french.Draft(Written);
        foreach (var draft in await DraftsAsync(observer, tracks.Split("track=").Length - 1))
        {
            await Expect(draft).ToHaveTextAsync(Written);
            (await InSightAsync(draft)).ShouldBe("in sight");
        }

        await GrowAsync(observer);
        foreach (var draft in await DraftsAsync(observer, tracks.Split("track=").Length - 1))
        {
            (await InSightAsync(draft)).ShouldBe("in sight");
        }

        (await observer.Page.EvaluateAsync<double>("() => scrollY")).ShouldBe(0);
        await observer.PhotographAsync($"stage-{width}x{height}-{size}-{tracks.Length}");
    }

    [Theory]
    [InlineData(390, 844)]
    [InlineData(1280, 800)]
    public async Task Reading_back_no_line_moves_when_something_comes_and_goes_above_the_words(int width, int height)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.Page.SetViewportSizeAsync(width, height);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var read = observer.Page.GetByText("Line 30:");
        await read.ScrollIntoViewIfNeededAsync();
        await read.EvaluateAsync("line => line.closest('.lines').scrollTop -= 150");
        await Expect(observer.Button("Jump to live")).ToBeVisibleAsync();
        var before = await TopOfAsync(read);

        await GrowAsync(observer);
        (await TopOfAsync(read)).ShouldBe(before, 1);
        await observer.Page.EvaluateAsync("() => { const note = document.querySelector('[data-silent]'); note.hidden = false; note.textContent = 'As spoken is silent at the moment.' }");
        await FrameAsync(observer);
        (await TopOfAsync(read)).ShouldBe(before, 1);
        await observer.Page.EvaluateAsync("() => { document.querySelector('[data-silent]').hidden = true; document.querySelector('.grown').remove() }");
        await FrameAsync(observer);

        (await TopOfAsync(read)).ShouldBe(before, 1);
    }

    [Theory]
    [InlineData(390, 844, 500)]
    [InlineData(320, 568, 200)]
    public async Task Where_what_stands_above_the_words_goes_on_below_its_end_its_end_is_shaded(int width, int height, int size)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.Page.SetViewportSizeAsync(width, height);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?size={size}");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await GrowAsync(observer);
        var about = observer.Page.Locator(".about");
        (await about.EvaluateAsync<bool>("about => about.scrollHeight > about.clientHeight + 1")).ShouldBeTrue();
        await observer.PhotographAsync($"about-goes-on-{size}");

        (await IsShadedAsync(observer, about)).ShouldBeTrue();
        await about.EvaluateAsync("about => about.scrollTop = about.scrollHeight");
        (await IsShadedAsync(observer, about)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(320, 568, 100)]
    [InlineData(320, 568, 500)]
    public async Task The_way_back_to_the_newest_line_covers_no_words_where_two_channels_are_read(int width, int height, int size)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.Page.SetViewportSizeAsync(width, height);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?track=floor&track=fr&size={size}");
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        await observer.Button("Pause").ClickAsync();

        await Expect(observer.Button("Jump to live")).ToHaveCountAsync(2);
        var covered = await observer.Page.EvaluateAsync<double[]>("""
            () => [...document.querySelectorAll(".jump")].map(jump =>
              jump.getBoundingClientRect().bottom - jump.parentElement.querySelector(".lines").getBoundingClientRect().top)
            """);
        covered.ShouldAllBe(by => by < 1);
        await observer.PhotographAsync($"jump-{size}");
    }

    [Theory]
    [InlineData("lines=3")]
    [InlineData("lines=3&leading=wider")]
    [InlineData("lines=2&size=75")]
    public async Task Rolling_as_many_rows_stand_there_as_were_chosen_and_no_sliver_of_another(string settings)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?{settings}");
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        var rows = await observer.Lines.Last.EvaluateAsync<double>(
            "line => line.closest('.lines').getBoundingClientRect().height / parseFloat(getComputedStyle(line).lineHeight)");
        rows.ShouldBe(settings[6] - '0', .02);
    }

    private static async Task<IReadOnlyList<Microsoft.Playwright.ILocator>> DraftsAsync(Visitor observer, int columns)
    {
        var drafts = observer.Page.Locator("p.draft");
        await Expect(drafts).ToHaveCountAsync(columns);
        return await drafts.AllAsync();
    }

    /// <summary>Like the warning that captions are missing.</summary>
    private static async Task GrowAsync(Visitor observer)
    {
        await observer.Page.EvaluateAsync("""
            () => {
              const more = document.createElement("p");
              more.className = "state warn grown";
              more.textContent = "No captions have come since 19:14, though somebody has the floor. The captioner and the chair are told.";
              document.querySelector("[data-panel=status]").append(more);
            }
            """);
        await FrameAsync(observer);
    }

    /// <summary>Whether anything is behind the last pixels of an element.</summary>
    private static async Task<bool> IsShadedAsync(Visitor observer, Microsoft.Playwright.ILocator element)
    {
        var box = (await element.BoundingBoxAsync())!;
        Microsoft.Playwright.PageScreenshotOptions end = new() { Clip = new() { X = box.X + box.Width - 2, Y = box.Y + box.Height - 6, Width = 2, Height = 6 } };
        await FrameAsync(observer);
        var shown = await observer.Page.ScreenshotAsync(end);
        await element.EvaluateAsync("element => element.style.background = 'none'");
        await FrameAsync(observer);
        var bare = await observer.Page.ScreenshotAsync(end);
        await element.EvaluateAsync("element => element.style.background = ''");
        return !shown.SequenceEqual(bare);
    }

    private static async Task FrameAsync(Visitor observer) =>
        await observer.Page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done())))");

    /// <summary>Whether the end of a line is what one sees at its place: on the screen, and under nothing else.</summary>
    private static Task<string> InSightAsync(Microsoft.Playwright.ILocator line) => line.EvaluateAsync<string>("""
        line => {
          const words = [...line.childNodes].find(node => node.nodeType === Node.TEXT_NODE);
          const end = document.createRange();
          end.setStart(words, words.length - 1);
          end.setEnd(words, words.length);
          const { left, right, top, bottom } = end.getBoundingClientRect();
          const seen = [top + 1, bottom - 1].every(at => document.elementFromPoint((left + right) / 2, at)?.closest("p") === line);
          return seen ? "in sight" : `${Math.round(top)} to ${Math.round(bottom)} of ${innerHeight}`;
        }
        """);

    private static Task<double> TopOfAsync(Microsoft.Playwright.ILocator line) =>
        line.EvaluateAsync<double>("element => element.getBoundingClientRect().top");

    private static async Task<CaptionerClient> SitDownAsync(HostedMeeting hosted, string track) => await CaptionerClient.SitDownAsync(
        await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session(), track);

    private static Task SpokenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(meeting, 1,
    [
        new OpenSession(),
        new TakeUpItem(meeting.State.Agenda[0].Id),
        new RequestFloorFor(null, "Jonas Lindqvist", "Sweden", Place.Hall),
        new RequestFloorFor(meeting.Participant("Lin Hua").Id, "", "", Place.Remote),
        new RequestFloorFor(meeting.Participant(MeetingPlan.Member).Id, "", "", Place.Hall),
        new GiveFloorToNext(0),
        .. Enumerable.Range(1, 40).SelectMany(number => new SessionCommand[]
        {
            new AddCaptionLine("floor", "en", $"Line {number}: the gauges at the upper lake were read again this morning."),
            new AddCaptionLine("fr", "fr", $"Ligne {number} : les jauges du lac supérieur ont été relevées ce matin."),
        }),
    ]);
}
