using System.Text;
using System.Xml.Linq;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptTeiTests
{
    private static readonly XNamespace Tei = "http://www.tei-c.org/ns/1.0";

    private static readonly TranscriptProvenance Origin = new(
        "https://live.example.org/m/wgec-5/2/transcript", new LogPosition(Guid.Parse("0199b1f0-0000-7000-8000-0000000000ee"), 412), new string('a', 64));

    [Fact]
    public async Task An_utterance_stands_under_its_item_with_its_speaker_and_paragraphs()
    {
        var document = XDocument.Parse(await TextAsync(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you."), Transcripts.Line(4, 60, "We agree."), Transcripts.Line(5, 61, "Merci.", "fr")) with
            {
                Item = Transcripts.Item,
                Affiliation = "Brazil",
            },
            Transcripts.By(null, Transcripts.Line(6, 72, "谢谢。", "zh-Hans")) with { Number = 2, Item = Transcripts.Item })));

        var body = document.Descendants(Tei + "body").Single();
        body.Descendants(Tei + "head").Single().Value.ShouldBe("Item 3 (b): Guiding questions");
        body.Descendants(Tei + "u").Select(u => $"{u.Attribute("who")?.Value ?? "nobody"}: {string.Join(" | ", u.Elements().Select(seg => $"{seg.Attribute(XNamespace.Xml + "lang")!.Value} {seg.Value}"))}")
            .ShouldBe(["#person_1: en Thank you. | en We agree. | fr Merci.", "nobody: zh-Hans 谢谢。"]);
        body.Descendants(Tei + "note").Select(note => note.Value).ShouldBe(
            [
                "Monday 25 September 2017, 10:00 to 12:30 (Europe/Zurich, UTC+02:00)", "0:00:05", "Maria Silva (Brazil)", "0:01:12", "Speaker not identified",
            ]);
        document.Descendants(Tei + "edition").Single().Value.ShouldBe("event 412 of log 0199b1f0-0000-7000-8000-0000000000ee");
        document.Descendants(Tei + "availability").Single().Value.ShouldStartWith("This is an automatically produced rough transcript");
        document.Descendants(Tei + "measure").Select(measure => measure.Value).ShouldBe(["2 speeches", "6 words"]);
    }

    [Fact]
    public async Task It_is_valid_and_has_every_word_whatever_they_are()
    {
        var schema = new TeiSchema();
        foreach (var transcript in RandomTranscripts.Some(seed: 402))
        {
            await HoldsAsync(schema, transcript, "generated");
        }
    }

    [Fact]
    public async Task So_does_every_real_record()
    {
        var schema = new TeiSchema();
        foreach (var (file, transcript) in RealTranscripts.All())
        {
            await HoldsAsync(schema, transcript, file);
        }
    }

    [Theory]
    [InlineData("who=\"#person_1\"", "who=\"#nobody\"")]
    [InlineData("<seg ", "<segment ")]
    [InlineData("xml:id=\"u1.1\"", "xml:id=\"u1\"")]
    [InlineData("<titleStmt>", "<titleStmt><u/>")]
    public async Task The_schema_refuses_what_is_wrong(string right, string wrong)
    {
        var xml = await TextAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x"))));
        xml.ShouldContain(right);
        xml = xml.Replace(right, wrong, StringComparison.Ordinal);

        new TeiSchema().Faults(XDocument.Parse(wrong == "<segment " ? xml.Replace("</seg>", "</segment>", StringComparison.Ordinal) : xml)).ShouldNotBeEmpty();
    }

    private static async Task HoldsAsync(TeiSchema schema, TranscriptView transcript, string what)
    {
        var document = XDocument.Parse(await TextAsync(transcript));
        schema.Faults(document).ShouldBeEmpty(what);
        Letters(document.Descendants(Tei + "seg").Select(seg => seg.Value))
            .ShouldBe(Letters(transcript.Interventions.SelectMany(one => one.Lines).Select(line => RandomTranscripts.Printed(line.Text))), what);
    }

    private static string Letters(IEnumerable<string> texts) => string.Concat(texts).Replace(" ", "", StringComparison.Ordinal);

    private static async Task<string> TextAsync(TranscriptView transcript)
    {
        using var stream = new MemoryStream();
        await TranscriptTei.WriteAsync(transcript, Origin, stream, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
