using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

/// <summary>What a screen reader would say, by a virtual one that runs in the page (client/package.json brings it).</summary>
public sealed class ScreenReaderTests(Chromium chromium)
{
    private const int Sentences = 20;
    private const int Corrections = 500;

    [Fact]
    public async Task Each_sentence_is_said_once_under_500_corrections()
    {
        var program = Path.Combine(Repository.Root, "client", "node_modules", "@guidepup", "virtual-screen-reader", "lib", "esm", "index.browser.js");
        Assert.SkipUnless(File.Exists(program), "the script packages are not installed (npm ci in client/)");
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
        await using var observer = await chromium.DeskAsync(hosted.Server);
        await observer.Page.RouteAsync("**/virtual-screen-reader.js", route => route.FulfillAsync(new() { Path = program, ContentType = "text/javascript" }));
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?aloud=sentence");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await observer.Page.EvaluateAsync("""
            async () => {
              const { virtual } = await import("/virtual-screen-reader.js");
              await virtual.start({ container: document.body });
              window.said = async () => (await virtual.spokenPhraseLog()).filter(phrase => /Sentence \d/.test(phrase));
            }
            """);
        await using var captioner = await CaptionerClient.SitDownAsync(
            await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());

        var answers = await Task.WhenAll(Enumerable.Range(1, Sentences).Select(number => captioner.SendAsync(Aired(number))));
        await SaidAsync(observer, Aired(Sentences));
        for (var round = 0; round < Corrections; round++)
        {
            var number = 1 + (round % Sentences);
            while ((await captioner.CorrectAsync(answers[number - 1].Result.Position!.Value.Sequence, Corrected(number, round))).Rejection is { } refusal)
            {
                refusal.Code.ShouldBe(Rejections.TooFast(0).Code);
            }
        }

        await SaidAsync(observer, Corrected(Sentences, Corrections - 1));

        // Several sentences may be said in one go; taken apart, none is there twice.
        var said = (await observer.Page.EvaluateAsync<string[]>("() => said()"))
            .SelectMany(phrase => phrase.Split("Sentence ")[1..]).Select(rest => $"Sentence {rest[..(rest.IndexOf('.', StringComparison.Ordinal) + 1)]}").ToList();
        said.ShouldBeUnique();
        said.Where(sentence => sentence.EndsWith("aired.", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(1, Sentences).Select(Aired));
        said.ShouldContain(Corrected(Sentences, Corrections - 1));
        said.Count.ShouldBeLessThan(Sentences + Corrections);
        (await observer.Page.EvaluateAsync<string>("() => document.querySelector('[data-captions] [role=region]').closest('[aria-live]')?.ariaLive ?? 'none'")).ShouldBe("none");
    }

    private static string Aired(int number) => $"Sentence {number} is aired.";

    private static string Corrected(int number, int round) => $"Sentence {number} is corrected in round {round}.";

    private static async Task SaidAsync(Visitor observer, string sentence) =>
        await observer.Page.EvaluateAsync("""
            async sentence => {
              while (!(await said()).some(phrase => phrase.includes(sentence))) {
                await new Promise(resolve => setTimeout(resolve, 50));
              }
            }
            """, sentence).WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
}
