using LiveSession.Ingest.Files;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptSubRipTests
{
    [Fact]
    public async Task Each_line_is_a_counted_cue_with_its_speaker_and_the_last_says_what_the_file_is() =>
        (await Write(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you, Chair."), Transcripts.Line(4, 9, "Good morning.")),
            Transcripts.By(null, Transcripts.Line(7, 3725, "Merci.", "fr"))))).ShouldBe("""
            1
            00:00:05,250 --> 00:00:09,000
            Maria Silva: Thank you, Chair.

            2
            00:00:09,000 --> 00:00:16,000
            Maria Silva: Good morning.

            3
            01:02:05,000 --> 01:02:12,000
            Merci.

            4
            01:02:12,000 --> 01:02:17,000
            Automatically produced rough captions; they may contain errors. Version: event 9. https://live.example.org/m/wgec-5/2


            """.ReplaceLineEndings("\r\n"));

    [Fact]
    public async Task Neither_tags_nor_commands_nor_times_within_the_words_reach_a_player()
    {
        var srt = await Write(Transcripts.Of(Transcripts.By("<b>A", Transcripts.Line(1, 1, "{\\an8}x <i>y</i> 00:00:01,000 --> 00:00:02,000"), Transcripts.Line(2, 2, Transcripts.Hostile))));

        srt.ShouldContain("‹b›A: { \\an8}x ‹i›y‹/i› 00:00:01,000 --› 00:00:02,000\r\n");
        srt.Split("\r\n").Count(line => line.Contains("-->", StringComparison.Ordinal)).ShouldBe(3);
        srt.ShouldNotContain("{\\");
    }

    [Fact]
    public async Task What_is_written_is_read_again_word_for_word()
    {
        var read = CaptionFile.Read(await Write(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you."), Transcripts.Line(4, 9, "Good morning.")),
            Transcripts.By("Ли Вэй", Transcripts.Line(7, 30, "Спасибо.", "ru")))));

        read.Format.ShouldBe(CaptionFileFormat.SubRip);
        read.Problems.ShouldBeEmpty();
        string.Join(' ', read.Lines.Select(line => line.Text)).ShouldContain("Thank you.");
        read.Lines.Select(line => line.At!.Value.TotalSeconds).Take(3).ShouldBe([5.25, 9, 30]);
    }

    private static async Task<string> Write(TranscriptView transcript)
    {
        await using var text = new StringWriter();
        await TranscriptSubRip.WriteAsync(
            transcript, new TranscriptProvenance("https://live.example.org/m/wgec-5/2", new LogPosition(Guid.Empty, 9)), text, TestContext.Current.CancellationToken);
        return text.ToString();
    }
}
