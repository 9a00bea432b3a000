using System.Text.RegularExpressions;
using System.Xml.Linq;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptImscTests
{
    private static readonly XNamespace Tt = "http://www.w3.org/ns/ttml";
    private static readonly XNamespace Metadata = "http://www.w3.org/ns/ttml#metadata";

    [Fact]
    public async Task Each_line_is_a_paragraph_with_its_times_language_direction_and_agent()
    {
        var document = await Document(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you.")),
            Transcripts.By("Amal", Transcripts.Line(4, 9, "\u0634\u0643\u0631\u0627", "ar")),
            Transcripts.By(null, Transcripts.Line(7, 3725, "Merci.", "fr"))));

        document.Descendants(Tt + "p").Select(p => string.Join(' ', p.Attributes().Select(one => one.Value)) + " " + p.Value).ShouldBe(
            [
                "l3 00:00:05.250 00:00:09.000 r ltr en a1 Thank you.",
                "l4 00:00:09.000 00:00:16.000 r rtl ar a2 \u0634\u0643\u0631\u0627",
                "l7 01:02:05.000 01:02:12.000 r ltr fr Merci.",
            ]);
        document.Descendants(Metadata + "agent").Select(agent => agent.Value).ShouldBe(["Maria Silva", "Amal"]);
        document.Descendants(Metadata + "desc").Single().Value
            .ShouldBe("Automatically produced rough captions; they may contain errors. https://live.example.org/m/wgec-5/2");
    }

    [Fact]
    public async Task It_is_valid_whatever_the_words()
    {
        var schema = new TtmlSchema();
        var random = new Random(2017);
        for (var n = 0; n < (Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 2_000 : 100); n++)
        {
            var lines = Enumerable.Range(1, random.Next(6)).Select(number => Transcripts.Line(number, random.NextDouble() * 9_000, Anything(random), speaker: Anything(random)));
            var document = await Document(Transcripts.Of(Transcripts.By(Anything(random), [.. lines])));

            schema.Faults(document).ShouldBeEmpty();
            document.Descendants(Tt + "p").Attributes().Where(one => one.Name.LocalName is "begin" or "end")
                .ShouldAllBe(one => Regex.IsMatch(one.Value, @"^\d{2,}:[0-5]\d:[0-5]\d\.\d{3}$"));
        }
    }

    [Fact]
    public async Task The_schema_refuses_what_is_wrong()
    {
        var document = await Document(Transcripts.Of(Transcripts.By("A", Transcripts.Line(1, 1, "x"))));
        document.Descendants(Tt + "div").Single().Add(new XElement(Tt + "paragraph"));

        new TtmlSchema().Faults(document).ShouldNotBeEmpty();
    }

    private static string Anything(Random random) => string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) switch
    {
        0 => Transcripts.Hostile,
        1 => ((char)random.Next(1, 0xFFFF)).ToString(),
        2 => "]]>&<p>",
        3 => "\u0627\u0644",
        _ => "word ",
    }));

    private static async Task<XDocument> Document(TranscriptView transcript)
    {
        await using var text = new StringWriter();
        await TranscriptImsc.WriteAsync(transcript, new TranscriptProvenance("https://live.example.org/m/wgec-5/2"), text, TestContext.Current.CancellationToken);
        return XDocument.Parse(text.ToString());
    }
}
