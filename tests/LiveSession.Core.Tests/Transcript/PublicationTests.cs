using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Core.Transcript;

namespace LiveSession.Core.Tests.Transcript;

public sealed class PublicationTests
{
    private static readonly DecidePersonalData MaskNumber = new(2, 8, 11, "PhoneNumber", PublicationChoice.Mask);
    private static readonly PersonalDataDecided NumberMasked = new(2, 8, 11, "PhoneNumber", PublicationChoice.Mask);

    [Fact]
    public void Personal_data_is_masked_in_the_transcript_and_in_nothing_else()
    {
        var given = Said("Call me 917 1234 56 today.").And(new SessionClosed());

        given.When(MaskNumber, Cast.Secretariat).Then(NumberMasked);

        var after = given.And(NumberMasked);
        TextOf(after).ShouldBe("Call me \u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588\u2588 today.");
        after.State.Captions.FindLine(2)!.Text.ShouldBe("Call me 917 1234 56 today.");
    }

    [Fact]
    public void What_is_to_be_kept_stands_as_it_was_said() =>
        TextOf(Said("Call me 917 1234 56 today.").And(NumberMasked, NumberMasked with { Choice = PublicationChoice.Keep })).ShouldBe("Call me 917 1234 56 today.");

    [Fact]
    public void Deciding_the_same_again_is_refused_and_deciding_otherwise_is_not()
    {
        var given = Said("Call me 917 1234 56 today.").And(NumberMasked);

        given.When(MaskNumber, Cast.Secretariat).ThenRefused(Rejections.ChoiceUnchanged);
        given.When(MaskNumber with { Choice = PublicationChoice.Keep }, Cast.Secretariat).Then(NumberMasked with { Choice = PublicationChoice.Keep });
    }

    [Fact]
    public void A_corrected_line_has_to_be_looked_at_again()
    {
        var given = Said("Call me 917 1234 56 today.").And(NumberMasked, new CaptionLineCorrected(2, "Call me."));

        given.State.Publication.Decisions.ShouldBeEmpty();
        TextOf(given).ShouldBe("Call me.");
        given.When(MaskNumber, Cast.Secretariat).ThenRefused(Rejections.NoSuchPlace);
    }

    [Fact]
    public void Of_a_masked_line_the_words_before_its_correction_are_not_published_either()
    {
        var given = Said("Call me 917 1234 56 today").And(new CaptionLineCorrected(2, "Call me 917 1234 56 today."), NumberMasked);

        Lines(given).Single().Former.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(7, 2)]
    [InlineData(int.MaxValue, int.MaxValue)]
    [InlineData(1, 1)]
    [InlineData(0, 1)]
    public void A_place_must_be_in_the_words_and_between_whole_characters(int offset, int length) =>
        Said("\U0001F600 hello").When(MaskNumber with { Offset = offset, Length = length }, Cast.Secretariat).ThenRefused(Rejections.NoSuchPlace);

    [Fact]
    public void A_line_that_is_not_there_is_refused() =>
        Said("Hello.").When(MaskNumber with { Line = 77 }, Cast.Secretariat).ThenRefused(Rejections.UnknownLine);

    [Fact]
    public void What_a_machine_found_is_dismissed_and_put_back()
    {
        var given = Said("The chad of the ballot.");
        given.When(new DismissAnalysis(AnalysisPart.Name, "Chad"), Cast.Secretariat).Then(new AnalysisDismissed(AnalysisPart.Name, "Chad"));
        given.When(new DismissAnalysis(AnalysisPart.Name, "Chad", Dismissed: false), Cast.Secretariat).ThenRefused(Rejections.ChoiceUnchanged);

        var dismissed = given.And(new AnalysisDismissed(AnalysisPart.Name, "Chad"));
        dismissed.State.Publication.IsDismissed(AnalysisPart.Name, "Chad").ShouldBeTrue();
        dismissed.State.Publication.IsDismissed(AnalysisPart.KeyPhrase, "Chad").ShouldBeFalse();
        dismissed.When(new DismissAnalysis(AnalysisPart.Name, "Chad", Dismissed: false), Cast.Secretariat).Then(new AnalysisRestored(AnalysisPart.Name, "Chad"));
        dismissed.And(new AnalysisRestored(AnalysisPart.Name, "Chad")).State.Publication.Dismissed.ShouldBeEmpty();
    }

    private static GivenSession Said(string words) => Given.OpenSession().And(new CaptionLineAdded("en", "en", words, null, null));

    private static string TextOf(GivenSession given) => Lines(given).Single().Text;

    private static ImmutableArray<CaptionLineView> Lines(GivenSession given) =>
        TranscriptBuilder.Build(SessionViews.ViewOf(given.State, Cast.Programme, Cast.Planned), given.State, "en").Interventions.Single().Lines;
}
