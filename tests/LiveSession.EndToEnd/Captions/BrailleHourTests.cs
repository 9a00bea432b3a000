using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Captions;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Captions;

/// <summary>A reader of 60 words a minute while 160 are said: what is pressed and what is written keep that proportion, and nobody looks at a clock.</summary>
public sealed class BrailleHourTests(Chromium chromium)
{
    private const int SpokenAMinute = 160;
    private const int ReadAMinute = 60;
    private const int WordsInALine = 8;

    // An hour, or the first minutes of it.
    private static int Minutes => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 60 : 6;

    [Fact]
    public async Task Every_word_of_an_hour_is_read_in_its_order_over_a_reload_and_a_lost_connection()
    {
        await using var hosted = await HostedMeeting.StartAsync(happen: (seed, meeting) => seed.HappenAsync(meeting, 1, new OpenSession(), new AddCaptionLine("floor", "en", "Good morning.")));
        await using var wire = new TcpRelay(hosted.Server.Address.Port);
        await using var observer = await chromium.DeskAsync(new Uri($"http://127.0.0.1:{wire.Port}/"));
        await using var captioner = await CaptionerClient.SitDownAsync(await OpenedLink.OpenAsync(hosted.Server.Address, hosted.Meeting.CaptionerLink), hosted.Meeting.Session());
        await observer.GoAsync($"{hosted.Meeting.SessionPage()}/braille?cells=20");
        await Expect(observer.Connection).ToHaveTextAsync("Live");
        await Expect(observer.Page.Locator("[data-next]")).ToHaveTextAsync("Good morning.");
        var words = Enumerable.Range(1, Minutes * SpokenAMinute).Select(number => $"w{number}").ToArray();
        var reader = new Reader(observer);

        var lines = words.Chunk(WordsInALine).ToArray();
        for (var spoken = 1; spoken <= lines.Length; spoken++)
        {
            await captioner.SendAsync(string.Join(' ', lines[spoken - 1]));
            await reader.ReadAsync(spoken * WordsInALine * ReadAMinute / SpokenAMinute);
            if (spoken == lines.Length / 3)
            {
                await reader.ReloadAsync();
            }
            else if (spoken == lines.Length / 2)
            {
                wire.Cut();
                await Expect(observer.Connection).Not.ToHaveTextAsync("Live");
            }
            else if (spoken == lines.Length * 2 / 3)
            {
                wire.Mend();
                await Expect(observer.Connection).ToHaveTextAsync("Live", new() { Timeout = 60_000 });
            }
        }

        await reader.ReadToTheEndAsync();
        reader.Read.ShouldBe(words);
    }

    /// <summary>Presses one key for each row, and takes down what it says.</summary>
    private sealed class Reader(Visitor visitor)
    {
        public List<string> Read { get; } = [];

        private Microsoft.Playwright.ILocator Row => visitor.Page.Locator("[data-next]");

        /// <summary>Reads until so many words were read; at the end of what is said more comes in a moment, and the row says so.</summary>
        public async Task ReadAsync(int words)
        {
            while (Read.Count < words)
            {
                if (!await ReadRowAsync())
                {
                    await Expect(Row).ToHaveTextAsync("(more to read)");
                }
            }
        }

        /// <summary>Reads all that is left of what was said.</summary>
        public async Task ReadToTheEndAsync()
        {
            while (await ReadRowAsync())
            {
                // On to the next row.
            }
        }

        private async Task<bool> ReadRowAsync()
        {
            await visitor.Page.Keyboard.PressAsync("PageDown");
            var said = await Row.TextContentAsync();
            var isText = said![0] != '(';
            Read.AddRange(isText ? said.Split(' ') : []);
            return isText;
        }

        public async Task ReloadAsync()
        {
            var said = await Row.TextContentAsync();
            await visitor.Page.ReloadAsync();
            await Expect(visitor.Connection).ToHaveTextAsync("Live");
            await Expect(Row).ToHaveTextAsync(said!);
        }
    }
}
