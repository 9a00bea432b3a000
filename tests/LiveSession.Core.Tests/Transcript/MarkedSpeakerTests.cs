using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Tests.Transcript;

public sealed class MarkedSpeakerTests
{
    private static readonly GivenSession RosaSpeaks = Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa));

    [Fact]
    public void A_name_written_in_the_text_goes_before_the_floor_and_is_not_among_the_words() =>
        Said(RosaSpeaks.And(Line("Thank you."), Line(">> CHAIR: Please be brief.")))
            .ShouldBe(["Floor Rosa Quispe: Thank you.", "Mark CHAIR: Please be brief."]);

    [Fact]
    public void A_mark_stands_until_the_next() =>
        Said(RosaSpeaks.And(Line(">> CHAIR: One."), Line("two."), Line(">> BRAZIL: Three."), Line("four.")))
            .ShouldBe(["Mark CHAIR: One.", "Mark CHAIR: two.", "Mark BRAZIL: Three.", "Mark BRAZIL: four."]);

    [Fact]
    public void An_interjection_within_a_line_cuts_it_and_each_part_can_be_linked_to()
    {
        var lines = Transcript(RosaSpeaks.And(Line("We agree >> CHAIR: Order! >> as I said."))).Interventions.SelectMany(one => one.Lines).ToArray();

        lines.Select(line => (line.Number, line.Part, line.Speaker, line.Text, line.Rule)).ShouldBe(
            [
                (4, null, "Rosa Quispe", "We agree", AttributionRule.Floor),
                (4, 2, "CHAIR", "Order!", AttributionRule.Mark),
                (4, 3, "Rosa Quispe", "as I said.", AttributionRule.Return),
            ]);
    }

    [Theory]
    [InlineData(">> ROSA QUISPE: Thank you.")]
    [InlineData(">>PERU: Thank you.")]
    public void A_mark_that_names_the_holder_or_whom_they_speak_for_is_the_holder(string text)
    {
        var intervention = Transcript(RosaSpeaks.And(Line(text))).Interventions.ShouldHaveSingleItem();

        (intervention.Speaker, intervention.Affiliation, intervention.Place, intervention.Lines[0].Rule)
            .ShouldBe(("Rosa Quispe", "Peru", Place.Remote, AttributionRule.Mark));
    }

    [Fact]
    public void A_change_without_a_name_after_the_holders_own_words_is_somebody_unknown() =>
        Said(RosaSpeaks.And(Line("One."), Line(">> Could you repeat that?"))).ShouldBe(["Floor Rosa Quispe: One.", "None ?: Could you repeat that?"]);

    [Fact]
    public void A_change_without_a_name_while_nobody_has_the_floor_is_somebody_unknown() =>
        Said(Given.OpenSession().And(Line(">> CHAIR: One."), Line(">> two"))).ShouldBe(["Mark CHAIR: One.", "None ?: two"]);

    [Fact]
    public void A_speaker_key_ends_what_the_text_marked() =>
        Said(RosaSpeaks.And(Line(">> CHAIR: One."), Line("two", "Tomasz Nowak"), Line("three")))
            .ShouldBe(["Mark CHAIR: One.", "SpeakerKey Tomasz Nowak: two", "Floor Rosa Quispe: three"]);

    [Fact]
    public void A_chair_who_still_speaks_when_the_floor_is_given_keeps_their_words_for_a_minute()
    {
        var given = Given.OpenSession().And(Line(">> CHAIR: Peru, please."), new FloorGranted(1, Cast.Rosa), Line("You have three minutes."));

        Said(given).ShouldBe(["Mark CHAIR: Peru, please.", "Mark CHAIR: You have three minutes."]);
        Said(given.AtMinute(3).And(Line("Thank you.")))[^1].ShouldBe("Floor Rosa Quispe: Thank you.");
    }

    [Fact]
    public void A_line_of_nothing_but_a_mark_names_who_comes_next() =>
        Said(RosaSpeaks.And(Line(">> CHAIR:"), Line("Order."))).ShouldBe(["Mark CHAIR: Order."]);

    [Theory]
    [InlineData("a >> b is written by programmers", "None ?: b is written by programmers")]
    [InlineData("Note: this is no name", "Floor Rosa Quispe: Note: this is no name")]
    [InlineData("x>>y", "Floor Rosa Quispe: x>>y")]
    public void Only_what_stands_as_a_mark_is_one(string text, string last) => Said(RosaSpeaks.And(Line(text)))[^1].ShouldBe(last);

    [Fact]
    public void A_line_that_was_withdrawn_stays_where_it_was() =>
        Said(RosaSpeaks.And(Line("one"), Line("two"), new CaptionLineCorrected(4, ""))).ShouldBe(["Floor Rosa Quispe: ", "Floor Rosa Quispe: two"]);

    [Theory]
    [InlineData("We agre >> CHAIR: Oder! >> as I said.", "We agree >> CHAIR: Order! >> as I said.", new[] { "Rosa Quispe <We agre> We agree", "CHAIR <Oder!> Order!", "Rosa Quispe <> as I said." })]
    [InlineData("We agree >> CHAIR: Oder!", "We agree >> Chair: Order!", new[] { "Rosa Quispe <[We agree >> CHAIR: Oder!]> We agree", "? <> Chair: Order!" })]
    [InlineData("We agree. Order! As I said.", "We agree. >> CHAIR: Order!", new[] { "Rosa Quispe <[We agree. Order! As I said.]> We agree.", "CHAIR <> Order!" })]
    [InlineData("We agree. >> CHAIR: Order!", "We agree.", new[] { "Rosa Quispe <[We agree. >> CHAIR: Order!]> We agree." })]
    [InlineData(">> CHAIR: We agree.", ">> PERU: We agree.", new[] { "Rosa Quispe <[>> CHAIR: We agree.]> We agree." })]
    [InlineData(">> CHAIR: Oder!", ">> CHAIR: Order!", new[] { "CHAIR <Oder!> Order!" })]
    [InlineData("We agre.", "We agree.", new[] { "Rosa Quispe <We agre.> We agree." })]
    public void The_former_words_of_one_speaker_are_not_put_in_anothers_mouth(string aired, string corrected, string[] expected)
    {
        var lines = Transcript(RosaSpeaks.And(Line(aired), new CaptionLineCorrected(4, corrected))).Interventions.SelectMany(one => one.Lines);

        lines.Select(line => $"{line.Speaker ?? "?"} <{line.Former}{(line.FormerLine is { } whole ? $"[{whole}]" : "")}> {line.Text}").ShouldBe(expected);
    }

    private static CaptionLineAdded Line(string text, string? mark = null) => new("en", "en", text, mark, null);

    private static TranscriptView Transcript(GivenSession given) =>
        TranscriptBuilder.Build(SessionViews.ViewOf(given.State, Cast.Programme, Cast.Planned), given.State, "en");

    private static string[] Said(GivenSession given) =>
        [.. Transcript(given).Interventions.SelectMany(one => one.Lines.Select(line => $"{line.Rule} {one.Speaker ?? "?"}: {line.Text}"))];
}
