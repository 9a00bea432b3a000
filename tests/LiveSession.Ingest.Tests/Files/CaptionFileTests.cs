using System.Text;
using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Tests.Files;

public sealed class CaptionFileTests
{
    [Fact]
    public void Text_is_read_in_the_encoding_it_says_or_has()
    {
        const string Text = ">> CHAIR: Point de l’ordre du jour";
        foreach (var encoding in new[] { new UTF8Encoding(false), new UTF8Encoding(true), Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var reading = Read([.. encoding.GetPreamble(), .. encoding.GetBytes(Text)]);

            reading.Lines.Single().ShouldBe(new LineStep(null, "CHAIR", "Point de l’ordre du jour"));
            reading.Problems.ShouldBeEmpty();
        }
    }

    [Fact]
    public void Windows_text_is_read_and_the_doubt_is_named_with_its_line()
    {
        var reading = Read(CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(">> A, and B.\n>> Délégué du Brésil – l’été"));

        reading.Lines.Last().Text.ShouldBe("Délégué du Brésil – l’été");
        reading.Problems.Single().Line.ShouldBe(2);
        reading.Problems.Single().Message.ShouldContain("Windows-1252");
    }

    [Theory]
    [InlineData("%PDF-1.7 words", "PDF")]
    [InlineData("PK\u0003\u0004 words", "Word document")]
    [InlineData("{\\rtf1 words}", "RTF")]
    [InlineData("words\0words", "not a text file")]
    [InlineData("", "empty")]
    [InlineData("  \n\n", "empty")]
    [InlineData("<?xml version=\"1.0\"?><tt/>", "not a caption file")]
    [InlineData("{\"captions\": []}", "not a caption file")]
    [InlineData("<html><body>", "not a caption file")]
    [InlineData("WEBVTT\n\nNOTE nothing", "No caption")]
    [InlineData("WEBVTT\n\nxx --> yy\nlost", "Line 3: The times cannot be read")]
    public void What_is_no_caption_file_is_refused_with_the_reason(string contents, string reason) =>
        Should.Throw<CaptionFileException>(() => Read(Encoding.UTF8.GetBytes(contents))).Message.ShouldContain(reason);

    [Fact]
    public void A_wrong_byte_order_mark_is_refused() =>
        Should.Throw<CaptionFileException>(() => Read([0xFF, 0xFE, 0x00, 0xD8, 0x41, 0x00])).Message.ShouldContain("UTF-16");

    [Fact]
    public void Random_bytes_never_cause_anything_but_a_reading_or_a_refusal()
    {
        var random = new Random(20170925);
        string[] pieces = ["WEBVTT\n\n", "00:01.000 --> 00:02.000\n", "-->", "<v ", ">", ">>", " NAME:", "### 名：\n", "[2023-02-07T17:00:00Z] <a> ", "q+ ", "ack ", "\n", "\r", "é", "\uD83D\uDE00", "\uFEFF", "&amp;", "<", "12\n", "\f"];
        for (var round = 0; round < 3000; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 40)).Select(_ => pieces[random.Next(pieces.Length)]));
            var bytes = random.Next(3) > 0 ? Encoding.UTF8.GetBytes(text) : [.. Encoding.UTF8.GetBytes(text), (byte)random.Next(256), (byte)random.Next(256)];
            try
            {
                Read(bytes).Lines.ShouldAllBe(line => line.Text.Length > 0 && line.Text.Length <= 2000 && line.Text == line.Text.Trim());
            }
            catch (CaptionFileException)
            {
                // A refusal is an answer.
            }
        }
    }

    [Fact]
    public void A_long_caption_is_cut_at_the_end_of_a_sentence()
    {
        var sentence = $"{new string('a', 700)} said \"so.\" ";

        var lines = CaptionFile.Read($">> CHAIR: {string.Concat(Enumerable.Repeat(sentence, 4))}").Lines.ToArray();

        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line.Speaker == "CHAIR" && line.Text.Length <= 2000 && line.Text.EndsWith("said \"so.\"", StringComparison.Ordinal));
    }

    [Fact]
    public void A_caption_without_sentences_or_spaces_is_cut_between_whole_characters()
    {
        var family = string.Concat(Enumerable.Repeat("👨‍👩‍👧‍👦", 400));

        var lines = CaptionFile.Read(family).Lines.Select(line => line.Text).ToArray();

        string.Concat(lines).ShouldBe(family);
        lines.ShouldAllBe(line => line.Length <= 2000 && line.Length % "👨‍👩‍👧‍👦".Length == 0);
    }

    [Fact]
    public void Long_Chinese_text_is_cut_after_a_full_stop()
    {
        var lines = CaptionFile.Read(string.Concat(Enumerable.Repeat(new string('會', 499) + "。", 5))).Lines.Select(line => line.Text.Length).ToArray();

        lines.ShouldBe([2000, 500]);
    }

    private static CaptionFileReading Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return CaptionFile.Read(stream);
    }
}
