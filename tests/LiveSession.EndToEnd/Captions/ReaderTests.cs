using System.Text.RegularExpressions;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

public sealed class ReaderTests(Chromium chromium)
{
    [Fact]
    public async Task Reading_settings_hold_at_once_stay_and_travel_in_a_link_by_keyboard_alone()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        await observer.PressAsync(observer.Page.Locator("[data-settings] summary"));
        await observer.TabToAsync(observer.Page.GetByLabel("Size of captions"));
        await observer.Page.Keyboard.TypeAsync("200");
        await observer.TabToAsync(observer.Page.GetByLabel("Colours"));
        await observer.Page.Keyboard.TypeAsync("Yellow");
        await observer.TabToAsync(observer.Page.GetByLabel("Letters", new() { Exact = true }));
        await observer.Page.Keyboard.TypeAsync("For");
        await observer.PhotographAsync("settings-desktop");
        await observer.PressAsync(observer.Button("Copy my link"));
        await Expect(observer.Button("Link copied")).ToBeVisibleAsync();
        (await SizeAsync(observer)).ShouldBe("40px");
        var link = await observer.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        await observer.Page.ReloadAsync();
        (await SizeAsync(observer)).ShouldBe("40px");

        link.ShouldEndWith("?size=200&theme=night&font=easy");
        await using var other = await chromium.PhoneAsync(hosted.Server, script: false);
        await other.GoAsync(new Uri(link).PathAndQuery);
        (await SizeAsync(other)).ShouldBe("40px");
        (await other.Page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe("night");
        await other.GoAsync(hosted.Meeting.SessionPage());
        (await SizeAsync(other)).ShouldBe("20px", "whoever opens a link has chosen nothing yet");
    }

    [Fact]
    public async Task Two_colours_of_ones_own_hold_at_once_are_warned_about_stay_and_travel_in_a_link()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await observer.PressAsync(observer.Page.Locator("[data-settings] summary"));
        await Expect(observer.Page.GetByLabel("Colour of the letters")).ToBeHiddenAsync();
        await observer.TabToAsync(observer.Page.GetByLabel("Colours"));
        await observer.Page.Keyboard.TypeAsync("Two");
        await Expect(observer.Page.GetByText("Contrast 16.1 to 1.")).ToBeVisibleAsync();

        await observer.TabToAsync(observer.Page.GetByLabel("Colour of the letters"));
        await observer.Page.GetByLabel("Colour of the letters").FillAsync("#ffff00");
        await Expect(observer.Page.GetByText("Contrast 1 to 1: hard to read for many people.")).ToBeVisibleAsync();
        await observer.Page.GetByLabel("Colour of the background").FillAsync("#000080");
        await Expect(observer.Page.GetByText("Contrast 14.9 to 1.")).ToBeVisibleAsync();
        (await ColoursAsync(observer)).ShouldBe("rgb(255, 255, 0) on rgb(0, 0, 128), dark");
        await observer.PhotographAsync("own-colours-desktop");
        await observer.PressAsync(observer.Button("Copy my link"));
        await Expect(observer.Button("Link copied")).ToBeVisibleAsync();
        var link = await observer.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
        link.ShouldEndWith("?theme=own&text=ffff00&background=000080");

        foreach (var page in (string[])["", "/braille", "/transcript", "/projector"])
        {
            await observer.GoAsync(hosted.Meeting.SessionPage() + page);
            (await ColoursAsync(observer)).ShouldBe("rgb(255, 255, 0) on rgb(0, 0, 128), dark", page);
        }

        await using var other = await chromium.PhoneAsync(hosted.Server, script: false);
        await other.GoAsync(new Uri(link).PathAndQuery);
        (await ColoursAsync(other)).ShouldBe("rgb(255, 255, 0) on rgb(0, 0, 128), dark");
        await other.GoAsync(hosted.Meeting.SessionPage() + "/embed?theme=own&text=ff0&background=008");
        (await ColoursAsync(other)).ShouldBe("rgb(255, 255, 0) on rgb(0, 0, 136), dark");

