using LiveSession.Client.Braille;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Braille;

public sealed class BrailleReadingTests
{
    private const string Unnamed = "Speaker not named";

    private static readonly CaptionLineView[] Lines =
        [Line(3, "Thank you, Chair. We support the agenda.", "Ana"), Line(5, "Two.", "Ana"), Line(9, "Three.", "Bo")];

    [Theory]
    [InlineData("Thank you, Chair. We support the agenda.", 24, "Thank you, Chair.|We support the|agenda.")]
    [InlineData("Donaudampfschifffahrtsgesellschaft ja", 18, "Donaudampfsch|ifffahrtsgesel|lschaft ja")]
    [InlineData("😀😀😀 a", 8, "😀😀|😀 a")]
    [InlineData("abcdefghijklmn abcdefghijklmno", 18, "abcdefghijklmn|abcdefghijklmn|o")]
    [InlineData("UNITED NATIONS", 18, "UNITED|NATIONS")]
    [InlineData("15 000 000 000", 18, "15 000 000|000")]
    [InlineData("主席先生謝謝", 18, "主席先生|謝謝")]
    [InlineData("شكرا السيد الرئيس", 18, "شكرا السيد|الرئيس")]
    [InlineData("été été été", 18, "été été|été")]
    [InlineData(" ", 40, "")]
    public void Rows_hold_whole_words_and_pieces_of_words_that_fit_nowhere(string text, int cells, string rows) =>
        string.Join('|', BrailleRows.Of(text, cells)).ShouldBe(rows);

    [Fact]
    public void Press_by_press_every_row_is_read_once()
    {
        var rows = new List<string>();
        for (var reading = Read(new(3, 0)); reading.Text is { } text; reading = Read(reading.Next))
        {
            rows.Add(text);
        }

        rows.ShouldBe(["Ana:", "Thank you, Chair.", "We support the", "agenda.", "Two.", "Bo:", "Three."]);
    }

    [Fact]
    public void Words_of_nobody_named_do_not_read_as_the_words_of_the_one_before() =>
        BrailleReading.At([Line(3, "One.", "Ana"), Line(4, "Two.")], new(4, 0), 40, Unnamed).Text.ShouldBe(Unnamed);

    [Fact]
    public void Unread_rows_are_counted_and_run_out()
    {
        Read(new(3, 0)).Unread.ShouldBe(6);
        Read(new(9, 1)).Unread.ShouldBe(0);
        Read(new(9, 2)).Text.ShouldBeNull();
    }

    [Fact]
    public void Whoever_waited_reads_on_with_the_next_line()
    {
        var waiting = BrailleReading.At(Lines[..1], new(3, 4), 24, Unnamed);

        waiting.Text.ShouldBeNull();
        BrailleReading.At(Lines, waiting.Next, 24, Unnamed).Text.ShouldBe("Two.");
    }

    [Fact]
    public void Back_goes_to_the_row_before_and_stops_at_the_beginning()
    {
        Read(new(5, 0)).Back.ShouldBe(new BraillePlace(3, 3));
        Read(new(3, 0)).Back.ShouldBeNull();
    }

    [Fact]
    public void Nobody_who_names_no_place_is_told_old_news() => Read(null).Text.ShouldBe("Bo:");

    [Fact]
    public void Before_the_first_line_there_is_nothing_yet() => BrailleReading.At([], null, 40, Unnamed).ShouldBe(new(new(0, 0), null, null, null, new(0, 0), new(0, 0), 0));

    private static BrailleReading Read(BraillePlace? place) => BrailleReading.At(Lines, place, 24, Unnamed);
}
