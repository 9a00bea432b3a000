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
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
        await using var observer = await ListenAsync(hosted, "sentence");
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

        var said = await TakenApartAsync(observer);
        said.ShouldBeUnique();
        said.Where(sentence => sentence.EndsWith("aired.", StringComparison.Ordinal)).ShouldBe(Enumerable.Range(1, Sentences).Select(Aired));
        said.ShouldContain(Corrected(Sentences, Corrections - 1));
        said.Count.ShouldBeLessThan(Sentences + Corrections);
        (await observer.Page.EvaluateAsync<string>("() => document.querySelector('[data-captions] [role=region]').closest('[aria-live]')?.ariaLive ?? 'none'")).ShouldBe("none");
    }

    [Theory]
    [InlineData("sentence")]
    [InlineData("turn")]
    public async Task Each_sentence_is_said_once_though_it_grew_word_by_word_and_was_corrected_while_others_were_said(string measure)
    {
        const int Lines = 12;
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession()));
        await using var observer = await ListenAsync(hosted, measure);
        await using var captioner = await CaptionerClient.SitDownAsync(
            await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());
        var corrected = new List<string>();

        for (var number = 1; number <= Lines; number++)
        {
            // Each third line begins another speaker's turn.
            var speaker = $"Speaker {(number + 2) / 3}";
            var words = Aired(number).Split(' ');
            for (var known = 1; known <= words.Length; known++)
            {
                captioner.Draft(string.Join(' ', words[..known]), speaker: speaker);
                await Expect(observer.Page.Locator("[data-captions] p.draft")).ToContainTextAsync(words[known - 1]);
            }

            var line = (await captioner.SendAsync(Aired(number), speaker: speaker)).Result.Position!.Value.Sequence;
            if (number % 4 == 0)
            {
                corrected.Add(Corrected(number, number));
                (await captioner.CorrectAsync(line, corrected[^1])).Rejection.ShouldBeNull();
            }
        }

        (await captioner.SendAsync(Aired(Lines + 1), speaker: "Nobody else")).Result.Rejection.ShouldBeNull();
        (await captioner.SendAsync("That was all.", speaker: "The Chair")).Result.Rejection.ShouldBeNull();
        await SaidAsync(observer, Aired(Lines + 1));

        var said = await TakenApartAsync(observer);
        said.ShouldBeUnique();
        foreach (var number in Enumerable.Range(1, Lines + 1))
        {
            // Corrected before it was said, it is said as corrected only; after, both.
            said.ShouldContain(sentence => sentence == Aired(number) || (number % 4 == 0 && sentence == Corrected(number, number)), $"sentence {number}");
        }

        corrected.ShouldAllBe(sentence => said.Contains(sentence));
        said.Where(sentence => sentence.EndsWith("aired.", StringComparison.Ordinal)).ShouldBeInOrder(SortDirection.Ascending, Comparer<string>.Create((one, other) => NumberIn(one).CompareTo(NumberIn(other))));
    }

    private static int NumberIn(string sentence) => int.Parse(sentence.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    // A page with the virtual screen reader in it, which has begun to read.
    private async Task<Visitor> ListenAsync(HostedMeeting hosted, string measure)
    {
        var program = Path.Combine(Repository.Root, "client", "node_modules", "@guidepup", "virtual-screen-reader", "lib", "esm", "index.browser.js");
        Assert.SkipUnless(File.Exists(program), "the script packages are not installed (npm ci in client/)");
        var observer = await chromium.DeskAsync(hosted.Server);
        await observer.Page.RouteAsync("**/virtual-screen-reader.js", route => route.FulfillAsync(new() { Path = program, ContentType = "text/javascript" }));
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}?aloud={measure}");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await observer.Page.EvaluateAsync("""
            async () => {
              const { virtual } = await import("/virtual-screen-reader.js");
              await virtual.start({ container: document.body });
              window.said = async () => (await virtual.spokenPhraseLog()).filter(phrase => /Sentence \d/.test(phrase));
            }
            """);
        return observer;
    }

    // Several sentences may be said in one go; taken apart, none may be there twice.
    private static async Task<List<string>> TakenApartAsync(Visitor observer) =>
        [.. (await observer.Page.EvaluateAsync<string[]>("() => said()"))
            .SelectMany(phrase => phrase.Split("Sentence ")[1..]).Select(rest => $"Sentence {rest[..(rest.IndexOf('.', StringComparison.Ordinal) + 1)]}")];

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
