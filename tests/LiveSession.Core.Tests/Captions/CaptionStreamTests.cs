using System.Text;
using CsCheck;
using LiveSession.Core.Captions;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionStreamTests
{
    [Fact]
    public void Lines_follow_each_other_and_a_speaker_is_named_once()
    {
        var stream = CaptionStream.Empty.Append(2, "en", "Good morning.", null).Append(3, "en", "Thank you, Chair.", "Rosa Quispe").Append(4, "en", "We agree.", "Rosa Quispe");

        Whole(stream).ShouldBe("Good morning.\n>> Rosa Quispe: Thank you, Chair.\nWe agree.\n");
    }

    [Fact]
    public void A_correction_takes_back_only_what_differs()
    {
        var stream = CaptionStream.Empty.Append(2, "en", "We suport it.", null).Correct(2, "We support it.");

        Whole(stream).ShouldBe("We suport it.\n" + new string('\b', 8) + "port it.\n");
    }

    [Fact]
    public void A_correction_of_an_earlier_line_writes_the_later_ones_again() =>
        Read(Whole(CaptionStream.Empty.Append(2, "en", "On", null).Append(3, "en", "Two", "Ana").Correct(2, "One"))).ShouldBe("One\n>> Ana: Two\n");

    [Fact]
    public void A_letter_outside_the_basic_plane_is_taken_back_with_one_backspace() =>
        Whole(CaptionStream.Empty.Append(2, "en", "𝄞", null).Correct(2, "x")).ShouldBe("𝄞\n\b\bx\n");

    [Fact]
    public void A_line_too_far_back_stands_as_it_was()
    {
        var stream = CaptionStream.Empty.Append(2, "en", "Old", null).Append(3, "en", new string('x', CaptionStream.Reach), null);

        stream.Correct(2, "New").ShouldBe(stream);
    }

    [Fact]
    public void A_position_stays_what_it_was_while_the_stream_grows()
    {
        var before = CaptionStream.Empty.Append(2, "en", "One", null);

        var after = before.Append(3, "en", "Two", null).Correct(3, "Too");

        after.Read(0, (int)before.End).ShouldBe((Whole(before), before.End, "en"));
        after.Read(before.End, 4).ShouldBe(("Two\n", before.End + 4, "en"));
    }

    [Fact]
    public void A_word_is_not_cut_in_two() =>
        CaptionStream.Empty.Append(2, "en", "The meeting is called to order.", null).Read(0, 14).ShouldBe(("The meeting ", 12, "en"));

    [Theory]
    [InlineData(-5, "One\n", 4)]
    [InlineData(4, "", 4)]
    [InlineData(900, "", 4)]
    public void A_position_that_is_none_is_brought_to_one(long from, string text, long next) =>
        CaptionStream.Empty.Append(2, "en", "One", null).Read(from, 100).ShouldBe((text, next, "en"));

    [Theory]
    [InlineData(0, 6, "fr")]
    [InlineData(0, 100, "ar")]
    [InlineData(7, 7, "en")]
    [InlineData(18, 100, "ar")]
    [InlineData(900, 100, "ar")]
    public void The_language_is_that_of_the_text_that_is_read(long from, int most, string language) =>
        CaptionStream.Empty.Append(1, "fr", "Merci.", null).Append(2, "en", "Thank you.", null).Append(3, "ar", "شكرا", null)
            .Read(from, most).Language.ShouldBe(language);

    [Fact]
    public void What_a_reader_puts_together_is_what_the_lines_say_however_it_was_corrected_and_cut() =>
        Gen.Select(Words.Array[1, 8], Gen.Select(Gen.Int[0, 7], Words).Array[0, 6], Gen.Int[1, 40]).Sample(
            (lines, corrections, length) =>
            {
                var (stream, said) = (CaptionStream.Empty, lines.ToArray());
                for (var index = 0; index < lines.Length; index++)
                {
                    stream = stream.Append(index + 1, "en", lines[index], index % 3 == 0 ? "Ana" : "Bo");
                }

                foreach (var (index, text) in corrections.Where(one => one.Item1 < lines.Length))
                {
                    stream = stream.Correct(index + 1, text);
                    said[index] = text;
                }

                var read = new StringBuilder();
                for (var position = 0L; position < stream.End;)
                {
                    var (text, next, _) = stream.Read(position, length);
                    next.ShouldBeGreaterThan(position);
                    (read, position) = (read.Append(text), next);
                }

                Read(read.ToString()).ShouldBe(string.Concat(said.Select((line, index) =>
                    (index == 0 || (index % 3 == 0) != ((index - 1) % 3 == 0) ? $">> {(index % 3 == 0 ? "Ana" : "Bo")}: " : "") + line + "\n")));
            },
            iter: Iterations.Of(2_000));

    private static Gen<string> Words => Gen.Int[0, 5].Select(index => new[] { "a", "é", "𝄞", " ", "شكرا", "word" }[index]).Array[0, 12].Select(string.Concat);

    private static string Whole(CaptionStream stream) => stream.Read(0, int.MaxValue).Text;

    // As readers do it: a backspace takes the last code point.
    private static string Read(string stream)
    {
        var runes = new List<Rune>();
        foreach (var rune in stream.EnumerateRunes())
        {
            if (rune.Value == '\b')
            {
                runes.RemoveAt(runes.Count - 1);
            }
            else
            {
                runes.Add(rune);
            }
        }

        return string.Concat(runes);
    }
}
