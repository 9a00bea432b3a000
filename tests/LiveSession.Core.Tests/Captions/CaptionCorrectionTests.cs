using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionCorrectionTests
{
    // 1 opened, 2 pen, 3 line, 4 line
    private static readonly GivenSession TwoLines = Given.OpenSession().AndBy(
        Cast.Captioner,
        new PenTaken("en", "Lena Fisher", false),
        new CaptionLineAdded("en", "en", "The see is rising.", null, null),
        new CaptionLineAdded("en", "en", "We agree.", null, null));

    [Fact]
    public void A_line_gets_other_words() =>
        TwoLines.When(new CorrectCaptionLine(3, "The sea is rising."), Cast.Captioner).Then(new CaptionLineCorrected(3, "The sea is rising."));

    [Fact]
    public void The_line_keeps_its_number_and_says_that_it_was_corrected()
    {
        var lines = TwoLines.AtMinute(9).And(new CaptionLineCorrected(3, "The sea is rising.")).State.Captions.Lines;

        lines.Select(line => (line.Number, line.Text, line.CorrectedAt))
            .ShouldBe([(3, "The sea is rising.", Cast.Morning.AddMinutes(9)), (4, "We agree.", null)]);
        lines.Select(SessionViews.ViewOf).ShouldBe(
            [
                new CaptionLineView(3, "en", "en", "The sea is rising.", null, Cast.Morning.AddSeconds(2), Corrected: true, Former: "The see is rising."),
                new CaptionLineView(4, "en", "en", "We agree.", null, Cast.Morning.AddSeconds(3)),
            ]);
    }

    [Fact]
    public void The_words_first_aired_stay_known_however_often_a_line_is_corrected() =>
        TwoLines.And(new CaptionLineCorrected(3, "The sea is rising.")).And(new CaptionLineCorrected(3, "The seas are rising."))
            .State.Captions.Lines[0].Former.ShouldBe("The see is rising.");

    [Fact]
    public void A_line_without_words_is_withdrawn_with_what_it_said_and_comes_back_with_words()
    {
        TwoLines.When(new CorrectCaptionLine(3, " "), Cast.Captioner).Then(new CaptionLineCorrected(3, ""));
        var withdrawn = TwoLines.And(new CaptionLineCorrected(3, "The sea is rising.")).And(new CaptionLineCorrected(3, ""));
        SessionViews.ViewOf(withdrawn.State.Captions.Lines[0])
            .ShouldBe(new CaptionLineView(3, "en", "en", "", null, Cast.Morning.AddSeconds(2), Corrected: true, Former: null));

        SessionViews.ViewOf(withdrawn.And(new CaptionLineCorrected(3, "The see is rising.")).State.Captions.Lines[0])
            .ShouldBe(new CaptionLineView(3, "en", "en", "The see is rising.", null, Cast.Morning.AddSeconds(2), Corrected: true, Former: null));
    }

    [Fact]
    public void Corrections_are_taken_after_the_session_and_off_the_record()
    {
        var correction = new CorrectCaptionLine(4, "We all agree.");
        TwoLines.And(new SessionClosed()).When(correction, Cast.Secretariat).Then(new CaptionLineCorrected(4, "We all agree."));
        TwoLines.And(new WentOffTheRecord()).When(correction, Cast.Captioner).Then(new CaptionLineCorrected(4, "We all agree."));
    }

    [Fact]
    public void Off_the_record_a_source_corrects_nothing_and_on_it_again_it_does()
    {
        var issued = new CaptionSourceIssued(
            CaptionSourceId.From(Guid.Parse("0197a000-0000-7000-8000-000000005002")), Cast.Session, "Encoder", "en", "en", CaptionProtocol.Zoom, "hash");
        var meeting = Given.Meeting().And(issued).State;
        var encoder = meeting.CaptionSources.All[issued.Source].Writer;
        var given = TwoLines with { Meeting = meeting };
        var correction = new CorrectCaptionLine(4, "We agree on nothing.");

        given.When(correction, encoder).Then(new CaptionLineCorrected(4, "We agree on nothing."));
        given.And(new WentOffTheRecord()).When(correction, encoder).ThenRefused(Rejections.OffTheRecord);
        given.And(new WentOffTheRecord()).When(new CorrectCaptionLine(4, ""), encoder).ThenRefused(Rejections.OffTheRecord);
        given.And(new WentOffTheRecord(), new WentOnTheRecord()).When(correction, encoder).Then(new CaptionLineCorrected(4, "We agree on nothing."));
    }

    [Fact]
    public void What_software_typed_in_one_part_of_a_session_comes_into_the_record_of_no_other()
    {
        var off = TwoLines.And(new WentOffTheRecord());
        var again = off.And(new WentOnTheRecord());
        (TwoLines.State.RecordPart, off.State.RecordPart, again.State.RecordPart, off.And(new SessionClosed()).State.RecordPart).ShouldBe((0, 1, 2, 2));

        TwoLines.When(new CorrectCaptionLine(4, "Yes.", RecordPart: 0), Cast.Captioner).Then(new CaptionLineCorrected(4, "Yes."));
        again.When(new CorrectCaptionLine(4, "Yes.", RecordPart: 2), Cast.Captioner).Then(new CaptionLineCorrected(4, "Yes."));
        again.When(new AddCaptionLine("en", "en", "Yes.", RecordPart: 2), Cast.Captioner).Then(new CaptionLineAdded("en", "en", "Yes.", null, null));
        foreach (var part in new[] { 0, 1 })
        {
            off.When(new CorrectCaptionLine(4, "Secret.", part), Cast.Captioner).ThenRefused(Rejections.OffTheRecord);
            off.When(new AddCaptionLine("en", "en", "Secret.", RecordPart: part), Cast.Captioner).ThenRefused(Rejections.OffTheRecord);
            again.When(new CorrectCaptionLine(4, "Secret.", part), Cast.Captioner).ThenRefused(Rejections.OffTheRecord);
            again.When(new AddCaptionLine("en", "en", "Secret.", RecordPart: part), Cast.Captioner).ThenRefused(Rejections.OffTheRecord);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(-1)]
    public void An_event_that_is_no_line_cannot_be_corrected(long number) =>
        TwoLines.When(new CorrectCaptionLine(number, "x"), Cast.Captioner).ThenRefused(Rejections.UnknownLine);

    [Fact]
    public void A_colleague_corrects_while_another_writes_and_so_does_the_secretariat()
    {
        var correction = new CorrectCaptionLine(3, "The sea is rising.");
        TwoLines.When(correction, Cast.Colleague).Then(new CaptionLineCorrected(3, "The sea is rising."));
        TwoLines.When(correction, Cast.Secretariat).Then(new CaptionLineCorrected(3, "The sea is rising."));
    }

    [Fact]
    public void A_line_on_a_track_without_a_pen_is_corrected_by_any_captioner() =>
        Given.OpenSession().AndBy(Cast.Captioner, new CaptionLineAdded("en", "en", "See.", null, null))
            .When(new CorrectCaptionLine(2, "Sea."), Cast.Colleague).Then(new CaptionLineCorrected(2, "Sea."));

    [Fact]
    public void A_correction_follows_the_rules_of_a_line()
    {
        TwoLines.When(new CorrectCaptionLine(3, new string('x', 2001)), Cast.Captioner).ThenRefused(Rejections.LineTooLong(2001, 2000));
        TwoLines.When(new CorrectCaptionLine(3, "The\u202E sea\u0001"), Cast.Captioner)
            .ThenWithNotice(Rejections.CharactersRemoved(2), new CaptionLineCorrected(3, "The sea"));
    }
}
