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