        // Without script, the form asks for the page again.
        await other.GoAsync(hosted.Meeting.SessionPage());
        await other.PressAsync(other.Page.Locator("[data-settings] summary"));
        await other.TabToAsync(other.Page.GetByLabel("Colours"));
        await other.Page.Keyboard.TypeAsync("Two");
        await other.Page.GetByLabel("Colour of the letters").FillAsync("#808080");
        await other.PressAsync(other.Button("Apply"));
        await other.Page.WaitForURLAsync("**theme=own**");
        (await ColoursAsync(other)).ShouldBe("rgb(128, 128, 128) on rgb(250, 248, 243), light");
        await other.PressAsync(other.Page.Locator("[data-settings] summary"));
        await Expect(other.Page.GetByText("Contrast 3.7 to 1: hard to read for many people.")).ToBeVisibleAsync();
        await other.GoAsync("/");
        (await ColoursAsync(other)).ShouldBe("rgb(128, 128, 128) on rgb(250, 248, 243), light");

        // With another palette the two are kept, and named in no link.
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await observer.PressAsync(observer.Page.Locator("[data-settings] summary"));
        await observer.TabToAsync(observer.Page.GetByLabel("Colours"));
        await observer.Page.Keyboard.TypeAsync("Yellow");
        await observer.PressAsync(observer.Button("Copy my link"));
        await Expect(observer.Button("Link copied")).ToBeVisibleAsync();
        (await observer.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).ShouldEndWith("?theme=night");
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_are_found_in_the_whole_session_and_the_lines_stay_whole()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        await observer.TabToAsync(observer.Region("Captions"));
        await observer.Page.Keyboard.PressAsync("/");
        await observer.Page.Keyboard.TypeAsync("reservoir");
        await Expect(observer.Page.Locator("[data-found]")).ToHaveTextAsync("3 of 3");
        await Expect(observer.Page.GetByText("Line 240: the reservoir")).ToBeInViewportAsync();
        await observer.PhotographAsync("find-desktop");
        await observer.Page.Keyboard.PressAsync("Enter");
        await Expect(observer.Page.Locator("[data-found]")).ToHaveTextAsync("1 of 3");

        // Line 10 was not in the page: the server knew it, and the pane fetched its way back.
        await Expect(observer.Page.GetByText("Line 10: the réservoir")).ToBeInViewportAsync();
        (await observer.Page.EvaluateAsync<int>("() => CSS.highlights.get('found-here').size")).ShouldBe(1);
        (await observer.Page.EvaluateAsync<int>("() => document.querySelectorAll('[data-captions] mark, [data-captions] p[id] span:not(.former)').length")).ShouldBe(0);
        await observer.Page.Keyboard.PressAsync("Shift+Enter");
        await Expect(observer.Page.Locator("[data-found]")).ToHaveTextAsync("3 of 3");
        await observer.Page.Keyboard.PressAsync("Escape");
        await Expect(observer.Button("Find")).ToBeFocusedAsync();
        await observer.TabToAsync(observer.Region("Captions"));
        await observer.Page.Keyboard.PressAsync("End");
        await Expect(observer.Button("Jump to live")).ToBeHiddenAsync();
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Copied_words_carry_their_source()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        await observer.Page.GetByText("Line 240:").SelectTextAsync();
        await observer.Page.Keyboard.PressAsync("Control+c");

        var copied = (await observer.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()")).Split('\n');
        copied[0].ShouldBe("“Line 240: the reservoir is full.”");
        copied[1].ShouldContain(hosted.Meeting.State.Title);
        copied[1].ShouldContain(hosted.Meeting.State.TimeZone);
        var address = new Uri(copied[2]);
        await observer.GoAsync(address.PathAndQuery + address.Fragment);
        await Expect(observer.Page.Locator(address.Fragment)).ToContainTextAsync("Line 240: the reservoir is full.");
    }

    [Fact]
    public async Task Finished_lines_only_shows_no_line_being_written()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await using var other = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?show=lines");
        await other.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await Expect(other.Connection).ToHaveTextAsync("Live");
        await using var captioner = await SitDownAsync(hosted, "floor");

        captioner.Draft("Thank you, Ch");
        await Expect(other.Page.GetByText("Thank you, Ch")).ToBeVisibleAsync();
        await Expect(observer.Page.GetByText("Thank you, Ch")).ToHaveCountAsync(0);
        await captioner.SendAsync("Thank you, Chair.");

