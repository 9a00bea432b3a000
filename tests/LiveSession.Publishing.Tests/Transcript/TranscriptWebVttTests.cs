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
            Meeting: Working Group on Enhanced Cooperation
            Session: 2
            Title: Morning sitting
            Opened: 2017-09-25T08:00:00Z
            Closed: 2017-09-25T10:30:00Z
            Time zone: Europe/Zurich
            Channel: floor
            Address: https://live.example.org/m/wgec-5/2
            Notice: This is an automatically produced rough transcript: captions written while the meeting went on. It may contain errors and is not an official record; what was said counts.

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

    [Fact]
    public async Task It_reads_back_the_same_whatever_the_words_and_is_written_again_byte_for_byte()
    {
        foreach (var transcript in RandomTranscripts.Some(seed: 431))
        {
            var vtt = await Write(transcript);
            var read = await Read(vtt);

            read.Transcript.Interventions.SelectMany(one => one.Lines).Select(line => $"{line.Number}-{line.Part} {line.Speaker}: {line.Language} {line.Text}").ShouldBe(
                RandomTranscripts.Printed(transcript).Interventions.SelectMany(one => one.Lines).OrderBy(line => line.Number)
                    .Select(line => $"{line.Number}-{line.Part} {line.Speaker}: {line.Language} {line.Text}"));
            (await Write(read.Transcript)).ShouldBe(vtt);
        }
    }

    [Fact]
    public async Task So_does_every_real_record()
    {
        foreach (var (file, transcript) in RealTranscripts.All())
        {
            var vtt = await Write(transcript);
            (await Write((await Read(vtt)).Transcript)).ShouldBe(vtt, file);
        }
    }

    [Theory]
    [InlineData("WEBVTT\n", "WEBVTT - other\n", "does not begin")]
    [InlineData("Opened: 2017", "Opened: soon 2017", "\"Opened\" cannot be")]
    [InlineData("Session: 2\n", "", "\"Session\"")]
    [InlineData("\n3\n", "\nthree\n", "Line 14")]
    [InlineData("00:00:05.250 -->", "00:00:65.250 -->", "Line 15")]
    [InlineData("<lang en>x", "<lang en>x <b>y</b>", "Line 16")]
    [InlineData("</v>\n", "</v>\n\n4\n", "Line 17")]
    [InlineData("</v>\n", "</v>\n\n\n4\n00:00:09.000 --> 00:00:10.000\n<lang en>y</lang>\n", "Line 18")]
    public async Task What_is_no_transcript_is_refused_with_the_place(string right, string wrong, string told)
    {
        var vtt = await Write(Transcripts.Of(Transcripts.By("A", Transcripts.Line(3, 5.25, "x"))));
        vtt.ShouldContain(right);

        (await Should.ThrowAsync<TranscriptFileException>(() => Read(vtt.Replace(right, wrong, StringComparison.Ordinal)))).Message.ShouldContain(told);
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

    private static async Task<PublishedTranscript> Read(string vtt)
    {
        using var file = new StringReader(vtt);
        return await TranscriptWebVttReader.ReadAsync(file, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Write(TranscriptView transcript)
    {
        await using var writer = new StringWriter(CultureInfo.InvariantCulture);
        await TranscriptWebVtt.WriteAsync(transcript, new TranscriptProvenance("https://live.example.org/m/wgec-5/2"), writer, TestContext.Current.CancellationToken);
        return writer.ToString();
    }
}
