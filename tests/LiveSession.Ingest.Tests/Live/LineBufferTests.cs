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
    public void Lines_erased_on_the_way_back_are_filled_again_in_their_places()
    {
        var page = Empty().Write(Text("one"), NewLine, Text("two"), NewLine, Text("three"));

        page.Write(Erase("one\ntwo\nthree".Length));
        page.Lines.ShouldBe(["one", "two"]);
        page.Write(Text("1"), NewLine, Text("2"), NewLine, Text("3"), NewLine).Lines.ShouldBe(["1", "2", "3"]);
    }

    [Fact]
    public void A_recorded_line_that_stays_empty_is_marked_as_erased()
    {
        Empty().Write(Text("one"), NewLine, Text("two"), NewLine, Erase(4)).Finish().Lines.ShouldBe(["one", LineBuffer.Erased]);
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
        page.Lines.Count.ShouldBe(3 * LineBuffer.Reach);
        page.Lines[3 * LineBuffer.Reach - LineBuffer.Reach - 1].ShouldBe($"line {2 * LineBuffer.Reach - 1}");
    }
}
