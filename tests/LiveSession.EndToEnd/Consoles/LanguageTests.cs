using System.Xml.Linq;
using LiveSession.EndToEnd.Browser;
using LiveSession.Testing.Installation;
using LiveSession.Testing.Meetings;
using static Microsoft.Playwright.Assertions;

namespace LiveSession.EndToEnd.Consoles;

/// <summary>A console speaks one language: that of its address, from the first byte on and after the circuit took over.</summary>
public sealed class LanguageTests(Chromium chromium)
{
    // What is said in English and otherwise in French.
    private static readonly HashSet<string> English = [.. new[] { "Text", "Consoles" }.SelectMany(file => Words(file).Except(Words($"{file}.fr")))];

    [Theory]
    [InlineData("Clara Weiss", "captions", "La plume")]
    [InlineData(MeetingPlan.Chair, "chair", "Ouvrir la séance")]
    [InlineData("Secretariat", "desk", "Vérifier la liste")]
    public async Task The_whole_console_follows_the_language_of_its_address(string who, string console, string word)
    {
        await using var hosted = await HostedMeeting.StartAsync(new MeetingPlan { Sessions = ["River gauges", "River mouths"], Agenda = [new("1", "Water levels")] });
        await using var visitor = await chromium.DeskAsync(hosted.Server);
        await visitor.OpenLinkAsync(who == "Secretariat" ? hosted.Meeting.SecretariatLink : hosted.Meeting.Links[who]);
        var page = console == "desk" ? $"/desk/{hosted.Meeting.State.Slug}" : $"{hosted.Meeting.SessionPage()}/{console}";

        await visitor.GoAsync($"{page}?lang=fr");
        await Expect(visitor.Page.GetByText(word).First).ToBeVisibleAsync();
        (await EnglishOnAsync(visitor)).ShouldBeEmpty();
        await visitor.PhotographAsync($"language-{console}");

        // An address holds for its page; what a link of the page chooses, stays, and is changed back by another, whole.
        await visitor.GoAsync(page);
        await Expect(visitor.Page.Locator("html[lang=en] main h1")).ToBeVisibleAsync();
        await visitor.Link("Français").ClickAsync();
        await Expect(visitor.Page.GetByText(word).First).ToBeVisibleAsync();
        await visitor.GoAsync(page);
        await Expect(visitor.Page.GetByText(word).First).ToBeVisibleAsync();
        await visitor.Link("English").ClickAsync();
        await Expect(visitor.Page.Locator("html[lang=en] main h1")).ToBeVisibleAsync();
        await Expect(visitor.Page.GetByText(word)).ToHaveCountAsync(0);
        (await EnglishOnAsync(visitor)).ShouldNotBeEmpty();
    }

    private static async Task<IEnumerable<string>> EnglishOnAsync(Visitor visitor)
    {
        var said = await visitor.Page.EvaluateAsync<string[]>("""
            () => {
              const said = [];
              const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, node => node.parentElement.closest("script, style, [lang]:not(html)") ? 2 : 1);
              while (texts.nextNode()) {
                said.push(texts.currentNode.data.trim());
              }
              document.querySelectorAll("[aria-label], [placeholder], [title]").forEach(element => said.push(element.ariaLabel, element.placeholder, element.title));
              return said.filter(text => text);
            }
            """);
        return said.Where(English.Contains);
    }

    private static IEnumerable<string> Words(string file) => XDocument.Load(Path.Combine(Repository.Root, "client", "LiveSession.Client", "Resources", $"{file}.resx"))
        .Descendants("data").Select(data => data.Element("value")!.Value.Trim());
}
