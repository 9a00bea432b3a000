using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Tests.Transcript;

public sealed class TranscriptTests
{
    [Fact]
    public void A_session_in_which_nothing_was_said_has_no_interventions() => Interventions(Given.OpenSession()).ShouldBeEmpty();

    [Fact]
    public void Lines_of_one_turn_are_one_intervention()
    {
        var intervention = Interventions(RosaSpeaks().And(Line("Thank you, Chair."), Line("We agree."))).ShouldHaveSingleItem();

        intervention.ShouldBe(new InterventionView(
            1, "Rosa Quispe", "Peru", Place.Remote, null, Cast.Morning.AddSeconds(3), intervention.Lines));
        intervention.Lines.ShouldBe(
            [
                new CaptionLineView(4, "en", "en", "Thank you, Chair.", "Rosa Quispe", Cast.Morning.AddSeconds(3), Rule: AttributionRule.Floor),
                new CaptionLineView(5, "en", "en", "We agree.", "Rosa Quispe", Cast.Morning.AddSeconds(4), Rule: AttributionRule.Floor),
            ]);
    }

    [Fact]
    public void A_new_turn_is_a_new_intervention_even_of_the_same_person() =>
        Shape(RosaSpeaks().And(Line("one"), new FloorYielded(1, TurnEnd.Speaker), new FloorRequested(Cast.Rosa, null), new FloorGranted(2, Cast.Rosa), Line("two")))
            .ShouldBe(["1 Rosa Quispe: one", "2 Rosa Quispe: two"]);

    [Fact]
    public void A_new_agenda_item_is_a_new_intervention()
    {
        var given = RosaSpeaks().And(Take(Cast.Opening), Line("one"), Take(Cast.Debate), Line("two"));

        Shape(given).ShouldBe(["1 Rosa Quispe: one", "2 Rosa Quispe: two"]);
        Interventions(given).Select(one => one.Item).ShouldBe([Cast.Opening, Cast.Debate]);
    }

    [Fact]
    public void A_mark_within_a_turn_is_an_intervention_without_the_holders_particulars()
    {
        var given = RosaSpeaks().And(Line("one"), Line("Please be brief.", "The Chair"), Line("two"));

        Shape(given).ShouldBe(["1 Rosa Quispe: one", "2 The Chair: Please be brief.", "3 Rosa Quispe: two"]);
        Interventions(given)[1].Affiliation.ShouldBeNull();
        Interventions(given)[1].Place.ShouldBeNull();
        Interventions(given)[2].Affiliation.ShouldBe("Peru");
    }

    [Fact]
    public void A_mark_that_names_the_holder_keeps_their_particulars()
    {
        var intervention = Interventions(RosaSpeaks().And(Line("one", "Rosa Quispe"), Line("two"))).ShouldHaveSingleItem();

        (intervention.Affiliation, intervention.Place).ShouldBe(("Peru", Place.Remote));
    }

    [Fact]
    public void A_marked_speaker_goes_on_when_the_floor_changes_without_them() =>
        Shape(RosaSpeaks().And(Line("one", "The Chair"), new FloorYielded(1, TurnEnd.Chair), Line("two", "The Chair")))
            .ShouldBe(["1 The Chair: one two"]);

    [Fact]
    public void An_affiliation_nobody_gave_is_left_out() =>
        Interventions(Given.OpenSession().And(new FloorGranted(1, Cast.Rosa with { Affiliation = "", Place = Place.Hall }), Line("one")))
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(one => one.Affiliation.ShouldBeNull(), one => one.Place.ShouldBe(Place.Hall));

    [Fact]
    public void A_speaker_nobody_knows_stays_unknown_and_their_lines_together()
    {
        var given = Given.OpenSession().And(Line("one"), Line("two"), Line("three", "The Chair"), Line("four"));

        Shape(given).ShouldBe(["1 ?: one two", "2 The Chair: three", "3 ?: four"]);
    }

    [Fact]
    public void Words_before_and_after_a_turn_are_not_the_same_unknown_speaker() =>
        Shape(Given.OpenSession().And(Line("one"), new FloorGranted(1, Cast.Rosa), Line("two"), new FloorYielded(1, TurnEnd.Chair), Line("three")))
            .ShouldBe(["1 ?: one", "2 Rosa Quispe: two", "3 ?: three"]);

    [Fact]
    public void An_intervention_starts_when_its_first_words_were_said()
    {
        var spoken = Cast.Morning.AddSeconds(2).AddMilliseconds(300);
        Interventions(RosaSpeaks().And(Line("one") with { SpokenAt = spoken })).ShouldHaveSingleItem().StartedAt.ShouldBe(spoken);
    }

    [Fact]
    public void A_transcript_is_of_one_track_and_shows_the_corrected_words()
    {
        var given = RosaSpeaks().And(Line("one"), Line("un") with { Track = "fr", Language = "fr" }, new CaptionLineCorrected(4, "ONE"));

        Shape(given).ShouldBe(["1 Rosa Quispe: ONE"]);
        Shape(given, "fr").ShouldBe(["1 Rosa Quispe: un"]);
        Shape(given, "ar").ShouldBeEmpty();
    }

    [Fact]
    public void A_transcript_names_its_session()
    {
        var session = SessionViews.ViewOf(Given.OpenSession().State, Cast.Programme, Cast.Planned);
        TranscriptBuilder.Build(session, SessionState.Empty, "en").Session.ShouldBe(session);
    }

    private static GivenSession RosaSpeaks() => Given.OpenSession().And(new FloorRequested(Cast.Rosa, null), new FloorGranted(1, Cast.Rosa));

    private static CaptionLineAdded Line(string text, string? mark = null) => new("en", "en", text, mark, null);

    private static AgendaItemTakenUp Take(AgendaItemView item) => new AgendaItemTakenUp(item.Id, item.Number, item.Title);

    private static ImmutableArray<InterventionView> Interventions(GivenSession given, string track = "en") =>
        TranscriptBuilder.Build(SessionViews.ViewOf(given.State, Cast.Programme, Cast.Planned), given.State, track).Interventions;

    private static IEnumerable<string> Shape(GivenSession given, string track = "en") =>
        Interventions(given, track).Select(one => $"{one.Number} {one.Speaker ?? "?"}: {string.Join(' ', one.Lines.Select(line => line.Text))}");
}
