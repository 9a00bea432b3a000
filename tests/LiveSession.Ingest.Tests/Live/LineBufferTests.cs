using System.Text;
using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

public sealed class LineBufferTests
{
    private static SourceEdit.Insert Text(string text) => new SourceEdit.Insert(text);

    private static SourceEdit.Erase Erase(int count) => new SourceEdit.Erase(count);

    private static SourceEdit NewLine { get; } = new SourceEdit.NewLine();

    private static Page Empty(LineCut? cut = null) => new(new LineBuffer("en", cut));

    [Fact]
    public void A_line_is_finished_by_a_line_break_and_empty_lines_are_none()
    {
        var page = Empty().Write(Text("one"), NewLine, NewLine, Text(" two "), NewLine, Text("thr"));

        page.Lines.ShouldBe(["one", "two"]);
        page.Draft.ShouldBe("thr");
    }

    [Fact]
    public void Erasing_into_a_finished_line_corrects_it()
    {
        var page = Empty().Write(Text("the flor"), NewLine).Write(Erase(2), Text("or"));

        page.Lines.ShouldBe(["the floor"]);
        page.Draft.ShouldBe("");
        page.Write(NewLine, Text("next"), NewLine).Lines.ShouldBe(["the floor", "next"]);
    }

    [Fact]
    public void Every_line_break_counts_as_one_character()
    {
        var page = Empty().Write(Text("a"), NewLine, NewLine, Erase(1), Text("b"), NewLine);

        page.Lines.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Lines_erased_on_the_way_back_are_withdrawn_at_once_and_what_comes_is_lines_of_its_own()
    {
        var page = Empty().Write(Text("one"), NewLine, Text("two"), NewLine, Text("three"));

        page.Write(Erase("one\ntwo\nthree".Length));
        page.Said.ShouldBeEmpty();
        page.Write(Text("1"), NewLine, Text("2"), NewLine, Text("3"), NewLine).Said.ShouldBe(["1", "2", "3"]);
        page.Lines.ShouldBe(["", "", "1", "2", "3"]);
    }

    // A line of nothing but spaces was cut for ever.
    [Theory]
    [InlineData(200)]
    [InlineData(201)]
    [InlineData(401)]
    [InlineData(65_536)]
    public void Spaces_are_no_line_however_many_and_in_whatever_pieces(int count)
    {
        foreach (var cut in new[] { LineCut.AtSentences, LineCut.LongLines, new LineCut(10, Sentences: false) })
        {
            Empty(cut).Write(Text(new string(' ', count) + "word"), NewLine).Lines.ShouldBe(["word"]);
            Empty(cut).Write([.. Enumerable.Repeat(Text(" "), count), Text("word"), NewLine]).Lines.ShouldBe(["word"]);
        }
    }

    [Fact]
    public void Spaces_before_a_line_are_taken_back_before_the_line_before_is()
    {
        var page = Empty(LineCut.LongLines).Write(Text("one"), NewLine, Text(new string(' ', 500)));

        page.Write(Erase(500), Text("two"), NewLine).Lines.ShouldBe(["one", "two"]);
    }

    [Fact]
    public void Lines_that_the_same_words_are_written_over_again_stay_what_they_are()
    {
        Empty().Write(Text("teh"), NewLine, Text("two"), NewLine).Write(Erase(7), Text("he"), NewLine, Text("two"), NewLine).Lines
            .ShouldBe(["the", "two"]);
    }

    [Fact]
    public void The_record_says_what_the_stream_means_however_often_erasing_reaches_back_over_lines()
    {
        var page = Empty().Write(Text("AAA"), NewLine, Text("BBB"), NewLine, Text("CCC")).Write(Erase(7))
            .Write(Text("DDD"), NewLine, Text("EEE"), NewLine, Text("FFF")).Write(Erase(7)).Write(Text("GGG")).Finish();

        page.Said.ShouldBe(["AAA", "DDD", "GGG"]);
    }

    [Fact]
    public void Another_speaker_or_language_in_the_place_of_an_erased_line_is_a_line_of_its_own()
    {
        var buffer = new LineBuffer("en");
        buffer.Apply([new SourceEdit.Speaker("France"), Text("Bonjour"), NewLine, Text("Merci"), NewLine]);

        var changes = buffer.Apply([Erase(14), new SourceEdit.Speaker("Chad"), new SourceEdit.Language("fr"), Text("Salut"), NewLine]);

        changes.ShouldBe(
        [
            new LineChange.Corrected(0, LineBuffer.Erased), new LineChange.Corrected(1, LineBuffer.Erased),
            new LineChange.Finished(3, "Salut", "fr", "Chad", Typed: true),
        ]);
    }

    [Fact]
    public void What_is_written_in_one_go_in_the_place_of_an_erased_line_is_a_line_of_its_own() =>
        Empty().Write(Text("I am Ana."), NewLine).Write(Erase(10), Text("I am Bo."), NewLine).Lines.ShouldBe(["", "I am Bo."]);

    [Fact]
    public void Nothing_reaches_back_over_a_bar_and_what_follows_is_a_line_of_its_own()
    {
        var page = Empty().Write(Text("On record."), NewLine, Text("The amb")).Bar();

        page.Write(Erase(9), Text("hush"), NewLine).Lines.ShouldBe(["On record.", "The amb", "hush"]);
        page.Write(Erase(3), Text("!")).Finish().Lines.ShouldBe(["On record.", "The amb", "hu!"]);
    }

    [Fact]
    public void Nothing_reaches_back_over_a_bar_before_a_line_which_goes_on()
    {
        var page = Empty().Write(Text("one"), NewLine, NewLine, Text("tw")).BarBefore();

        page.Draft.ShouldBe("tw");
        page.Write(Text("o"), NewLine).Write(Erase(20), Text("2"), NewLine).Lines.ShouldBe(["one", "", "2"]);
        Empty().Write(Text("one"), NewLine).Write(Erase(1)).BarBefore().Write(Erase(2), Text("x"), NewLine).Lines.ShouldBe(["one", "x"]);
    }

    [Fact]
    public void A_bar_settles_what_was_being_corrected() =>
        Empty().Write(Text("one"), NewLine).Write(Erase(2)).Bar().Write(Text("two"), NewLine).Lines.ShouldBe(["on", "two"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whatever_is_typed_and_erased_the_record_says_what_the_stream_means_between_bars(bool patient)
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var random = new Random(seed);
            var (page, streams) = (new Page(new LineBuffer("en", patient: patient)), new List<StringBuilder> { new() });
            for (var step = 0; step < 30; step++)
            {
                var batch = new List<SourceEdit>();
                for (var edits = random.Next(1, 4); edits > 0; edits--)
                {
                    switch (random.Next(4))
                    {
                        case 0:
                            streams[^1].Append('\n');
                            batch.Add(NewLine);
                            break;
                        case 1:
                            var count = random.Next(1, 9);
                            streams[^1].Length -= Math.Min(count, streams[^1].Length);
                            batch.Add(Erase(count));
                            break;
                        default:
                            var word = new string((char)('a' + random.Next(26)), random.Next(1, 4));
                            streams[^1].Append(word);
                            batch.Add(Text(word));
                            break;
                    }
                }

                page.Write(batch);
                if (random.Next(8) == 0)
                {
                    page.Settle();
                }

                if (random.Next(12) == 0)
                {
                    page.Bar();
                    streams.Add(new StringBuilder());
                }
            }

            page.Finish().Said.ShouldBe(
                [.. streams.SelectMany(stream => stream.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))], $"seed {seed}");
        }
    }

