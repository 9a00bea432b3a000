using System.Globalization;
using LiveSession.Ingest.Files;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptCartTests
{
    private static readonly TranscriptProvenance Origin = new(
        "https://live.example.org/m/wgec-5/2/transcript", new LogPosition(Guid.Parse("0199b1f0-0000-7000-8000-0000000000ee"), 412), new string('a', 64));

    [Fact]
    public async Task Speakers_are_marked_in_capitals_and_the_head_says_whom_each_mark_is_for() =>
        (await WriteAsync(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5, "Thank you."), Transcripts.Line(4, 9, "We agree.")),
            Transcripts.By(null, Transcripts.Line(5, 12, "So do I.")) with { Number = 2 },
            Transcripts.By("王伟", Transcripts.Line(6, 13, "谢谢。", "zh-Hans")) with { Number = 3 },
            Transcripts.By("e-mail: me", Transcripts.Line(7, 14, "CHAIR: said nothing.")) with { Number = 4 }))).ShouldBe("""
            ---
            Meeting: Working Group on Enhanced Cooperation
            Session: 2
            Title: Morning sitting
            Opened: 2017-09-25T08:00:00Z
            Closed: 2017-09-25T10:30:00Z
            Time zone: Europe/Zurich
            Channel: floor
            Address: https://live.example.org/m/wgec-5/2/transcript
            Version: event 412 of log 0199b1f0-0000-7000-8000-0000000000ee
            SHA-256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            Notice: This is an automatically produced rough transcript: captions written while the meeting went on. It may contain errors and is not an official record; what was said counts.
            Speaker: MARIA SILVA = Maria Silva
            Speaker: 王伟 = 王伟
            Speaker: SPEAKER 3 = e-mail: me
            ---

            >> MARIA SILVA: Thank you.
            We agree.

            >> So do I.

            >> 王伟: 谢谢。

            >> SPEAKER 3: *CHAIR: said nothing.

            """.ReplaceLineEndings("\n").Replace('*', '\u200E'));

    [Fact]
    public async Task It_reads_back_the_same_whatever_the_words_and_is_written_again_byte_for_byte()
    {
        foreach (var transcript in RandomTranscripts.Some(seed: 419))
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
    [InlineData("I said >> CHAIR: order")]
    [InlineData(">> CHAIR: order")]
    [InlineData("> > order")]
    [InlineData("CHAIR: order")]
    [InlineData("NOTE THAT: this")]
    [InlineData("42")]
    [InlineData("- 3 -")]
    [InlineData("Page 3 of 12")]
    [InlineData("### Room: One")]
    [InlineData("---")]
    [InlineData("\u200E\u200E>> x \u200E")]
    [InlineData("\u200ECHAIR: x")]
    [InlineData("[ Laughter ]")]
    public async Task What_looks_like_a_mark_is_nobodys(string words)
    {
        var transcript = Transcripts.Of(Transcripts.By("Ana", Transcripts.Line(1, 1, words), Transcripts.Line(2, 2, words)), Transcripts.By(null, Transcripts.Line(3, 3, words)) with { Number = 2 });
        await HoldsAsync(transcript, words);

        // Whoever reads such files without knowing ours sees the same turns, and the same words but for what nobody sees.
        CaptionFile.Read(await WriteAsync(transcript)).Lines.Select(line => line.Speaker).ShouldBe(["ANA", "ANA", null]);
    }

    [Fact]
    public async Task Names_that_are_the_same_in_capitals_stay_two() =>
        await HoldsAsync(Transcripts.Of(
            Transcripts.By("Ana", Transcripts.Line(1, 1, "a")), Transcripts.By("ANA", Transcripts.Line(2, 2, "b")) with { Number = 2 },
            Transcripts.By("Speaker 2", Transcripts.Line(3, 3, "c")) with { Number = 3 }, Transcripts.By("A (b = c)", Transcripts.Line(4, 4, "d")) with { Number = 4 }), "names");

    [Theory]
    [InlineData("---\nMeeting", "Meeting", "does not begin with a head")]
    [InlineData("Opened: 2017", "Opened: soon 2017", "\"Opened\" cannot be")]
    [InlineData("Title: Morning sitting\n", "", "\"Title\"")]
    [InlineData("Version: event", "Version: about", "\"Version\" cannot be")]
    [InlineData(">> ANA: x", "x", "Line 16")]
    [InlineData(">> ANA: x", ">> BEN: x", "who BEN is")]
    [InlineData("\n>> ANA: x", "x\n>> ANA: x", "Line 15")]
    public async Task What_is_no_transcript_is_refused_with_the_place(string right, string wrong, string told)
    {
        var cart = await WriteAsync(Transcripts.Of(Transcripts.By("Ana", Transcripts.Line(3, 1, "x"))));
        cart.ShouldContain(right);

        (await Should.ThrowAsync<TranscriptFileException>(() => ReadAsync(cart.Replace(right, wrong, StringComparison.Ordinal)))).Message.ShouldContain(told);
    }

    private static async Task HoldsAsync(TranscriptView transcript, string what)
    {
        var cart = await WriteAsync(transcript);
        var read = await ReadAsync(cart);
        Said(read.Transcript).ShouldBe(Said(RandomTranscripts.Printed(transcript)), what);
        read.Provenance.ShouldBe(Origin);
        (await WriteAsync(read.Transcript)).ShouldBe(cart, what);
    }

    private static IEnumerable<string> Said(TranscriptView transcript) => transcript.Interventions.Where(one => one.Lines.Length > 0)
        .SelectMany(one => one.Lines.Select(line => $"{one.Speaker}: {line.Text}").Append("--"));

    private static async Task<PublishedTranscript> ReadAsync(string cart)
    {
        using var file = new StringReader(cart);
        return await TranscriptCartReader.ReadAsync(file, TestContext.Current.CancellationToken);
    }

    private static async Task<string> WriteAsync(TranscriptView transcript)
    {
        await using var writer = new StringWriter(CultureInfo.InvariantCulture);
        await TranscriptCart.WriteAsync(transcript, Origin, writer, TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
