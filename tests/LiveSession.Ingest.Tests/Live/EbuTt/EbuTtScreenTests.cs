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

    [Theory]
    [InlineData("Hola ebu", "Hola EBU mundo")]
    [InlineData("The motion is carried by 15 votes.", "The motion is carried by 16 votes.")]
    [InlineData("We agree with Kenya.", "We agree with Ghana.")]
    [InlineData("会議を開始し", "会議を閉始します")]
    public void A_row_under_the_id_it_had_is_that_row_set_right(string first, string second) => Lines($"a={first}", $"a={second}").ShouldBe([second]);

    [Fact]
    public void A_row_that_grows_under_a_number_is_one_row() => Lines("p1=Hola ebu", "p1=Hola EBU mundo").ShouldBe(["Hola EBU mundo"]);

    [Theory]
    [InlineData("p1=The motion is carried by 15 votes.", "p1=The motion is carried by 16 votes.")]
    [InlineData("ID002=We agree with Kenya.", "ID002=We agree with Ghana.", "ID002=We object.")]
    [InlineData("sub=The chair is absent.", "sub=We adjourn.", "sub=We agree with Kenya.", "sub=We agree with Ghana.")]
    public void An_id_that_every_document_has_says_nothing(params string[] documents) =>
        Lines(documents).ShouldBe([.. documents.Select(document => document[(document.IndexOf('=', StringComparison.Ordinal) + 1)..])]);

    [Theory]
    [InlineData("p1=This is line 1 of all|p2=This is line 2 of all", "p1=This is line 2 of all|p2=This is line 3 of all")]
    [InlineData("top=This is line 1 of all|low=This is line 2 of all", "top=This is line 2 of all|low=This is line 3 of all")]
    [InlineData("a=This is line 1 of all|a/1=This is line 2", "a=This is line 2 of all|a/1=This is line 3 of all")]
    public void Rows_that_move_up_past_ids_that_stay_are_recorded_once(params string[] documents) =>
        Lines(documents).ShouldBe(["This is line 1 of all", "This is line 2 of all", "This is line 3 of all"]);

    [Fact]
    public void Places_that_keep_their_ids_lose_no_words() =>
        Lines("top=The Chair speaks:|low=We adjourn.", "top=The Chair speaks:|low=Kenya objects.", "low=Kenya objects.|new=Not at all.")
            .ShouldBe(["The Chair speaks:", "We adjourn.", "Kenya objects.", "Not at all."]);

    [Fact]
    public void Once_ids_are_seen_to_name_rows_a_row_is_set_right_whatever_its_words() =>
        Lines("s7=Good morning to all.|s8=We have a quorum", "s8=We have a quorum|s9=Kenia", "s8=We have a quorum|s9=Japan has the floor", "s9=Ghana!|s10=Yes")
            .ShouldBe(["Good morning to all.", "We have a quorum", "Ghana!", "Yes"]);

    [Fact]
    public void Ids_that_never_come_again_name_rows() =>
        Lines("u1=One says it.", "u2=Two says it.", "u3=Three has it.", "u4=Four", "u4=Perhaps five").ShouldBe(["One says it.", "Two says it.", "Three has it.", "Perhaps five"]);

    [Fact]
    public void A_row_put_in_between_comes_where_it_stands_and_one_that_is_named_no_more_stays_said() =>
        Lines("a=Good morning.|b=We begin.", "a=Good morning.|x=To all.|b=We begin now.", "x=To all.|b=We begin now.", "x=To all.|c=Item one.", "x=To all of you.|c=Item one.")
            .ShouldBe(["Good morning.", "To all of you.", "We begin now.", "Item one."]);

    [Fact]
    public void A_named_row_taken_back_is_taken_back() => Lines("a=Thank you, Chair.|b=he", "a=Thank you, Chair.", "a=Thank you, Chair.|c=she").ShouldBe(["Thank you, Chair.", "she"]);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void However_named_rows_come_grow_and_are_set_right_none_is_lost_or_doubled(bool numbered)
    {
        for (var seed = 0; seed < Runs; seed++)
        {
            var random = new Random(seed);
            var (screen, page, rows, expected) = (new EbuTtScreen(), new Page(new LineBuffer("en")), new List<(string Id, string Text)>(), new List<string>());
            for (var number = 0; number < 40; number++)
            {
                if (rows.Count < 2 || random.Next(3) == 0)
                {
                    rows.Add(($"r{number}x", $"w{number} a{number} b{number}"));
                    expected.Add(rows[^1].Text);
                }
                else
                {
                    var text = random.Next(2) == 0 && !numbered ? $"{rows[^1].Text[..rows[^1].Text.LastIndexOf(' ')]} c{number}" : $"{rows[^1].Text} w{number}";
                    (rows[^1], expected[^1]) = ((rows[^1].Id, text), text);
                }

                rows.RemoveRange(0, Math.Max(0, rows.Count - 3));
                var document = string.Join('|', rows.Select((row, index) => $"{(numbered ? $"p{index + 1}" : row.Id)}={row.Text}"));
                page.Write(screen.Read(Of(document), DateTimeOffset.UnixEpoch));
                screen.Settle(aired: true);
            }

            page.Finish().Said.ShouldBe(expected, $"seed {seed}");
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

        return page.Finish().Said;
    }

    private static EbuTtDocument Of(string rows, TimeSpan? duration = null) => new(
        "one", 1, null, null, null, new EbuTtTimes(false, TimeSpan.Zero, null, duration),
        [.. rows.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(row => row.Split('=', 2) is [var id, var text] ? new EbuTtRow(text, "en", id) : new EbuTtRow(row, "en"))]);
}
