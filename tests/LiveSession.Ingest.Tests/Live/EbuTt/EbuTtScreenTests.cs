using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.EbuTt;

namespace LiveSession.Ingest.Tests.Live.EbuTt;

public sealed class EbuTtScreenTests
{
    private static int Runs => Environment.GetEnvironmentVariable("LIVESESSION_LONG") == "1" ? 5_000 : 200;

    [Fact]
    public void Rows_that_move_up_while_words_come_are_recorded_once() =>
        Lines("Words sent from", "Words sent from here will appear as", "Words sent from here will appear as|subtitles", "subtitles on the screen.|They go on", "They go on|until")
            .ShouldBe(["Words sent from here will appear as", "subtitles on the screen.", "They go on", "until"]);

    [Fact]
    public void One_block_after_another_is_one_line_after_another() =>
        Lines("The chair is absent.", "The motion is carried.", "Yes.|No.", "We agree with Kenya.", "We agree with Ghana.")
            .ShouldBe(["The chair is absent.", "The motion is carried.", "Yes.", "No.", "We agree with Kenya.", "We agree with Ghana."]);

    [Fact]
    public void A_word_set_right_corrects_the_line_it_stands_in() =>
        Lines("I now give the flor to the delegate of Peru|who asked", "I now give the floor to the delegate of Peru|who asked first")
            .ShouldBe(["I now give the floor to the delegate of Peru", "who asked first"]);

    [Theory]
    [InlineData("I now give the floor to the delegate of Kenya.", "I now give the floor to the delegate of Ghana.")]
    [InlineData("The motion is carried by 15 votes.", "The motion is carried by 16 votes.")]
    [InlineData("Does the delegation of Niger wish to speak?", "Does the delegation of Nigeria wish to speak?")]
    public void Sentences_that_differ_by_what_matters_are_both_recorded(string first, string second) => Lines(first, second).ShouldBe([first, second]);

    [Fact]
    public void Lines_much_alike_move_up_like_any_others() =>
        Lines("This is line 1 of all|This is line 2 of all|This is line 3 of all", "This is line 2 of all|This is line 3 of all|This is line 4 of all")
            .ShouldBe(["This is line 1 of all", "This is line 2 of all", "This is line 3 of all", "This is line 4 of all"]);

    [Fact]
    public void A_misprint_set_right_in_a_single_row_is_a_correction() =>
        Lines("I give the flor to Peru", "I give the floor to Peru").ShouldBe(["I give the floor to Peru"]);

    [Fact]
    public void A_row_taken_back_is_taken_back() => Lines("Thank you, Chair.|he", "Thank you, Chair.", "Thank you, Chair.|she").ShouldBe(["Thank you, Chair.", "she"]);

    [Fact]
    public void An_empty_document_clears_the_screen_and_not_the_record() => Lines("Yes.", "", "Yes.").ShouldBe(["Yes.", "Yes."]);

    [Fact]
    public void A_row_set_right_while_it_moves_up_is_a_correction() =>
        Lines("First row of the text.|We have forty tree ships.", "We have forty-three ships.|They wait for a permit.")
            .ShouldBe(["First row of the text.", "We have forty-three ships.", "They wait for a permit."]);

    [Fact]
    public void A_last_row_that_changes_after_the_rows_moved_up_does_not_repeat_the_row_above() =>
        Lines("Row one stays.|Row two is good.", "Row two is good.|Row three.", "Row two is good.|Row three fixed.")
            .ShouldBe(["Row one stays.", "Row two is good.", "Row three fixed."]);

    [Fact]
    public void The_same_sentence_said_twice_stays_said_twice_when_the_rows_move_up() =>
        Lines("I object.", "I object.|I object.", "I object.|And again I object.").ShouldBe(["I object.", "I object.", "And again I object."]);

    [Fact]
    public void The_same_sentence_begun_again_goes_on_in_its_own_row() =>
        Lines("I object.", "I object.|I object.", "I object.|I object. And how.").ShouldBe(["I object.", "I object. And how."]);

    [Fact]
    public void A_row_that_stands_above_others_is_recorded_once_and_none_of_the_others_is_lost() =>
        Lines("The Chair speaks:|Yes.", "The Chair speaks:|The motion is carried.", "The Chair speaks:|We adjourn|until two.", "The Chairman speaks:|We adjourn|until two.")
            .ShouldBe(["The Chairman speaks:", "Yes.", "The motion is carried.", "We adjourn", "until two."]);

    [Fact]
    public void A_short_word_above_others_may_have_been_said_again() =>
        Lines("Yes.|We agree.", "Yes.|They do not think so.").ShouldBe(["Yes.", "We agree.", "Yes.", "They do not think so."]);

