using System.Text;
using System.Xml.Linq;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptAkomaNtosoTests
{
    private static readonly XNamespace Akn = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0";

    private static readonly TranscriptProvenance Origin = new(
        "https://live.example.org/m/wgec-5/2/transcript", new LogPosition(Guid.Parse("0199b1f0-0000-7000-8000-0000000000ee"), 412), new string('a', 64));

    [Fact]
    public async Task A_speech_stands_under_its_item_with_its_speaker_times_and_words()
    {
        var document = XDocument.Parse(Encoding.UTF8.GetString(await BytesAsync(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you."), Transcripts.Line(4, 9, "We agree.")) with { Item = Transcripts.Item, Affiliation = "Brazil" },
            Transcripts.By(null, Transcripts.Line(5, 12, "谢谢。", "zh-Hans"), Transcripts.Line(6, 13, "再见。", "zh-Hans")) with { Number = 2 }))), LoadOptions.PreserveWhitespace);

        document.Descendants(Akn + "heading").Single().Value.ShouldBe("Item 3 (b): Guiding questions");
        document.Descendants(Akn + "speech").Select(speech => $"{speech.Attribute("by")!.Value} {speech.Attribute("startTime")!.Value} {speech.Element(Akn + "from")!.Value}: {speech.Element(Akn + "p")!.Value}")
            .ShouldBe(
                [
                    "#person_1 2017-09-25T08:00:05.25Z Maria Silva (Brazil): Thank you. We agree.",
                    "#unknown 2017-09-25T08:00:12Z Speaker not identified: 谢谢。再见。",
                ]);
        document.Descendants(Akn + "FRBRlanguage").Select(one => one.Attribute("language")!.Value).ShouldBe(["eng", "zho"]);
        document.Descendants(Akn + "FRBRWork").Single().Element(Akn + "FRBRuri")!.Attribute("value")!.Value.ShouldBe("/akn/un/debate/record/2017-09-25/wgec-5-2");
        document.Descendants(Akn + "preface").Single().Elements().Select(line => line.Value).ShouldBe(
            [
                "Working Group on Enhanced Cooperation",
                "Session 2: Morning sitting",
                "Monday 25 September 2017, 10:00 to 12:30 (Europe/Zurich, UTC+02:00)",
                "Status: rough, complete",
                "Record: event 412 of log 0199b1f0-0000-7000-8000-0000000000ee",
                "This is an automatically produced rough transcript: captions written while the meeting went on. It may contain errors and is not an official record; what was said counts.",
            ]);
    }

    [Fact]
    public async Task It_is_valid_and_reads_back_the_same_whatever_the_words()
    {
        var schema = new AkomaNtosoSchema();
        foreach (var transcript in RandomTranscripts.Some(seed: 401))
        {
            await HoldsAsync(schema, transcript, "generated");
        }
    }

    [Fact]
    public async Task So_does_every_real_record()
    {
        var schema = new AkomaNtosoSchema();
        foreach (var (file, transcript) in RealTranscripts.All())
        {
            await HoldsAsync(schema, transcript, file);
        }
    }

    [Theory]
    [InlineData(" by=\"#person_1\"", "")]
    [InlineData(" by=\"#person_1\"", " by=\"#nobody\"")]
    [InlineData("<FRBRcountry value=\"un\" />", "")]
    [InlineData("startTime=\"", "startTime=\"noon ")]
    [InlineData("eId=\"l3\"", "eId=\"person_1\"")]
    public async Task The_schema_refuses_what_is_wrong(string right, string wrong)
    {
        var xml = Encoding.UTF8.GetString(await BytesAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x")))));
        xml.ShouldContain(right);

        new AkomaNtosoSchema().Faults(XDocument.Parse(xml.Replace(right, wrong, StringComparison.Ordinal))).ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("<speech", "<speach")]
    [InlineData(" by=\"#person_1\"", " by=\"#nobody\"")]
    [InlineData("ls:line=\"3\"", "ls:line=\"three\"")]
    [InlineData("startTime=\"", "startTime=\"noon ")]
    [InlineData("<ls:session ", "<ls:sitting ")]
    [InlineData("<akomaNtoso", "<!DOCTYPE a [<!ENTITY b \"b\">]><akomaNtoso")]
    [InlineData("http://docs.oasis-open.org/legaldocml/ns/akn/3.0", "urn:another")]
    public async Task What_is_no_transcript_is_refused_in_words(string right, string wrong)
    {
        var xml = Encoding.UTF8.GetString(await BytesAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x")))));
        xml.ShouldContain(right);
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(xml.Replace(right, wrong, StringComparison.Ordinal)));

        await Should.ThrowAsync<TranscriptFileException>(() => TranscriptAkomaNtosoReader.ReadAsync(file, TestContext.Current.CancellationToken));
    }

    private static async Task HoldsAsync(AkomaNtosoSchema schema, TranscriptView transcript, string what)
    {
        var bytes = await BytesAsync(transcript);
        schema.Faults(XDocument.Parse(Encoding.UTF8.GetString(bytes))).ShouldBeEmpty(what);
        using var file = new MemoryStream(bytes);
        var read = await TranscriptAkomaNtosoReader.ReadAsync(file, TestContext.Current.CancellationToken);
        RandomTranscripts.Content(read.Transcript).ShouldBe(RandomTranscripts.Content(RandomTranscripts.Printed(transcript)), what);
        read.Provenance.ShouldBe(Origin);
        Encoding.UTF8.GetString(await BytesAsync(read.Transcript)).ShouldBe(Encoding.UTF8.GetString(bytes), what);
    }

    private static async Task<byte[]> BytesAsync(TranscriptView transcript)
    {
        using var stream = new MemoryStream();
        await TranscriptAkomaNtoso.WriteAsync(transcript, Origin, stream, TestContext.Current.CancellationToken);
        return stream.ToArray();
    }
}
