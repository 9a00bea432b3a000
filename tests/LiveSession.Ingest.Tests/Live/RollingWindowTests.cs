using LiveSession.Ingest.Live;
using LiveSession.Ingest.Live.Posts;

namespace LiveSession.Ingest.Tests.Live;

/// <summary>Software that posts what stands on its screen: every word stands in the record once, however the window moves.</summary>
public sealed class RollingWindowTests
{
    private const string Speech =
        "thank you madam chair we support the draft and we would like to thank the secretariat for the work that has been done since the last "
        + "session of the working group which was long and not easy for anybody in this room as we all know very well indeed";

    [Theory]
    [InlineData(4, 1)]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    [InlineData(8, 5)]
    [InlineData(12, 3)]
    [InlineData(12, 9)]
    public void The_last_words_sent_again_and_shifted_are_there_once(int window, int step) =>
        Said(Windows(Speech.Split(' '), window, step)).ShouldBe(Speech);

    [Fact]
    public void A_window_that_moves_on_by_more_than_before_doubles_and_loses_nothing()
    {
        var words = Speech.Split(' ');
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var posts = new List<string>();
            for (var end = 6; end < words.Length; end += random.Next(1, 5))
            {
                posts.Add(string.Join(' ', words[Math.Max(0, end - random.Next(7, 12))..end]));
            }

            posts.Add(string.Join(' ', words[^10..]));

            Said(posts).ShouldBe(Speech, $"round {round}: {string.Join(" | ", posts)}");
        }
    }

    [Theory]
    [InlineData(30, 5)]
    [InlineData(47, 11)]
    [InlineData(80, 23)]
    public void A_window_of_so_many_letters_that_begins_in_the_middle_of_a_word_is_there_once(int letters, int step)
    {
        var posts = new List<string>();
        for (var end = Math.Min(letters, 28); end < Speech.Length; end += step)
        {
            posts.Add(Speech[Math.Max(0, end - letters)..end].Trim());
        }

        posts.Add(Speech[^letters..].Trim());

        Said(posts).ShouldBe(Speech);
    }

    [Fact]
    public void A_window_with_white_space_at_its_end_is_still_a_window() =>
        Said("thank you madam chair we", "thank you madam chair we support ", "you madam chair we support the ", "madam chair we support the draft").ShouldBe("thank you madam chair we support the draft");

    [Theory]
    [InlineData("hello there friends", "hello", "hello there", "hello there friends")]
    [InlineData("Hello, dear friends of all", "Hello,", "Hello, dear", "Hello, dear friends of all")]
    [InlineData("Hello, dear friends", "Hello", "Hello, dear friends")]
    [InlineData("hello there hello again", "hello", "hello there", "hello there hello again")]
    public void A_window_that_begins_with_one_word_and_grows_is_there_once(string said, params string[] posts) => Said(posts).ShouldBe(said);

    [Theory]
    [InlineData("no", "no no")]
    [InlineData("No.", "No, no, we do not.")]
    [InlineData("no", "nothing of it")]
    [InlineData("Yes.", "Thank you.", "Yes.", "Yes we agree")]
    [InlineData("hello", "hello")]
    [InlineData("Yes\n", "Yes we agree\n")]
    [InlineData("Yes ", "Yes we agree")]
    public void A_word_said_again_is_no_window(params string[] posts) =>
        Said(posts).ShouldBe(string.Join(' ', posts.Select(post => post.Trim())));

    [Fact]
    public void A_window_that_ends_its_lines_is_there_once() =>
        Said("The meeting is called to order.\n", "The meeting is called to order.\nGood morning to all.\n", "Good morning to all.\nPlease be seated.\n")
            .ShouldBe("The meeting is called to order. Good morning to all. Please be seated.");

    [Fact]
    public void A_window_sent_again_after_a_pause_says_nothing_new_and_goes_on() =>
        Said("merci madame la présidente", "merci madame la présidente je vous", "merci madame la présidente je vous", "la présidente je vous remercie").ShouldBe("merci madame la présidente je vous remercie");

    [Fact]
    public void A_window_that_was_emptied_in_a_pause_begins_anew() =>
        Said("thank you madam chair", "thank you madam chair we agree", "now brazil", "now brazil has the floor").ShouldBe("thank you madam chair we agree now brazil has the floor");

    [Fact]
    public void A_window_that_shows_more_of_what_was_said_than_the_one_before_is_there_once() =>
        Said("one two three four five", "two three four five six", "four five six", "one two three four five six seven").ShouldBe("one two three four five six seven");

    [Fact]
    public void A_window_whose_lines_are_broken_anew_is_there_once() =>
        Said("je vous remercie\nde votre confiance", "vous remercie de\nvotre confiance et je", "remercie de votre\nconfiance et je conclus").ShouldBe("je vous remercie de votre confiance et je conclus");

    [Fact]
    public void A_script_without_spaces_grows_without_any() =>
        Said("会議を開始し", "会議を開始します、皆", "開始します、皆様に").ShouldBe("会議を開始します、皆様に");

    [Fact]
    public void Emoji_that_change_are_erased_whole() =>
        Said("thank you very much\nwell done 👍", "thank you very much\nwell done 👏🏽 all").ShouldBe("thank you very much well done 👏🏽 all");

    [Fact]
    public void A_stream_that_says_the_same_line_twice_says_it_twice() =>
        Said("Thank you, Madam Chair.\n", "Thank you, Madam Chair.\n", "Yes.\n", "Yes.\nNo.\n").ShouldBe("Thank you, Madam Chair. Thank you, Madam Chair. Yes. Yes. No.");

    [Fact]
    public void Phrases_that_begin_with_the_last_words_of_the_one_before_are_no_window() =>
        Said("thank you very much", "very much appreciated indeed", "indeed it is").ShouldBe("thank you very much very much appreciated indeed indeed it is");

    [Fact]
    public void A_phrase_said_twice_is_there_twice() =>
        Said("Thank you.", "Thank you.", "Thank you.").ShouldBe("Thank you. Thank you. Thank you.");

    [Fact]
    public void A_roll_call_keeps_every_vote()
    {
        string[] votes = ["Thank you.", "Thank you.", .. RollCall("The delegate of {0} votes yes.")];

        Said(votes).ShouldBe(string.Join(' ', votes));
    }

    [Theory]
    [InlineData("The delegate of {0} votes yes.")]
    [InlineData("I now give the floor to the distinguished representative of {0}")]
    [InlineData("Yes, {0}.")]
    public void A_window_emptied_in_a_pause_and_a_roll_call_after_it_keeps_every_vote(string vote)
    {
        string[] votes = RollCall(vote);

        Said(["we proceed to", "we proceed to the vote", .. votes]).ShouldBe($"we proceed to the vote {string.Join(' ', votes)}");
    }

    [Fact]
    public void A_window_that_grows_sets_right_what_was_misheard_in_it() =>
        Said("we would like", "we would like to thank the secretary", "we would like to thank the Secretariat for", "we would like to thank the Secretariat for its work")
            .ShouldBe("we would like to thank the Secretariat for its work");

    [Fact]
    public void A_misprint_is_set_right_also_where_the_sentence_has_ended() =>
        Said("we would", "we would like to thank the secretariat for its wark.", "we would like to thank the secretariat for its work. The")
            .ShouldBe("we would like to thank the secretariat for its work. The");

    private static string[] RollCall(string vote) =>
        [.. new[] { "France", "Germany", "Iran", "Iraq", "Iraq" }.Select(country => string.Format(System.Globalization.CultureInfo.InvariantCulture, vote, country))];

    private static IEnumerable<string> Windows(string[] words, int window, int step)
    {
        for (var end = Math.Min(window, words.Length); ; end = Math.Min(end + step, words.Length))
        {
            yield return string.Join(' ', words[Math.Max(0, end - window)..end]);
            if (end == words.Length)
            {
                yield break;
            }
        }
    }

    private static string Said(params IEnumerable<string> posts)
    {
        var reader = IPostReader.For(CaptionProtocol.Zoom)!;
        var buffer = new LineBuffer("en", reader.Cut);
        var page = new Page(buffer);
        foreach (var post in posts)
        {
            page.Write([.. reader.Read(post, buffer.Ending).Edits]);
        }

        return string.Join(' ', page.Lines.Append(page.Draft).Where(line => line.Length > 0));
    }
}
