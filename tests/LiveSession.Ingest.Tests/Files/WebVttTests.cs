using LiveSession.Ingest.Files;

namespace LiveSession.Ingest.Tests.Files;

public sealed class WebVttTests
{
    [Fact]
    public void Voices_and_languages_and_escapes_are_read()
    {
        var reading = CaptionFile.Read("""
            WEBVTT - a session

            NOTE made by hand

            STYLE
            ::cue { color: white }

            12
            00:01.500 --> 00:03.000 line:0
            <v.loud Maria Silva><lang pt-BR>Ol&aacute;,
            senhor</lang> <b>Pr&amp;esidente</b>

            01:00:04.000 --> 01:00:05.000
            No voice &lt;here&gt;
            """);

        reading.Format.ShouldBe(CaptionFileFormat.WebVtt);
        reading.Problems.ShouldBeEmpty();
        reading.Steps.ShouldBe([
            new LineStep(TimeSpan.FromSeconds(1.5), "Maria Silva", "Olá, senhor", "pt-BR"),
            new LineStep(TimeSpan.FromSeconds(1.5), "Maria Silva", "Pr&esidente"),
            new LineStep(TimeSpan.FromSeconds(3604), null, "No voice <here>"),
        ]);
    }

    [Fact]
    public void Two_voices_in_one_cue_are_two_lines() =>
        Texts("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Chair>Brazil.</v>\n<v Brazil>Thank you.</v>").ShouldBe([("Chair", "Brazil."), ("Brazil", "Thank you.")]);

    [Fact]
    public void Rows_of_a_cue_are_joined_with_a_space_and_Chinese_rows_without() =>
        Texts("WEBVTT\n\n00:01.000 --> 00:02.000\nremember\nDoesn't it\n\n00:03.000 --> 00:04.000\n大家\n好。").ShouldBe([(null, "remember Doesn't it"), (null, "大家好。")]);

    [Fact]
    public void Stenographers_marks_are_understood_where_no_voice_is_given() =>
        Texts("WEBVTT\n\n00:01.000 --> 00:02.000\n>> CHAIR: Open.\n>> INDIA: Thanks\n\n00:03.000 --> 00:04.000\nagain.").ShouldBe([("CHAIR", "Open."), ("INDIA", "Thanks"), ("INDIA", "again.")]);

    [Fact]
    public void Rows_that_automatic_captions_show_twice_are_read_once() =>
        Texts("""
            WEBVTT
            Kind: captions

            00:00:01.000 --> 00:00:03.000
            so<00:00:01.500><c> good</c><00:00:02.000><c> morning</c>

            00:00:03.000 --> 00:00:03.010
            so good morning

            00:00:03.010 --> 00:00:05.000
            so good morning
            to<00:00:03.500><c> all</c><00:00:04.000><c> of you</c>

            00:00:05.000 --> 00:00:05.010
            to all of you
            """).ShouldBe([(null, "so good morning"), (null, "to all of you")]);

    [Fact]
    public void A_repetition_that_somebody_said_is_kept() =>
        Texts("WEBVTT\n\n00:01.000 --> 00:02.000\nNo.\n\n00:02.000 --> 00:03.000\nNo.").Count().ShouldBe(2);

    [Fact]
    public void What_cannot_be_read_is_named_by_its_line_and_the_rest_is_read()
    {
        var reading = CaptionFile.Read("WEBVTT\n\n00:01.000 -> 00:02.000\nlost\n\n00:aa.000 --> 00:02.000\nlost too\n\n00:05.000 --> 00:04.000\nkept\n00:06.000 --> 00:07.000\nno empty line above\n\n00:02.000 --> 00:03.000\nearlier");

        reading.Lines.Select(line => line.Text).ShouldBe(["earlier", "kept", "no empty line above"]);
        reading.Problems.ShouldBe([
            new FileProblem(3, "This is neither a cue nor a note: 00:01.000 -> 00:02.000"),
            new FileProblem(6, "The times cannot be read: 00:aa.000 --> 00:02.000"),
            new FileProblem(9, "The cue ends before it starts."),
            new FileProblem(14, "The cue starts before the one above it; it was put in its place."),
        ]);
    }

    [Fact]
    public void Markup_left_open_and_signs_that_are_no_markup_harm_nothing() =>
        Texts("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Chair>a < b and <i>c> d <unknown>").ShouldBe([("Chair", "a < b and c> d <unknown>")]);

    private static IEnumerable<(string?, string)> Texts(string text) =>
        CaptionFile.Read(text).Lines.Select(line => (line.Speaker, line.Text));
}
