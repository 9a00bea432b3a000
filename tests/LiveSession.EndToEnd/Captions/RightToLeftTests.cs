using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

/// <summary>Captions written from right to left in pages that are not: everything stands where its reader looks for it.</summary>
public sealed class RightToLeftTests(Chromium chromium)
{
    private const string Words = "شكراً سيدتي الرئيسة. نؤيد النص.";

    // Where the name and the first and last letters of the line stand.
    private const string Places = """
        () => {
          const line = [...document.querySelectorAll("[data-captions] p[id]")].at(-1);
          const words = [...line.childNodes].find(node => node.nodeType === Node.TEXT_NODE);
          const range = document.createRange();
          range.setStart(words, 0);
          range.setEnd(words, 1);
          const first = range.getBoundingClientRect();
          const name = line.querySelector(".speaker");
          range.selectNodeContents(name);
          const text = range.getBoundingClientRect();
          return { nameLeft: text.left, nameRight: text.right, nameTop: text.top, first: first.right, firstTop: first.top };
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("?lines=3")]
    public async Task A_name_in_another_script_stands_where_the_line_begins(string settings)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var reader = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        (await captioner.SendAsync(Words, language: "ar", speaker: "Ana Brito (Peru)")).Result.Accepted.ShouldBeTrue();

        await reader.GoAsync(hosted.Meeting.SessionPage() + settings);

        await Expect(reader.Lines.Last).ToContainTextAsync("نؤيد النص.");
        var place = await reader.Page.EvaluateAsync<Stand>(Places);
        if (settings.Length == 0)
        {
            place.NameRight.ShouldBe(place.First, tolerance: 4);
            place.NameTop.ShouldBeLessThan(place.FirstTop);
        }
        else
        {
            (place.NameLeft - place.First).ShouldBeInRange(3, 30, "between a name and the words on its row is a space");
        }
    }

    [Fact]
    public async Task On_the_overlay_a_colon_and_a_space_part_a_name_from_a_line_written_the_other_way()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var stream = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        (await captioner.SendAsync(Words, language: "ar", speaker: "Ana Brito")).Result.Accepted.ShouldBeTrue();

        await stream.GoAsync($"{hosted.Meeting.SessionPage()}/overlay?lines=2&size=60&hide=0");

        await Expect(stream.Lines.Last).ToContainTextAsync("نؤيد النص.");
        var place = await stream.Page.EvaluateAsync<Stand>(Places);
        (await stream.Page.EvaluateAsync<string>("() => getComputedStyle(document.querySelector('.speaker'), '::after').content")).ShouldBe("none");
        (place.NameLeft - place.First).ShouldBeInRange(20, 60, "a colon and a space at this size");
        await stream.PhotographAsync("overlay-arabic");
    }

    [Theory]
    [InlineData("letters=wider")]
    [InlineData("letters=wide")]
    [InlineData("font=easy")]
    public async Task Joined_letters_are_not_drawn_apart_whatever_is_chosen_for_others(string setting)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var reader = await chromium.DeskAsync(hosted.Server);
        await using var captioner = await SitDownAsync(hosted);
        foreach (var language in new[] { "en", "ar", "fa", "ur" })
        {
            (await captioner.SendAsync($"{Words} {language}", language: language)).Result.Accepted.ShouldBeTrue();
        }

        await reader.GoAsync($"{hosted.Meeting.SessionPage()}?{setting}");

        await Expect(reader.Lines).ToHaveCountAsync(4);
        var apart = await reader.Page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('[data-captions] p[id]')].filter(line => parseFloat(getComputedStyle(line).letterSpacing) > 0).map(line => line.lang)");
        apart.ShouldBe(["en"]);
    }

    [Fact]
    public async Task The_lamp_counts_readers_after_the_channel_whatever_its_script()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: OpenAsync);
        await using var captioner = await chromium.DeskAsync(hosted.Server);
        await captioner.OpenLinkAsync(hosted.Meeting.CaptionerLink);

        await captioner.Page.GetByLabel("Caption channel").SelectOptionAsync("ar");
        var lamp = captioner.Page.Locator("[data-part=live]");

        await Expect(captioner.Page.GetByLabel("Your line", new() { Exact = true })).ToBeVisibleAsync();
        await captioner.Page.Keyboard.PressAsync("F4");
        await Expect(lamp).ToContainTextAsync("channel: \u2068العربية\u2069 · 0 reading");
    }

    private static Task OpenAsync(ArchiveSeed seed, SeededMeeting meeting) => seed.HappenAsync(meeting, 1, new OpenSession());

    private static async Task<CaptionerClient> SitDownAsync(HostedMeeting hosted) =>
        await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());

    private sealed record Stand
    {
        public double NameLeft { get; init; }

        public double NameRight { get; init; }

        public double NameTop { get; init; }

        public double First { get; init; }

        public double FirstTop { get; init; }
    }
}