    [Fact]
    public void What_a_patient_buffer_is_told_key_by_key_changes_only_what_says_something_else_in_the_end()
    {
        var buffer = new LineBuffer("en", patient: true);
        buffer.Apply([Text("We support the flor"), NewLine, Text("and the chair."), NewLine, Text("Thank you.")]);

        var changes = new List<LineChange>();
        for (var key = 0; key < "or\nand the chair.\nThank you.".Length; key++)
        {
            changes.AddRange(buffer.Apply([Erase(1)]));
        }

        changes.ShouldBeEmpty();
        buffer.Holds.ShouldBeTrue();
        foreach (var key in "oor\nand the chair.\nThank you.")
        {
            changes.AddRange(buffer.Apply([key == '\n' ? NewLine : Text(key.ToString())]));
        }

        changes.ShouldBe([new LineChange.Corrected(0, "We support the floor")]);
        (buffer.Holds, buffer.Draft).ShouldBe((false, "Thank you."));
    }

    [Fact]
    public void Other_words_in_the_place_of_an_erased_line_are_a_line_of_its_own_for_a_patient_buffer_too_and_so_is_what_follows()
    {
        var buffer = new LineBuffer("en", patient: true);
        var page = new Page(buffer).Write(Text("one"), NewLine, Text("two"), NewLine, Text("three"), NewLine, Text("four"), NewLine);
        for (var key = 0; key < "two\nthree\nfour\n".Length; key++)
        {
            page.Write(Erase(1));
        }

        page.Lines.ShouldBe(["one", "two", "three", "four"]);
        page.Write(Text("two"), NewLine).Write(Text("3"), NewLine).Write(Text("four"), NewLine);

        page.Lines.ShouldBe(["one", "two", "", "", "3", "four"]);
    }

    [Fact]
    public void What_a_patient_buffer_is_told_in_one_go_in_the_place_of_an_erased_line_is_a_line_of_its_own_and_nothing_where_it_says_the_same()
    {
        var buffer = new LineBuffer("en", patient: true);
        buffer.Apply([Text("Yes."), NewLine]);

        buffer.Apply([Erase(5), Text("Yes."), NewLine]).ShouldBeEmpty();
        var page = new Page(new LineBuffer("en", patient: true)).Write(Text("Yes."), NewLine);
        page.Write(Erase(5), Text("No."), NewLine, Text("Why?"), NewLine).Lines.ShouldBe(["", "No.", "Why?"]);
        page.Write(Erase(1)).Write(Erase(1), Text("!"), NewLine).Lines.ShouldBe(["", "No.", "Why!"]);
    }

