using LiveSession.Publishing.Transcript;

namespace LiveSession.Publishing.Tests.Transcript;

public sealed class DirectionsTests
{
    private const string Salam = "\u0633\u0644\u0627\u0645";
    private const string Shalom = "\u05E9\u05DC\u05D5\u05DD";

    [Theory]
    [InlineData("Thank you", "en", false)]
    [InlineData(Salam, "ar", true)]
    [InlineData(Shalom, "he", true)]
    [InlineData("ICANN " + Salam, "ar-EG", true)]
    [InlineData("ICANN", "ar", false)]
    [InlineData("\"" + Salam + "\" means peace", "en", true)]
    [InlineData("The word " + Salam, "en", false)]
    [InlineData("2017", null, false)]
    [InlineData("", "ar", false)]
    public void A_paragraph_runs_as_its_language_or_its_first_letter_does(string text, string? language, bool rightToLeft) =>
        Directions.IsRightToLeft(text, language).ShouldBe(rightToLeft);

    [Theory]
    [InlineData("Hello, world 1", false, "ltr Hello, world 1")]
    [InlineData("Say " + Salam + ", please", false, "ltr Say |rtl " + Salam + "|ltr , please")]
    [InlineData("Say " + Salam + " " + Salam + "!", false, "ltr Say |rtl " + Salam + " " + Salam + "|ltr !")]
    [InlineData(Salam + " 2017 UN " + Shalom + ".", true, "rtl " + Salam + " 2017 |ltr UN|rtl  " + Shalom + ".")]
    [InlineData(Salam + "\u064E (WGEC)", true, "rtl " + Salam + "\u064E (|ltr WGEC|rtl )")]
    [InlineData(Salam + "\u064E.", false, "rtl " + Salam + "\u064E|ltr .")]
    [InlineData("\U0001E900\U0001E901 x", false, "rtl \U0001E900\U0001E901|ltr  x")]
    [InlineData("", true, "")]
    [InlineData("...", true, "rtl ...")]
    public void A_run_ends_where_the_direction_changes(string text, bool paragraph, string runs) =>
        string.Join('|', Directions.Runs(text, paragraph).Select(run => $"{(run.RightToLeft ? "rtl" : "ltr")} {run.Text}")).ShouldBe(runs);

    [Fact]
    public void No_character_is_lost_between_runs()
    {
        var random = new Random(405);
        for (var count = 0; count < 2_000; count++)
        {
            var text = RandomTranscripts.Printed(RandomTranscripts.Words(random) + Salam + RandomTranscripts.Words(random));
            foreach (var paragraph in new[] { false, true })
            {
                var runs = Directions.Runs(text, paragraph).ToArray();
                string.Concat(runs.Select(run => run.Text)).ShouldBe(text);
                runs.Zip(runs.Skip(1)).ShouldAllBe(pair => pair.First.RightToLeft != pair.Second.RightToLeft);
            }
        }
    }
}
