using LiveSession.Ingest.Live;

namespace LiveSession.Ingest.Tests.Live;

/// <summary>What a post is, to a process that knows the ones before from the record only.</summary>
public sealed class PostSequenceTests
{
    [Fact]
    public void A_post_of_which_all_is_recorded_is_repeated() =>
        Recalled(whole: true, "We agree.").Take(7, "a", "We agree.\n", out _).ShouldBe(PostStanding.Repeated);

    [Theory]
    [InlineData("We agree", "We agree\nand so do ", "\nand so do ", 1)]
    [InlineData("and we agree", "we agree\nand so do ", "\nand so do ", 1)]
    [InlineData("会議を開始", "会議を開始します", "します", 1)]
    [InlineData("nothing of it", "we agree", "we agree", 0)]
    public void A_post_that_was_being_taken_goes_on_after_what_is_recorded_of_it(string recorded, string text, string fresh, int lines)
    {
        var sequence = Recalled(whole: false, recorded);

        sequence.Take(7, "a", text, out var rest).ShouldBe(PostStanding.Resumed);

        (rest, sequence.LinesRecorded).ShouldBe((fresh, lines));
        sequence.Take(7, "a", text, out _).ShouldBe(PostStanding.Repeated);
        sequence.Take(8, "b", "next", out _).ShouldBe(PostStanding.New);
    }

    [Theory]
    [InlineData("We agree", "We agree to all", " to all")]
    [InlineData("we Hel", "we Hello", "lo")]
    public void A_post_sent_again_with_more_says_only_that(string recorded, string text, string fresh)
    {
        Recalled(whole: true, recorded).Take(7, "b", text, out var rest).ShouldBe(PostStanding.Extended);

        rest.ShouldBe(fresh);
    }

    [Fact]
    public void Letters_alike_by_chance_are_no_post_sent_again() => Recalled(whole: true, "It was").Take(7, "b", "so be it", out _).ShouldBe(PostStanding.Restarted);

    [Fact]
    public void Posts_that_left_no_line_are_not_missed_and_those_after_are()
    {
        var sequence = Recalled(whole: true, "We agree.");

        sequence.Take(12, "b", "next", out _).ShouldBe(PostStanding.New);
        sequence.Take(15, "c", "after two", out _).ShouldBe(PostStanding.AfterGap);

        sequence.MissingCount.ShouldBe(2);
    }

    [Fact]
    public void Posts_numbered_by_the_time_are_all_taken_and_none_is_said_to_be_missing()
    {
        var sequence = new PostSequence();
        for (var post = 0; post < 2_000; post++)
        {
            sequence.Take(1_795_000_000_000 + (197 * post), $"{post}", "word ", out _).ShouldBe(PostStanding.New);
        }

        sequence.MissingCount.ShouldBe(0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_000)]
    public void Posts_numbered_by_the_time_that_overtake_each_other_are_each_taken_once(long unit)
    {
        var sequence = new PostSequence();
        long At(int post) => (1_795_000_000 + post) * unit;
        sequence.Take(At(1), "a", "one", out _).ShouldBe(PostStanding.New);
        sequence.Take(At(3), "c", "three", out _).ShouldBe(PostStanding.New);

        sequence.Take(At(2), "b", "two", out _).ShouldBe(PostStanding.Late);
        sequence.Take(At(3), "c", "three", out _).ShouldBe(PostStanding.Repeated);
        sequence.Take(At(1), "a", "one", out _).ShouldBe(PostStanding.Repeated);
        sequence.Take(At(4), "d", "four", out _).ShouldBe(PostStanding.New);
        sequence.Run.ShouldBe(0);
    }

    [Fact]
    public void What_was_given_up_is_still_said_to_be_missing_and_what_comes_late_is_not()
    {
        var sequence = new PostSequence();
        sequence.Take(1, "1", "one", out _);
        sequence.Take(1_001, "1001", "after a thousand", out _).ShouldBe(PostStanding.AfterGap);
        sequence.MissingCount.ShouldBe(999);

        sequence.Take(1_000, "1000", "late", out _).ShouldBe(PostStanding.Late);
        sequence.MissingCount.ShouldBe(998);

        sequence.Take(2_001, "2001", "after another", out _);
        sequence.MissingCount.ShouldBe(998 + 999);
        sequence.Take(1_000, "again", "software that was started again", out _).ShouldBe(PostStanding.Restarted);
        sequence.MissingCount.ShouldBe(0);
    }

    private static PostSequence Recalled(bool whole, string words)
    {
        var sequence = new PostSequence();
        sequence.Recall(6, "0", run: 0);
        sequence.Recall(7, "a", run: 0);
        sequence.Recall(new RecordedPost(7, "a", whole, 1, words));
        return sequence;
    }
}