    [Fact]
    public void A_patient_buffer_says_what_was_taken_back_when_it_is_settled()
    {
        var buffer = new LineBuffer("en", patient: true);
        var page = new Page(buffer).Write(Text("one"), NewLine, Text("two"), NewLine).Write(Erase(1)).Write(Erase(5));

        page.Lines.ShouldBe(["one", "two"]);
        page.Settle().Lines.ShouldBe(["on", ""]);
        page.Write(Text("e"), NewLine, Text("2"), NewLine).Lines.ShouldBe(["one", "", "2"]);
        page.Write(Erase(1)).Write(Erase(1)).Bar().Write(Text("x"), NewLine).Said.ShouldBe(["one", "x"]);
    }

    [Fact]
    public void One_character_is_one_code_point_composed_or_not()
    {
        Empty().Write(Text("caf\u00E9"), Erase(1), NewLine).Lines.ShouldBe(["caf"]);
        Empty().Write(Text("cafe\u0301"), Erase(1), NewLine).Lines.ShouldBe(["cafe"]);
        Empty().Write(Text("a\U0001F30D"), Erase(1), NewLine).Lines.ShouldBe(["a"]);
    }

    [Fact]
    public void Erasing_more_than_there_is_erases_what_there_is() => Empty().Write(Text("abc"), Erase(1_000_000), Text("d"), NewLine).Lines.ShouldBe(["d"]);

    [Fact]
    public void A_speaker_or_language_that_changes_begins_a_line()
    {
        var buffer = new LineBuffer("en");

        var changes = buffer.Apply([Text("Good morning"), new SourceEdit.Speaker("France"), new SourceEdit.Language("fr"), Text("Bonjour"), NewLine]);

        changes.ShouldBe([new LineChange.Finished(0, "Good morning", "en", null, Typed: false), new LineChange.Finished(1, "Bonjour", "fr", "France", Typed: true)]);
    }

    [Fact]
    public void Clearing_takes_only_what_is_not_finished() =>
        Empty().Write(Text("kept"), NewLine, Text("gone"), new SourceEdit.Clear(), Text("new"), NewLine).Lines.ShouldBe(["kept", "new"]);

    [Fact]
    public void Sentences_end_lines_of_sources_that_send_words()
    {
        var page = Empty(LineCut.AtSentences).Write(Text("Thank you. I give the floor"), Text(" to Peru! 谢谢。请"));

        page.Lines.ShouldBe(["Thank you.", "I give the floor to Peru!", "谢谢。"]);
        page.Draft.ShouldBe("请");
    }

    [Theory]
    [InlineData("Thank you, Mr. Chair. I agree.", "Thank you, Mr. Chair.", "I agree.")]
    [InlineData("Merci, M. le Président. Nous appuyons MM. Diallo et Roy. Bien.", "Merci, M. le Président.", "Nous appuyons MM. Diallo et Roy.", "Bien.")]
    [InlineData("La Sra. Quispe cita el párr. 14. Gracias.", "La Sra. Quispe cita el párr. 14.", "Gracias.")]
    [InlineData("Слово имеет г-н Орлов. См. пп. 3 и 4. Да.", "Слово имеет г-н Орлов.", "См. пп. 3 и 4.", "Да.")]
    [InlineData("H.E. the Minister met the U.S. delegation, e.g. J. Smith. Then it left.", "H.E. the Minister met the U.S. delegation, e.g. J. Smith.", "Then it left.")]
    [InlineData("No. So do I. Is that para. 7? Yes.", "No.", "So do I.", "Is that para. 7?", "Yes.")]
    public void A_name_is_not_torn_from_what_stands_before_it(string words, params string[] lines)
    {
        var page = Empty(LineCut.AtSentences);
        foreach (var letter in words)
        {
            page.Write(Text(letter.ToString()));
        }

        page.Finish().Lines.ShouldBe(lines);
    }

    [Fact]
    public void A_break_of_ours_is_none_for_who_erases_over_it()
    {
        var page = Empty(LineCut.AtSentences).Write(Text("Thank you. I"), Erase(3), Text("!")).Finish();

        page.Lines.ShouldBe(["Thank you!"]);
    }

    [Fact]
    public void Erasing_reaches_back_no_further_than_it_can()
    {
        var page = Empty();
        for (var line = 0; line < 3 * LineBuffer.Reach; line++)
        {
            page.Write(Text($"line {line}"), NewLine);
        }

        page.Write(Erase(1_000_000), Text("x")).Finish();
        page.Said.Count.ShouldBe(2 * LineBuffer.Reach + 1);
        page.Said[^2].ShouldBe($"line {2 * LineBuffer.Reach - 1}");
    }
}
