using System.Globalization;
using System.Text.RegularExpressions;
using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TranscriptWebVttTests
{
    [Fact]
    public async Task Each_line_is_a_cue_with_its_number_voice_and_language()
    {
        var vtt = await Write(Transcripts.Of(
            Transcripts.By("Maria Silva", Transcripts.Line(3, 5.25, "Thank you, Chair."), Transcripts.Line(4, 9, "Good morning.")),
            Transcripts.By(null, Transcripts.Line(7, 3725, "Merci.", "fr"))));

        vtt.ShouldBe("""
            WEBVTT

            NOTE
            Working Group on Enhanced Cooperation, session 2: Morning sitting
            Automatically produced rough captions; they may contain errors. https://live.example.org/m/wgec-5/2

            3
            00:00:05.250 --> 00:00:09.000
            <v Maria Silva><lang en>Thank you, Chair.</lang></v>

            4
            00:00:09.000 --> 00:00:16.000
            <v Maria Silva><lang en>Good morning.</lang></v>

            7
            01:02:05.000 --> 01:02:12.000
            <lang fr>Merci.</lang>

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task A_cue_lasts_until_the_next_of_its_track_but_one_second_at_least_and_seven_at_most()
    {
        var cues = StrictWebVtt.Read(await Write(Transcripts.Of(Transcripts.By("A",
            Transcripts.Line(1, 0, "a"), Transcripts.Line(2, 0.2, "b"), Transcripts.Line(3, 3, "c", "fr", "fr"), Transcripts.Line(4, 4, "d"), Transcripts.Line(5, 100, "e")))));

        cues.Select(cue => (cue.Id, cue.Start.TotalSeconds, cue.End.TotalSeconds)).ShouldBe([
            ("1", 0, 1), ("2", 0.2, 4), ("3", 3, 10), ("4", 4, 11), ("5", 100, 107)]);
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_send_the_player_back()
    {
        var cues = StrictWebVtt.Read(await Write(Transcripts.Of(Transcripts.By("A",
            Transcripts.Line(1, 100, "a"), Transcripts.Line(2, -3500, "b"), Transcripts.Line(3, 101, "c")))));

        cues.Select(cue => (cue.Start.TotalSeconds, cue.End.TotalSeconds)).ShouldBe([(100, 101), (100, 101), (101, 108)]);
    }

    [Fact]
    public async Task The_marked_speaker_of_a_line_is_its_voice() =>
        StrictWebVtt.Read(await Write(Transcripts.Of(Transcripts.By("A", Transcripts.Line(1, 1, "x", speaker: "B"))))).Single().Text.ShouldBe("<v B><lang en>x</lang></v>");

    [Fact]
    public async Task Hostile_text_stays_inside_its_cue()
    {
        var transcript = Transcripts.Of(
            Transcripts.By(Transcripts.Hostile, Transcripts.Line(1, 1, Transcripts.Hostile), Transcripts.Line(2, 2, "\n\n \0"), Transcripts.Line(3, 3, "00:00:01.000 --> 00:00:02.000")));

        var vtt = await Write(transcript with { Session = transcript.Session with { Title = Transcripts.Hostile, MeetingTitle = "x -----> \n\nWEBVTT" } });

        var cues = StrictWebVtt.Read(vtt);
        cues.Select(cue => cue.Id).ShouldBe(["1", "3"]);
        cues[0].Text.ShouldContain("&lt;v Chair&gt;--&gt; [0:00:00] CHAIR [en]: &amp; &amp;amp; ");
        cues[1].Text.ShouldEndWith("<lang en>00:00:01.000 --&gt; 00:00:02.000</lang></v>");
    }

    [Fact]
    public async Task Random_text_always_makes_a_strict_file()
    {
        var random = new Random(20170925);
        string[] pieces = ["-->", "<", ">", "&", "</v>", "</lang>", "\n", "\r\n", "\n\n", "NOTE", "a", "é", "大", "\u202E", "\0", "\uD83D", "\uDE00", " ", "00:00:01.000"];
        for (var round = 0; round < 300; round++)
        {
            var lines = Enumerable.Range(1, 5).Select(n => Transcripts.Line(n, (random.NextDouble() * 20) - 5, Text())).ToArray();
            var said = Transcripts.Of(Transcripts.By(Text(), lines));
            StrictWebVtt.Read(await Write(said with { Session = said.Session with { Title = Text() } })).Count
                .ShouldBe(lines.Count(line => Regex.IsMatch(line.Text.Replace("\u202E", "", StringComparison.Ordinal), @"[^\s\0]")));
        }

        string Text() => string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    [Theory]
    [InlineData("WEBVTT\n\n1\n00:00:01.000 --> 00:00:01.000\nx\n")]
    [InlineData("WEBVTT\n\n1\n00:00:02.000 --> 00:00:03.000\nx\n\n2\n00:00:01.000 --> 00:00:03.000\nx\n")]
    [InlineData("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\na & b\n")]
    [InlineData("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\n<v A>x</lang>\n")]
    [InlineData("WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nx\n")]
    [InlineData("WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nx --> y\n")]
    [InlineData("WEBVTT\n\nNOTE --> x\n")]
    public void The_strict_reader_of_these_tests_refuses_what_is_wrong(string vtt) =>
        Should.Throw<FormatException>(() => StrictWebVtt.Read(vtt));

    private static async Task<string> Write(TranscriptView transcript)
    {
        await using var writer = new StringWriter(CultureInfo.InvariantCulture);
        await TranscriptWebVtt.WriteAsync(transcript, new TranscriptProvenance("https://live.example.org/m/wgec-5/2"), writer, TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
