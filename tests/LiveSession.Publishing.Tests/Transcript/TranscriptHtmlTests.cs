using System.Xml;
using System.Xml.Linq;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptHtmlTests
{
    private static readonly TranscriptProvenance Origin = new(
        "https://live.example.org/m/wgec-5/2/transcript", new LogPosition(Guid.Parse("0199b1f0-0000-7000-8000-0000000000ee"), 412), new string('a', 64));

    [Fact]
    public async Task Each_intervention_is_an_article_under_its_item_with_speaker_time_and_language()
    {
        var page = await PageAsync(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you."), Transcripts.Line(4, 9, "Merci.", "fr")) with { Item = Transcripts.Item, Affiliation = "Brazil" },
            Transcripts.By(null, Transcripts.Line(6, 3725, "\u0634\u0643\u0631\u0627", "ar")) with { Number = 2, Item = Transcripts.Item }));

        page.Descendants("h2").Select(heading => heading.Value).ShouldBe(["3 (b). Guiding questions"]);
        page.Descendants("article").Select(article => $"{article.Attribute("id")!.Value} {article.Element("h3")!.Value}")
            .ShouldBe(["i1 Maria Silva (Brazil) 0:00:05", "i2 Speaker not identified 1:02:05"]);
        page.Descendants("article").Elements("p").Select(p => string.Join(' ', p.Attributes().Select(one => one.Value).Append(p.Value)))
            .ShouldBe(["en auto l3 Thank you.", "fr auto l4 Merci.", "ar auto l6 \u0634\u0643\u0631\u0627"]);
        page.Descendants("a").First().Attribute("href")!.Value.ShouldBe("https://live.example.org/m/wgec-5/2/transcript#i1");
        page.Descendants("dd").Select(fact => fact.Value).ShouldBe(
            [
                "Monday 25 September 2017, 10:00 to 12:30 (Europe/Zurich, UTC+02:00)", "en, fr, ar", "rough, complete",
                "https://live.example.org/m/wgec-5/2/transcript", "event 412 of log 0199b1f0-0000-7000-8000-0000000000ee", new string('a', 64),
            ]);
        page.Descendants("em").Single().Value.ShouldStartWith("This is an automatically produced rough transcript");
    }

    [Fact]
    public async Task Nothing_in_it_runs_or_is_fetched_and_every_word_is_there_whatever_they_are()
    {
        foreach (var transcript in RandomTranscripts.Some(seed: 403))
        {
            await HoldsAsync(transcript, "generated");
        }
    }

    [Fact]
    public async Task So_it_is_with_every_real_record()
    {
        foreach (var (file, transcript) in RealTranscripts.All())
        {
            await HoldsAsync(transcript, file);
        }
    }

    [Fact]
    public async Task An_address_that_is_none_of_the_webs_is_not_linked_to() =>
        (await PageAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x"))), new TranscriptProvenance("javascript:alert(1)")))
            .Descendants("a").Single().Attribute("href")!.Value.ShouldBe("#i1");

    private static async Task HoldsAsync(TranscriptView transcript, string what)
    {
        var page = await PageAsync(transcript);
        page.Descendants().Select(one => one.Name.LocalName).Distinct().ShouldBeSubsetOf(
            ["html", "head", "meta", "title", "style", "body", "main", "p", "bdi", "h1", "h2", "h3", "dl", "dt", "dd", "em", "article", "small", "a", "time", "aside"], what);
        page.Descendants().Attributes().Select(one => one.Name.LocalName).Distinct().ShouldBeSubsetOf(
            ["lang", "charset", "name", "content", "http-equiv", "id", "dir", "href", "datetime"], what);
        Letters(page.Descendants("article").Elements("p").Select(p => p.Value))
            .ShouldBe(Letters(transcript.Interventions.SelectMany(one => one.Lines).Select(line => RandomTranscripts.Printed(line.Text))), what);
    }

    private static string Letters(IEnumerable<string> texts) => string.Concat(texts).Replace(" ", "", StringComparison.Ordinal);

    // The page is written so that a reader of XML takes it, too.
    private static async Task<XDocument> PageAsync(TranscriptView transcript, TranscriptProvenance? provenance = null)
    {
        await using var text = new StringWriter();
        await TranscriptHtml.WriteAsync(transcript, provenance ?? Origin, text, TestContext.Current.CancellationToken);
        text.ToString().ShouldStartWith("<!DOCTYPE html>\n");
        using var xml = XmlReader.Create(new StringReader(text.ToString()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Ignore });
        return XDocument.Load(xml, LoadOptions.PreserveWhitespace);
    }
}
