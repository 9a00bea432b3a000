using System.IO.Compression;
using System.Xml.Linq;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptDocxTests
{
    private const string Thanks = "\u0634\u0643\u0631\u0627";
    private const string Amal = "\u0623\u0645\u0644";

    private static readonly XNamespace W = DocxFile.Word;

    private static readonly TranscriptProvenance Origin = new(
        "https://live.example.org/m/wgec-5/2/transcript", new LogPosition(Guid.Parse("0199b1f0-0000-7000-8000-0000000000ee"), 412), new string('a', 64));

    [Fact]
    public async Task It_has_headings_speakers_times_and_what_is_known_of_it()
    {
        var file = await FileAsync(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you."), Transcripts.Line(4, 9, "Merci.", "fr")) with { Item = Transcripts.Item, Affiliation = "Brazil" },
            Transcripts.By(null, Transcripts.Line(6, 3725, "We agree.")) with { Number = 2, Item = Transcripts.Item }) with
        {
            Silences = [new SilenceView(1, "Maria Silva", Transcripts.Opened.AddSeconds(60), TimeSpan.FromSeconds(125))],
        });

        file.Body().Descendants(W + "p").Select(paragraph => $"{DocxFile.ValueOf(paragraph, "pPr", "pStyle")}: {Visible(paragraph)}").ShouldBe(
            [
                "Meeting: Working Group on Enhanced Cooperation", "Heading1: Session 2: Morning sitting",
                "Fact: Date\tMonday 25 September 2017, 10:00 to 12:30 (Europe/Zurich, UTC+02:00)", "Fact: Languages\ten, fr", "Fact: Status\trough, complete",
                "Fact: Address\thttps://live.example.org/m/wgec-5/2/transcript", "Fact: Record\tevent 412 of log 0199b1f0-0000-7000-8000-0000000000ee",
                $"Fact: SHA-256\t{new string('a', 64)}", "Disclaimer: " + TranscriptNotice.Disclaimer, "Heading2: 3 (b). Guiding questions",
                "Intervention: Maria Silva (Brazil) 0:00:05", ": Thank you.", ": Merci.", "Gap: (No captions for 2 min 5 s while Maria Silva had the floor.)",
                "Intervention: Speaker not identified 1:02:05", ": We agree.",
            ]);
        StyledBy(file, "Speaker").ShouldBe(["Maria Silva", "Speaker not identified"]);
        StyledBy(file, "Time").ShouldBe(["0:00:05", "1:02:05"]);
        Levels(file).ShouldBe([("Heading1", "heading 1", "0"), ("Heading2", "heading 2", "1")]);
        file.PartOf("word/header1.xml").ShouldContain("Working Group on Enhanced Cooperation · Session 2: Morning sitting");
        file.PartOf("word/footer1.xml").ShouldContain("rough, complete · event 412 · ");
    }

    [Fact]
    public async Task It_says_of_itself_what_it_is()
    {
        var file = await FileAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x"))));

        file.Properties(one => new[] { one.Title, one.Subject, one.Description, one.Identifier, one.Language, one.ContentStatus, one.Version, one.Creator }).ShouldBe(
            [
                "Session 2: Morning sitting", "Working Group on Enhanced Cooperation", TranscriptNotice.Disclaimer, "https://live.example.org/m/wgec-5/2/transcript",
                "en", "rough, complete", "event 412 of log 0199b1f0-0000-7000-8000-0000000000ee", "LiveSession",
            ]);
        file.Properties(one => (one.Created?.ToUniversalTime(), one.Modified?.ToUniversalTime()))
            .ShouldBe((Transcripts.Opened.UtcDateTime, Transcripts.Opened.UtcDateTime.AddHours(2.5)));
    }

    [Fact]
    public async Task Each_run_has_its_language_and_direction_and_each_paragraph_the_direction_it_is_in()
    {
        var file = await FileAsync(Transcripts.Of(
            Transcripts.By(Amal, Transcripts.Line(3, 1, $"ICANN {Thanks} 2017 (WGEC).", "ar"), Transcripts.Line(4, 2, $"She said {Thanks}, twice."))));

        Runs(file, Amal).ShouldBe([$"Speaker rtl : {Amal}", " rtl :  ", "Time rtl : 0:00:01"]);
        Runs(file, "ICANN").ShouldBe(["  ar: ICANN", $" rtl ar:  {Thanks} 2017 (", "  ar: WGEC", " rtl ar: )."]);
        Runs(file, "She").ShouldBe(["  en: She said ", $" rtl en: {Thanks}", "  en: , twice."]);
        file.Body().Descendants(W + "bidi").Select(bidi => Visible(bidi.Ancestors(W + "p").Single())).ShouldBe([$"{Amal} 0:00:01", $"ICANN {Thanks} 2017 (WGEC)."]);
        file.Body().Descendants(W + "lang").SelectMany(lang => lang.Attributes().Select(one => one.Value)).ShouldBeSubsetOf(["ar", "en"]);
    }

    [Fact]
    public async Task A_correction_is_a_tracked_change_that_gives_both_texts()
    {
        var file = await FileAsync(Transcripts.Of(Transcripts.By(
            "A",
            Transcripts.Line(3, 1, "We met."),
            Transcripts.Line(4, 2, "The working group agrees to this.") with { Corrected = true, Former = ">> ANA: The walking grope agrees to this." },
            Transcripts.Line(5, 3, "Thank you.") with { Corrected = true, Former = "Thank you. Um." })));

        var paragraph = file.Body().Descendants(W + "p").Last();
        DocxFile.TextOf(paragraph).ShouldBe("We met. The working group agrees to this. Thank you.");
        DocxFile.TextOf(paragraph, corrected: false).ShouldBe("We met. The walking grope agrees to this. Thank you. Um.");
        paragraph.Elements().Where(one => one.Name != W + "r" && one.Name != W + "pPr").Select(one => $"{one.Name.LocalName} {one.Attribute(W + "author")!.Value}: {one.Value}")
            .ShouldBe(["del Correction of the record:  walking grope", "ins Correction of the record:  working group", "del Correction of the record:  Um."]);
    }

    [Fact]
    public async Task Former_words_of_a_line_cut_between_speakers_are_put_in_nobodys_mouth()
    {
        var said = Transcripts.Line(3, 1, "Yes.") with { Corrected = true, FormerLine = "Yess. No." };
        var file = await FileAsync(Transcripts.Of(
            Transcripts.By("A", said), Transcripts.By("B", said with { Text = "No.", FormerLine = null, Part = 2 }) with { Number = 2 },
            Transcripts.By("C", Transcripts.Line(4, 2, "Right.") with { Corrected = true, FormerLine = "Rite. >> D: Wrong." }) with { Number = 3 }));

        file.Body().Descendants(W + "delText").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_time_leads_to_its_place_in_the_transcript_unless_the_address_is_none_of_the_webs()
    {
        var transcript = Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x")));
        var (linked, unlinked) = (await FileAsync(transcript), await FileAsync(transcript, new TranscriptProvenance("javascript:alert(1)")));

        linked.Body().Descendants(W + "hyperlink").Single().Attribute(W + "anchor")!.Value.ShouldBe("i1");
        linked.PartOf("word/_rels/document.xml.rels").ShouldContain("Target=\"https://live.example.org/m/wgec-5/2/transcript\" TargetMode=\"External\"");
        unlinked.Body().Descendants(W + "hyperlink").ShouldBeEmpty();
        unlinked.PartOf("word/_rels/document.xml.rels").ShouldNotContain("External");
    }

    [Fact]
    public async Task It_is_valid_and_has_every_word_whatever_they_are()
    {
        foreach (var transcript in RandomTranscripts.Some(seed: 404))
        {
            await HoldsAsync(transcript, "generated");
        }
    }

    [Fact]
    public async Task So_does_every_real_record()
    {
        foreach (var (file, transcript) in RealTranscripts.All())
        {
            await HoldsAsync(transcript, file);
        }
    }

    [Theory]
    [InlineData("word/document.xml", "<w:body>", "<w:body><w:r/>")]
    [InlineData("word/document.xml", "w:id=\"2\" w:author", "w:author")]
    [InlineData("word/document.xml", "r:id=\"rIdAddress\"", "r:id=\"rIdNowhere\"")]
    [InlineData("word/document.xml", "<w:bidi />", "<w:bidi w:val=\"perhaps\" />")]
    [InlineData("word/document.xml", "<w:rtl />", "<w:rightToLeft />")]
    [InlineData("word/styles.xml", "<w:keepNext/><w:spacing", "<w:outlineLvl w:val=\"0\"/><w:keepNext/><w:spacing")]
    public async Task The_validator_refuses_what_is_wrong(string part, string right, string wrong)
    {
        var file = await FileAsync(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, Thanks, "ar") with { Former = Amal })));
        file.Faults().ShouldBeEmpty();

        file.With(part, xml => xml.Replace(right, wrong, StringComparison.Ordinal)).Faults().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_same_version_is_the_same_bytes_written_forwards_and_asynchronously_only()
    {
        var transcript = RandomTranscripts.Of(new Random(7));
        using var first = new ForwardStream();
        using var second = new ForwardStream();
        await TranscriptDocx.WriteAsync(transcript, Origin, first, TestContext.Current.CancellationToken);
        await TranscriptDocx.WriteAsync(transcript, Origin, second, TestContext.Current.CancellationToken);

        second.Written.ShouldBe(first.Written);
        new DocxFile(first.Written).Faults().ShouldBeEmpty();
        using var zip = new ZipArchive(new MemoryStream(first.Written));
        zip.Entries.Select(entry => entry.LastWriteTime.Year).Distinct().ShouldBe([1980]);
    }

    [Fact]
    public async Task One_that_was_cut_off_cannot_be_opened()
    {
        using var stop = new CancellationTokenSource();
        var pieces = 0;
        using var stream = new ForwardStream
        {
            Taking = () =>
            {
                if (++pieces == 5)
                {
                    stop.Cancel();
                }
            },
        };
        await Should.ThrowAsync<OperationCanceledException>(() => TranscriptDocx.WriteAsync(
            Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 1, "x"))), Origin, stream, stop.Token));

        stream.Written.ShouldNotBeEmpty();
        Should.Throw<InvalidDataException>(() => new ZipArchive(new MemoryStream(stream.Written)));
    }

    private static async Task HoldsAsync(TranscriptView transcript, string what)
    {
        var file = await FileAsync(transcript);
        file.Faults().ShouldBeEmpty(what);
        Letters(file.Body().Descendants(W + "p").Where(one => DocxFile.ValueOf(one, "pPr", "pStyle") is null).Select(one => DocxFile.TextOf(one)))
            .ShouldBe(Letters(transcript.Interventions.SelectMany(one => one.Lines).Select(line => RandomTranscripts.Printed(line.Text))), what);
        file.Body().Descendants().Select(one => one.Name.LocalName).Distinct().ShouldBeSubsetOf(
            [
                "document", "body", "sectPr", "headerReference", "footerReference", "pgSz", "pgMar", "p", "pPr", "pStyle", "bidi", "bookmarkStart", "bookmarkEnd", "hyperlink",
                "r", "rPr", "rStyle", "rtl", "lang", "t", "tab", "ins", "del", "delText",
            ],
            what);
    }

    private static string Letters(IEnumerable<string> texts) => string.Concat(texts).Replace(" ", "", StringComparison.Ordinal);

    private static string Visible(XElement paragraph) =>
        DocxFile.TextOf(paragraph).Replace("\u200E", "", StringComparison.Ordinal).Replace("\u200F", "", StringComparison.Ordinal);

    private static IEnumerable<string> StyledBy(DocxFile file, string style) =>
        file.Body().Descendants(W + "r").Where(run => DocxFile.ValueOf(run, "rPr", "rStyle") == style).Select(run => DocxFile.TextOf(run));

    private static IEnumerable<string> Runs(DocxFile file, string start) => file.Body().Descendants(W + "p").First(one => Visible(one).StartsWith(start, StringComparison.Ordinal))
        .Descendants(W + "r").Select(run =>
            $"{DocxFile.ValueOf(run, "rPr", "rStyle")} {run.Element(W + "rPr")?.Element(W + "rtl")?.Name.LocalName} {DocxFile.ValueOf(run, "rPr", "lang")}: {Visible(run)}");

    private static IEnumerable<(string?, string?, string?)> Levels(DocxFile file) => XDocument.Parse(file.PartOf("word/styles.xml")).Root!.Elements(W + "style")
        .Where(style => DocxFile.ValueOf(style, "pPr", "outlineLvl") is not null)
        .Select(style => (style.Attribute(W + "styleId")?.Value, DocxFile.ValueOf(style, "name"), DocxFile.ValueOf(style, "pPr", "outlineLvl")));

    private static async Task<DocxFile> FileAsync(TranscriptView transcript, TranscriptProvenance? provenance = null)
    {
        using var stream = new MemoryStream();
        await TranscriptDocx.WriteAsync(transcript, provenance ?? Origin, stream, TestContext.Current.CancellationToken);
        return new DocxFile(stream.ToArray());
    }
}