        await Expect(observer.Page.GetByText("Thank you, Chair.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Channels_stand_side_by_side_and_a_silent_one_offers_one_that_is_live()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await SpokenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, new AddCaptionLine("ar", "ar", "شكراً لكم. نوافق على جدول الأعمال."), new AddCaptionLine("fr", "fr", "Merci à tous."));
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted, "fr");
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?track=ar");
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        await observer.PressAsync(observer.Page.Locator("[data-channels] summary"));
        await observer.PhotographAsync("channels-desktop");
        await observer.PressAsync(observer.Page.Locator("[data-channel=fr] a.beside"));
        await observer.Page.WaitForURLAsync("**?track=ar&track=fr");
        await Expect(observer.Region("Captions: العربية")).ToContainTextAsync("شكراً");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await captioner.SendAsync("Nous commençons.", language: "fr");
        await Expect(observer.Region("Captions: Français")).ToContainTextAsync("Nous commençons.");
        await Expect(observer.Region("Captions: العربية")).Not.ToContainTextAsync("Nous commençons.");
        var (left, right) = (await BoxAsync(observer, "ar"), await BoxAsync(observer, "fr"));
        right.X.ShouldBeGreaterThan(left.X + left.Width - 1);
        await observer.PhotographAsync("columns-desktop");

        await observer.Page.SetViewportSizeAsync(390, 844);
        var (above, below) = (await BoxAsync(observer, "ar"), await BoxAsync(observer, "fr"));
        below.Y.ShouldBeGreaterThan(above.Y + above.Height - 1);
        await observer.PhotographAsync("columns-phone");
    }