    [Fact]
    public void The_same_again_changes_nothing() => Lines("Yes.", "Yes.").ShouldBe(["Yes."]);

    [Fact]
    public void After_the_time_of_a_document_the_same_words_are_said_again()
    {
        var at = DateTimeOffset.UnixEpoch;
        var (screen, page) = (new EbuTtScreen(), new Page(new LineBuffer("en")));
        foreach (var (text, seconds) in new[] { ("Yes.", 0), ("Yes.", 7), ("I thank the", 20), ("I thank the delegate", 30) })
        {
            page.Write(screen.Read(Of(text, TimeSpan.FromSeconds(5)), at.AddSeconds(seconds)));
            screen.Settle(aired: true);
        }

        page.Finish().Lines.ShouldBe(["Yes.", "Yes.", "I thank the delegate"]);
    }

    [Fact]
    public void What_was_not_aired_is_said_when_it_is()
    {
        var (screen, page) = (new EbuTtScreen(), new Page(new LineBuffer("en")));
        screen.Read(Of("prepared"), DateTimeOffset.UnixEpoch);
        screen.Settle(aired: false);

        page.Write(screen.Read(Of("prepared and said"), DateTimeOffset.UnixEpoch)).Finish().Lines.ShouldBe(["prepared and said"]);
    }

    [Fact]
    public void Letters_of_two_units_are_not_cut_apart() => Lines("go \U0001F30D", "go \U0001F30E").ShouldBe(["go \U0001F30D", "go \U0001F30E"]);

    [Fact]
    public void However_words_are_split_into_documents_repeated_and_mixed_up_none_is_lost_or_doubled()
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var words = Enumerable.Range(0, random.Next(1, 80)).Select(word => $"w{word}").ToList();
            var documents = Split(words, random);
            var (sequence, screen, page) = (new EbuTtSequence(), new EbuTtScreen(), new Page(new LineBuffer("en")));
            foreach (var number in Sent(documents.Count, random))
            {
                var text = documents[number];
                if (sequence.Take("one", number + 1, text, first: false))
                {
                    page.Write(screen.Read(Of(text), DateTimeOffset.UnixEpoch));
                    screen.Settle(aired: true);
                }
            }

            page.Finish().Lines.SelectMany(line => line.Split(' ')).ShouldBe(words, $"seed {seed}");
        }
    }

    [Fact]
    public void Numbers_that_were_taken_are_discarded_and_software_started_again_is_not()
    {
        var sequence = new EbuTtSequence();

        sequence.Take("a", 5, "five", first: true).ShouldBeTrue();
        sequence.Take("a", 5, "other", first: false).ShouldBeFalse();
        sequence.Take("a", 4, "four", first: false).ShouldBeFalse();
        sequence.Take("a", 9, "nine", first: false).ShouldBeTrue();
        sequence.Take("a", 9, "nine", first: true).ShouldBeFalse();
        sequence.Take("b", 1, "one", first: false).ShouldBeTrue();
        sequence.Take("a", 1, "anew", first: true).ShouldBeTrue();
        sequence.Take("a", 2, "two", first: false).ShouldBeTrue();
        sequence.Discarded.ShouldBe(3);
    }

    // Two rows of up to five words; the screen moves up by one row at most from one document to the next.
    private static List<string> Split(List<string> words, Random random)
    {
        var (documents, rows) = (new List<string>(), new List<List<string>> { new() });
        foreach (var word in words)
        {
            if (rows[^1].Count == 5)
            {
                rows.Add([]);
            }

            rows[^1].Add(word);
            if (random.Next(2) == 0 || rows[^1].Count == 5)
            {
                documents.Add(Screen());
            }
        }

        documents.Add(Screen());
        return documents;

        string Screen() => string.Join('|', rows.TakeLast(2).Select(row => string.Join(' ', row)));
    }

    // Every document comes; some come again, later, when others have come after them.
    private static IEnumerable<int> Sent(int count, Random random)
    {
        for (var number = 0; number < count; number++)
        {
            yield return number;
            for (var again = random.Next(3); again > 0; again--)
            {
                yield return random.Next(number + 1);
            }
        }
    }

    private static IReadOnlyList<string> Lines(params string[] documents)
    {
        var (screen, page) = (new EbuTtScreen(), new Page(new LineBuffer("en")));
        foreach (var document in documents)
        {
            page.Write(screen.Read(Of(document), DateTimeOffset.UnixEpoch));
            screen.Settle(aired: true);
        }

        return page.Finish().Lines;
    }

    private static EbuTtDocument Of(string rows, TimeSpan? duration = null) => new(
        "one", 1, null, null, null, new EbuTtTimes(false, TimeSpan.Zero, null, duration),
        [.. rows.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(row => new EbuTtRow(row, "en"))]);
}
