using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Tests.Files;

public sealed class CartTests
{
    [Fact]
    public void A_mark_with_a_name_changes_the_speaker_until_the_next_mark()
    {
        Read(">> CHAIR: The meeting is open.  Brazil, please.\n>>BRAZIL:  Thank you, Chair.\nGood morning.\n>> Could you repeat that?\nPlease?")
            .ShouldBe([
                ("CHAIR", "The meeting is open. Brazil, please."),
                ("BRAZIL", "Thank you, Chair."),
                ("BRAZIL", "Good morning."),
                (null, "Could you repeat that?"),
                (null, "Please?"),
            ]);
    }

    [Fact]
    public void A_mark_alone_means_that_somebody_else_speaks_now() =>
        Read(">> CHAIR: Yes?\n>>\nNo.").ShouldBe([("CHAIR", "Yes?"), (null, "No.")]);

    [Fact]
    public void A_mark_within_a_line_changes_the_speaker_there() =>
        Read(">> CHAIR: Thank you. >> INDIA: Thank you, Chair. >> Hear, hear.")
            .ShouldBe([("CHAIR", "Thank you."), ("INDIA", "Thank you, Chair."), (null, "Hear, hear.")]);

    [Theory]
    [InlineData("CHAIRMAN MAJOR")]
    [InlineData("REMOTE PARTICIPANT")]
    [InlineData("MR. O'NEILL")]
    [InlineData("Mr. SMITH")]
    [InlineData("JAN VAN DER BERG-MÜLLER")]
    [InlineData("CÔTE D’IVOIRE")]
    [InlineData("IRAN (ISLAMIC REPUBLIC OF)")]
    [InlineData("CHAIR (Mr. Smith)")]
    [InlineData("McCARTHY")]
    [InlineData("SPEAKER 2")]
    [InlineData("ЯПОНИЯ")]
    [InlineData("張芳睿")]
    [InlineData("الرئيس")]
    public void Names_are_recognised_in_capitals_or_in_a_script_without_them(string name) =>
        Read($">> {name}: Thank you.").ShouldBe([(name, "Thank you.")]);

    [Theory]
    [InlineData("To Aaron's point: it is possible.")]
    [InlineData("The time is 10:30 now.")]
    [InlineData("See https://example.org: it is there.")]
    [InlineData("I: well.")]
    public void A_colon_in_a_sentence_is_not_taken_for_a_name(string words) =>
        Read($">> {words}").ShouldBe([(null, words)]);

    [Fact]
    public void Full_width_colons_and_Chinese_names_are_understood() =>
        Read(">> 張芳睿：大家好。").ShouldBe([("張芳睿", "大家好。")]);

    [Fact]
    public void Special_spaces_and_hyphens_of_caption_software_become_plain_ones() =>
        Read(">> CHAIR:\u00A0\u00A0We adjourn \u2011\u2011 for lunch.\u00A0 [ Laughter ]").ShouldBe([("CHAIR", "We adjourn -- for lunch. [Laughter]")]);

    [Fact]
    public void Page_numbers_in_the_flow_are_left_out_and_counted()
    {
        var reading = CaptionFile.Read(">> CHAIR: One.\n\n  Page 3 of 12\f\n- 4 -\n5\nTwo.");

        reading.Lines.Select(line => line.Text).ShouldBe(["One.", "Two."]);
        reading.Ignored.ShouldBe(3);
    }

    [Fact]
    public void A_title_above_the_first_empty_line_is_left_out_and_reported()
    {
        var reading = CaptionFile.Read("Working Group\nRoom: Hall XX\n\n>> CHAIR: Good morning.");

        reading.Lines.Select(line => line.Text).ShouldBe(["Good morning."]);
        reading.Problems.ShouldBe([new FileProblem(1, "The first 2 lines were taken for a title and left out.")]);
    }

    [Theory]
    [InlineData("Good morning everybody.\n\nLet us begin.")]
    [InlineData("CHAIR: Good morning\n\nLet us begin")]
    [InlineData("only one line")]
    public void Words_that_are_no_title_are_not_left_out(string text) =>
        CaptionFile.Read(text).Ignored.ShouldBe(0);

    [Fact]
    public void Plain_text_has_no_times() =>
        CaptionFile.Read(">> A and B.").Steps.ShouldBe([new LineStep(null, null, "A and B.")]);

    private static IEnumerable<(string?, string)> Read(string text) =>
        CaptionFile.Read(text).Lines.Select(line => (line.Speaker, line.Text));
}