    [Theory]
    [InlineData(1280, 800)]
    [InlineData(390, 844)]
    public async Task At_five_hundred_percent_the_newest_words_of_two_channels_are_in_sight(int width, int height)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await SpokenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, new AddCaptionLine("ar", "ar", "شكراً لكم. نوافق على جدول الأعمال."));
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted, "floor");
        await observer.Page.SetViewportSizeAsync(width, height);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?size=500&track=floor&track=ar");
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        await captioner.SendAsync("The last words are these.");
        await Expect(observer.Region("Captions: As spoken")).ToContainTextAsync("The last words are these.");

        foreach (var track in new[] { "floor", "ar" })
        {
            var gap = await observer.Page.Locator($"[data-track={track}] .lines").EvaluateAsync<double[]>("""
                lines => {
                  const range = document.createRange();
                  range.selectNodeContents([...lines.querySelectorAll("p[id]")].at(-1));
                  const words = [...range.getClientRects()].at(-1);
                  const pane = lines.getBoundingClientRect();
                  return [words.top - pane.top, pane.bottom - words.bottom];
                }
                """);
            gap[0].ShouldBeGreaterThan(-1, $"{track}: the last row of words is cut off above");
            gap[1].ShouldBeGreaterThan(-1, $"{track}: the last row of words is cut off below");
        }

        await observer.PhotographAsync($"large-{width}");
    }

    [Fact]
    public async Task Two_columns_are_paused_until_both_follow_again()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await SpokenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, [.. Enumerable.Range(1, 40).Select(number => new AddCaptionLine("fr", "fr", $"Ligne {number}, assez longue pour remplir la colonne."))]);
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?track=floor&track=fr");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await observer.PressAsync(observer.Button("Pause"));
        var (pause, jumps) = (observer.Page.Locator("[data-pause]"), observer.Page.Locator("[data-jump]:visible"));
        await Expect(pause).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(jumps).ToHaveCountAsync(2);

        await observer.PressAsync(jumps.First);
        await Expect(jumps).ToHaveCountAsync(1);
        await Expect(pause).ToHaveAttributeAsync("aria-pressed", "true");
        await observer.PressAsync(pause);

        await Expect(jumps).ToHaveCountAsync(0);
        await Expect(pause).ToHaveAttributeAsync("aria-pressed", "false");
    }

    [Fact]
    public async Task At_five_hundred_percent_the_mark_of_a_correction_and_the_former_words_are_large_too()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: async (seed, meeting) =>
        {
            await SpokenAsync(seed, meeting);
            await seed.HappenAsync(meeting, 1, new CorrectCaptionLine(242, "Line 240: the reservoir is half full."));
        });
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?size=500");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var mark = observer.Page.Locator("[data-captions]").GetByRole(AriaRole.Button, new() { Name = "corrected" });

        (await PixelsAsync(mark)).ShouldBe(50, 1);
        await mark.ClickAsync();
        (await PixelsAsync(observer.Page.Locator("#c242"))).ShouldBe(32, 1);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?size=100");
        (await PixelsAsync(mark)).ShouldBe(12.8, 0.1);

        static Task<double> PixelsAsync(ILocator text) => text.EvaluateAsync<double>("text => parseFloat(getComputedStyle(text).fontSize)");
    }

    [Fact]
    public async Task What_is_chosen_on_the_page_outlasts_what_the_address_asked_for()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?size=300&theme=night&track=floor");
        (await SizeAsync(observer)).ShouldBe("60px");

        await observer.PressAsync(observer.Page.Locator("[data-settings] summary"));
        await observer.Page.GetByLabel("Size of captions").SelectOptionAsync("150");
        await observer.Page.ReloadAsync();

        (await SizeAsync(observer)).ShouldBe("30px");
        new Uri(observer.Page.Url).Query.ShouldBe("?theme=night&track=floor");
        (await observer.Page.Locator("html").GetAttributeAsync("data-theme")).ShouldBe("night");
    }

    [Fact]
    public async Task The_keys_work_wherever_the_focus_is_and_what_is_found_follows_what_is_said()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted, "floor");
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var found = observer.Page.Locator("[data-found]");

        await observer.TabToAsync(observer.Page.GetByLabel("Your name"));
        await observer.Page.Keyboard.TypeAsync("a/b");
        await Expect(observer.Page.GetByLabel("Your name")).ToHaveValueAsync("a/b");
        await observer.TabToAsync(observer.Button("Ask for the floor"));
        await observer.Page.Keyboard.PressAsync("/");
        await observer.Page.Keyboard.TypeAsync("reservoir");
        await Expect(found).ToHaveTextAsync("3 of 3");
        await captioner.SendAsync("The second reservoir is empty.");
        await Expect(found).ToHaveTextAsync("3 of 4");
        var line = await observer.Lines.Last.EvaluateAsync<long>("line => Number(line.id.slice(1))");
        await captioner.CorrectAsync(line, "The second lake is empty.");
        await Expect(found).ToHaveTextAsync("3 of 3");
        await observer.Page.Keyboard.PressAsync("Enter");
        await Expect(found).ToHaveTextAsync("1 of 3");

        await observer.TabToAsync(observer.Button("Ask for the floor"));
        await observer.Page.Keyboard.PressAsync("Escape");
        await Expect(observer.Page.Locator("[data-find]")).ToBeHiddenAsync();
        await Expect(observer.Page.Locator("[data-jump]")).ToBeVisibleAsync();
        await observer.TabToAsync(observer.Button("Ask for the floor"));
        await observer.Page.Keyboard.PressAsync("End");
        await Expect(observer.Page.Locator("[data-jump]")).ToBeHiddenAsync();
        await Expect(observer.Page.GetByText("The second lake is empty.")).ToBeInViewportAsync();
        observer.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task On_paper_the_page_is_light_and_nothing_is_cut_off()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?theme=dark");
        await Expect(observer.Connection).ToHaveTextAsync("Live");

        await observer.Page.EmulateMediaAsync(new() { Media = Media.Print });

        (await observer.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor")).ShouldBe("rgb(255, 255, 255)");
        (await observer.Lines.Last.EvaluateAsync<string>("line => getComputedStyle(line).color")).ShouldBe("rgb(0, 0, 0)");
        (await observer.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll(".session-page, .session, .tracks, .captions, .lines")]
              .filter(box => box.scrollHeight > box.clientHeight + 1 && getComputedStyle(box).overflowY !== "visible").map(box => box.className)
            """)).ShouldBeEmpty();
        (await observer.Page.EvaluateAsync<double>("() => document.querySelector('.lines').getBoundingClientRect().height")).ShouldBeGreaterThan(1500);
        await observer.PhotographAsync("printed");
    }

    [Fact]
    public async Task A_channel_that_there_is_not_is_said_in_words()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.PhoneAsync(hosted.Server, script: false);

        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?track=zz");
        await Expect(observer.Page.GetByText("There is no channel “zz” in this session.")).ToBeVisibleAsync();
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?track=zz");
        await Expect(observer.Page.GetByText("There is no channel “zz” in this session.")).ToBeVisibleAsync();
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?track=floor");

        await Expect(observer.Page.GetByText("There is no channel")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Who_comes_before_the_first_word_of_a_channel_waits_for_it_and_is_offered_another_meanwhile()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?track=fr");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await Expect(observer.Page.GetByText("There is no channel")).ToHaveCountAsync(0);
        await Expect(observer.Lines).ToHaveCountAsync(0);
        await using var spoken = await SitDownAsync(hosted, "floor");
        await spoken.SendAsync("Good morning.");
        await Expect(observer.Link("Read As spoken, live now")).ToHaveAttributeAsync("href", new Regex(@"\?track=floor$"));

        await using var captioner = await SitDownAsync(hosted, "fr");
        await captioner.SendAsync("Bonjour à tous.", language: "fr");

        await Expect(observer.Lines).ToHaveTextAsync(["Bonjour à tous."]);
        await Expect(observer.Link("Read As spoken, live now")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task What_stands_beside_is_not_offered_and_taking_an_offer_keeps_what_stands_beside()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?track=es&track=floor");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await using var spoken = await SitDownAsync(hosted, "floor");
        await spoken.SendAsync("Good morning.");
        await Expect(observer.Region("Captions: As spoken")).ToContainTextAsync("Good morning.");
        await Expect(observer.Page.Locator("[data-silent]:visible")).ToHaveCountAsync(0);

        await using var arabic = await SitDownAsync(hosted, "ar");
        await arabic.SendAsync("شكراً لكم.", language: "ar");

        await Expect(observer.Page.Locator("[data-silent] a:visible")).ToHaveAttributeAsync("href", new Regex(@"\?track=ar&track=floor$"));
        await observer.PhotographAsync("offered-beside");
    }

    private static string Line(int number) => number switch
    {
        10 => "Line 10: the réservoir is empty.",
        120 or 240 => $"Line {number}: the reservoir is full.",
        _ => $"Line {number}: the gauges at the upper lake were read again this morning.",
    };

    private static Task SpokenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(
        meeting, 1, [new OpenSession(), .. Enumerable.Range(1, 240).Select(number => new AddCaptionLine("floor", "en", Line(number)))]);

    private static async Task<CaptionerClient> SitDownAsync(HostedMeeting hosted, string track) => await CaptionerClient.SitDownAsync(
        await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session(), track);

    [Fact]
    public async Task Colours_that_nobody_can_read_can_be_undone()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: SpokenAsync);
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?theme=own&text=000080&background=000080");
        await observer.PressAsync(observer.Page.Locator("[data-settings] summary"));

        (await observer.Page.EvaluateAsync<string[]>("""
            () => ["summary", "form", "form label", "form select", "form output"].map(part => {
              let element = document.querySelector(`[data-settings] ${part}`);
              const colour = getComputedStyle(element).color;
              while (getComputedStyle(element).backgroundColor === "rgba(0, 0, 0, 0)") element = element.parentElement;
              return `${colour} on ${getComputedStyle(element).backgroundColor}`;
            })
            """)).Distinct().ShouldBe(["rgb(0, 0, 180) on rgb(255, 255, 255)", "rgb(0, 0, 0) on rgb(255, 255, 255)"]);
    }

    private static Task<string> ColoursAsync(Visitor visitor) => visitor.Page.EvaluateAsync<string>("""
        () => {
          const { color, backgroundColor, colorScheme } = getComputedStyle(document.documentElement);
          return `${color} on ${backgroundColor}, ${colorScheme}`;
        }
        """);

    private static Task<string> SizeAsync(Visitor visitor) => visitor.Lines.Last.EvaluateAsync<string>("line => getComputedStyle(line).fontSize");

    private static async Task<LocatorBoundingBoxResult> BoxAsync(Visitor visitor, string track) =>
        (await visitor.Page.Locator($"[data-captions][data-track={track}]").BoundingBoxAsync())!;
}
