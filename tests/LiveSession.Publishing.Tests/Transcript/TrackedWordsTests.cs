using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class TrackedWordsTests
{
    [Theory]
    [InlineData(null, "We agree.", "We agree.")]
    [InlineData("We agree.", "We agree.", "We agree.")]
    [InlineData("We agreed to it.", "We agree to it.", "We|- agreed|+ agree| to it.")]
    [InlineData("We agree", "We agree now", "We agree|+ now")]
    [InlineData("We agree now", "We agree", "We agree|- now")]
    [InlineData("yes yes", "yes yes yes", "yes yes|+ yes")]
    [InlineData("No.", "Yes.", "-No.|+Yes.")]
    [InlineData("谢谢主席", "谢谢主席。", "-谢谢主席|+谢谢主席。")]
    public void Words_that_stayed_are_not_marked(string? former, string now, string pieces) =>
        string.Join('|', TrackedWords.Of(former, now).Select(piece => $"{Sign(piece.Change)}{piece.Text}")).ShouldBe(pieces);

    [Fact]
    public void Leaving_out_what_was_put_in_or_taken_out_gives_one_text_or_the_other()
    {
        var random = new Random(406);
        for (var count = 0; count < 2_000; count++)
        {
            var former = RandomTranscripts.Printed(RandomTranscripts.Words(random) + RandomTranscripts.Words(random));
            var now = RandomTranscripts.Printed(RandomTranscripts.Words(random) + RandomTranscripts.Words(random));
            var pieces = TrackedWords.Of(former, now).ToArray();

            string.Concat(pieces.Where(piece => piece.Change is not WordChange.Inserted).Select(piece => piece.Text)).ShouldBe(former);
            string.Concat(pieces.Where(piece => piece.Change is not WordChange.Deleted).Select(piece => piece.Text)).ShouldBe(now);
        }
    }

    [Theory]
    [InlineData(">> BRAZIL: Thank you.", "Thank you.")]
    [InlineData(">> Thank you.", "Thank you.")]
    [InlineData("Thank you.", "Thank you.")]
    [InlineData("Thank you. >> CHAIR: Next.", null)]
    [InlineData(">> A B: Yes. >> CHAIR: Next.", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_mark_of_the_speaker_is_none_of_the_words(string? former, string? words)
    {
        var line = Transcripts.Line(3, 1, "Thanks.") with { Former = former };

        TrackedWords.FormerOf(line, isCut: false).ShouldBe(words);
        TrackedWords.FormerOf(line with { Former = null, FormerLine = former }, isCut: false).ShouldBe(words);
        TrackedWords.FormerOf(line with { Former = null, FormerLine = former }, isCut: true).ShouldBeNull();
    }

    private static string Sign(WordChange change) => change switch { WordChange.Deleted => "-", WordChange.Inserted => "+", _ => "" };
}
