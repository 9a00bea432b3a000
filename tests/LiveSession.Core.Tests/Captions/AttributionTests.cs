using LiveSession.Core.Agenda;
using LiveSession.Core.Captions;
using LiveSession.Core.Floor;

namespace LiveSession.Core.Tests.Captions;

public sealed class AttributionTests
{
    // Rosa speaks from minute 5 to 10, Tomasz from minute 10.
    private static readonly GivenSession TomaszSpeaks = Given.OpenSession()
        .And(new FloorRequested(Cast.Rosa, null), new FloorRequested(Cast.Tomasz, null))
        .AtMinute(5).And(new FloorGranted(1, Cast.Rosa))
        .AtMinute(10).And(new FloorYielded(1, TurnEnd.NextSpeaker))
        .AtMinute(10).And(new FloorGranted(2, Cast.Tomasz))
        .AtMinute(11);

    [Fact]
    public void Words_belong_to_who_has_the_floor() => Said(TomaszSpeaks).Speaker.ShouldBe("Tomasz Nowak");

    [Fact]
    public void The_captioners_mark_goes_before_the_floor()
    {
        var line = Said(TomaszSpeaks, mark: "Rosa Quispe");

        line.Speaker.ShouldBe("Rosa Quispe");
        line.Turn.ShouldNotBeNull().Number.ShouldBe(2);
    }

    [Fact]
    public void Words_said_before_the_floor_changed_belong_to_the_earlier_turn()
    {
        var line = Said(TomaszSpeaks, spokenAt: Cast.Morning.AddMinutes(10).AddSeconds(-2));

        line.Speaker.ShouldBe("Rosa Quispe");
        line.SpokenAt.ShouldBe(Cast.Morning.AddMinutes(10).AddSeconds(-2));
        line.At.ShouldBe(Cast.Morning.AddMinutes(11));
    }

    [Fact]
    public void Words_said_at_the_moment_of_the_change_belong_to_the_new_turn() =>
        Said(TomaszSpeaks, spokenAt: Cast.Morning.AddMinutes(10)).Speaker.ShouldBe("Tomasz Nowak");

    [Fact]
    public void Words_said_before_anybody_had_the_floor_stay_unknown()
    {
        var line = Said(TomaszSpeaks, spokenAt: Cast.Morning.AddMinutes(4));

        line.Speaker.ShouldBeNull();
        line.Turn.ShouldBeNull();
    }

    [Fact]
    public void Words_said_between_turns_stay_unknown() =>
        Said(TomaszSpeaks.And(new FloorYielded(2, TurnEnd.Speaker)).AtMinute(12)).Speaker.ShouldBeNull();

    [Fact]
    public void Words_belong_to_the_agenda_item_under_discussion()
    {
        Said(TomaszSpeaks).Item.ShouldBeNull();
        Said(TomaszSpeaks.And(new AgendaItemTakenUp(Cast.Debate.Id, Cast.Debate.Number, Cast.Debate.Title))).Item.ShouldBe(Cast.Debate);
    }

    private static CaptionLine Said(GivenSession given, string? mark = null, DateTimeOffset? spokenAt = null) =>
        given.AndBy(Cast.Captioner, new CaptionLineAdded("en", "en", "Thank you.", mark, spokenAt)).State.Captions.Lines[^1];
}
