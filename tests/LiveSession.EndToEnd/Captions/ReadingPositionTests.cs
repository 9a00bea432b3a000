using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

public sealed class ReadingPositionTests(Chromium chromium)
{
    private const int Arriving = 200;

    [Fact]
    public async Task A_reader_who_scrolled_up_is_not_moved_while_200_lines_arrive()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(
            meeting, 1, [new OpenSession(), .. Enumerable.Range(1, 60).Select(number => new AddCaptionLine("floor", "en", $"Earlier line {number}, long enough to need more than one row on a telephone."))]));
        await using var observer = await chromium.PhoneAsync(hosted.Server);
        await observer.GoAsync(hosted.Meeting.SessionPage());
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await Expect(observer.Lines.Last).ToBeInViewportAsync();

        var read = observer.Page.GetByText("Earlier line 30,");
        await read.ScrollIntoViewIfNeededAsync();
        await Expect(observer.Button("Jump to live")).ToBeVisibleAsync();
        var before = await TopOfAsync(read);
        await SendAsync(hosted);

        await Expect(observer.Button($"{Arriving} new lines")).ToBeVisibleAsync();
        Math.Abs(await TopOfAsync(read) - before).ShouldBeLessThanOrEqualTo(1);
        await observer.PhotographAsync("reading-position");
        await observer.Button($"{Arriving} new lines").TapAsync();
        await Expect(observer.Page.GetByText($"New line {Arriving}.")).ToBeInViewportAsync();
        await Expect(observer.Button("new lines")).ToBeHiddenAsync();
    }

    [Theory]
    [InlineData(500, 10, "size", "100")]
    [InlineData(500, 6, "size", "75")]
    [InlineData(100, 40, "size", "500")]
    [InlineData(200, 15, "leading", "wider")]
    [InlineData(200, 15, "lines", "3")]
    public async Task A_reader_who_chooses_other_letters_keeps_the_line_being_read(int size, int back, string name, string value)
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(
            meeting, 1, [new OpenSession(), .. Enumerable.Range(1, 60).Select(number => new AddCaptionLine("floor", "en", $"Line {number}: short."))]));
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?size={size}");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        var read = observer.Lines.Nth(60 - back);
        await read.EvaluateAsync("""
            line => {
              const lines = line.closest(".lines");
              lines.scrollTop += line.getBoundingClientRect().top - lines.getBoundingClientRect().top - 3;
            }
            """);
        await Expect(observer.Button("Jump to live")).ToBeVisibleAsync();
        var before = await TopOfAsync(read);

        // Looked at before the page is drawn, as an extension does: the browser scrolls at once.
        await observer.Page.EvaluateAsync("""
            ([name, value]) => {
              const field = document.querySelector(`select[name=${name}]`);
              field.value = value;
              field.dispatchEvent(new Event("change", { bubbles: true }));
              document.querySelector(".lines").scrollHeight;
              return new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))));
            }
            """, new[] { name, value });

        await Expect(observer.Button("Jump to live")).ToBeVisibleAsync();
        var edge = await observer.Page.Locator(".lines").EvaluateAsync<double>("lines => lines.getBoundingClientRect().top");
        // Where the words begin lower on the page now, the line begins with them.
        Math.Abs(await TopOfAsync(read) - Math.Max(before, edge)).ShouldBeLessThanOrEqualTo(1);
        await observer.Page.Keyboard.PressAsync("End");
        await Expect(observer.Button("Jump to live")).ToBeHiddenAsync();
        await Expect(observer.Lines.Last).ToBeInViewportAsync();
    }

    private static async Task SendAsync(HostedMeeting hosted)
    {
        var link = await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink);
        await using var captioner = await CaptionerClient.SitDownAsync(link, hosted.Meeting.Session());
        var answers = await Task.WhenAll(Enumerable.Range(1, Arriving).Select(number => captioner.SendAsync($"New line {number}.")));
        answers.ShouldAllBe(answer => answer.Result.Rejection == null);
    }

    private static Task<double> TopOfAsync(Microsoft.Playwright.ILocator line) =>
        line.EvaluateAsync<double>("element => element.getBoundingClientRect().top");
}
