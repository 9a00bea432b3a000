using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Tests.Files;

public sealed class SubRipTests
{
    [Fact]
    public void Cues_are_read_with_their_times_and_without_mark_up()
    {
        var reading = CaptionFile.Read("\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Bonjour</i>\r\nà tous. {\\an8}\r\n\r\n2\r\n00:00:03,250 --> 00:00:04,000\r\n>> CHAIR: Merci.\r\n");

        reading.Format.ShouldBe(CaptionFileFormat.SubRip);
        reading.Steps.ShouldBe([
            new LineStep(TimeSpan.FromSeconds(1), null, "Bonjour à tous."),
            new LineStep(TimeSpan.FromSeconds(3.25), "CHAIR", "Merci."),
        ]);
    }

    [Fact]
    public void Text_after_an_empty_line_and_a_missing_counter_lose_nothing()
    {
        var reading = CaptionFile.Read("1\n00:00:01,000 --> 00:00:02,000\none\n\ntwo\n\n00:00:03.0 --> 00:00:04.0\nthree\n");

        reading.Lines.Select(line => line.Text).ShouldBe(["one two", "three"]);
    }

    [Fact]
    public void A_number_that_was_said_is_not_taken_for_a_counter()
    {
        var reading = CaptionFile.Read("1\n00:00:01,000 --> 00:00:02,000\nHow many?\n42\n\n2\n00:00:03,000 --> 00:00:04,000\nThanks.\n");

        reading.Lines.Select(line => line.Text).ShouldBe(["How many? 42", "Thanks."]);
    }

    [Fact]
    public void An_impossible_time_is_named_by_its_line()
    {
        var reading = CaptionFile.Read("1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n00:99:01,000 --> 00:00:02,000\nb\n");

        reading.Problems.ShouldBe([new FileProblem(6, "The times cannot be read: 00:99:01,000 --> 00:00:02,000")]);
        reading.Lines.Select(line => line.Text).ShouldBe(["a"]);
    }
}
