using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionLineTests
{
    private static readonly PenTaken LenaWrites = new("en", "Lena Fisher", Forced: false);

    [Fact]
    public void The_first_captioner_on_a_track_gets_its_pen_with_the_line() =>
        Given.OpenSession().When(Line("Good morning."), Cast.Captioner).Then(LenaWrites, Added("Good morning."));

    [Fact]
    public void Who_has_the_pen_just_writes() =>
        WithPen().When(Line("Good morning."), Cast.Captioner).Then(Added("Good morning."));

    [Fact]
    public void A_colleague_without_the_pen_is_told_who_has_it()
    {
        WithPen().When(Line("Good morning."), Cast.Colleague).ThenRefused(Rejections.PenHeld("Lena Fisher"));
        WithPen().AndBy(Cast.Captioner, new PenOffered("en")).When(Line("Good morning."), Cast.Colleague)
            .ThenRefused(Rejections.PenHeld("Lena Fisher"));
    }

    [Fact]
    public void Whoever_has_just_lost_the_pen_finishes_one_line()
    {
        var handedOver = WithPen().AndBy(Cast.Colleague, new PenTaken("en", "Omar Haddad", Forced: true));
        handedOver.When(Line("What readers saw."), Cast.Captioner).Then(Added("What readers saw."));
        handedOver.AndBy(Cast.Captioner, Added("What readers saw.")).When(Line("And more."), Cast.Captioner).ThenRefused(Rejections.PenHeld("Omar Haddad"));
        handedOver.AndBy(Cast.Colleague, Added("One."), Added("Two.")).When(Line("What readers saw."), Cast.Captioner).Then(Added("What readers saw."));
        handedOver.And(new PenGiven("en", Cast.Chair.Id, "Somebody else", Forced: true)).When(Line("What readers saw."), Cast.Captioner)
            .ThenRefused(Rejections.PenHeld("Somebody else"));
    }

    [Fact]
    public void After_three_seconds_the_line_is_lost_with_the_pen() =>
        WithPen().AndBy(Cast.Colleague, new PenTaken("en", "Omar Haddad", Forced: true), Added("One."), Added("Two."), Added("Three."), Added("Four."))
            .When(Line("What readers saw."), Cast.Captioner).ThenRefused(Rejections.PenHeld("Omar Haddad"));

    [Fact]
    public void Who_gets_the_pen_back_leaves_the_other_to_finish() =>
        WithPen().AndBy(Cast.Colleague, new PenTaken("en", "Omar Haddad", Forced: true)).AndBy(Cast.Captioner, LenaWrites)
            .When(Line("My half."), Cast.Colleague).Then(Added("My half."));

    [Fact]
    public void Every_track_has_a_pen_of_its_own() =>
        WithPen().When(Line("Bonjour.") with { Track = "fr", Language = "fr" }, Cast.Colleague)
            .Then(new PenTaken("fr", "Omar Haddad", false), new CaptionLineAdded("fr", "fr", "Bonjour.", null, null));

    [Fact]
    public void Captions_are_kept_during_a_break_but_not_before_or_after_the_session()
    {
        Given.SuspendedSession().When(Line("We pause."), Cast.Captioner).Then(LenaWrites, Added("We pause."));
        Given.ScheduledSession().When(Line("Test."), Cast.Captioner).ThenRefused(Rejections.SessionNotOpen);
        Given.ClosedSession().When(Line("Late."), Cast.Captioner).ThenRefused(Rejections.SessionClosed);
    }

    [Fact]
    public void Nothing_is_kept_off_the_record() =>
        Given.OpenSession().And(new WentOffTheRecord()).When(Line("Between us."), Cast.Captioner).ThenRefused(Rejections.OffTheRecord);

    [Fact]
    public void A_line_may_have_2000_characters_and_not_one_more()
    {
        WithPen().When(Line(new string('x', 2000)), Cast.Captioner).Then(Added(new string('x', 2000)));
        WithPen().When(Line(new string('x', 2001)), Cast.Captioner).ThenRefused(Rejections.LineTooLong(2001, 2000));
        WithPen().When(Line("x" + new string(' ', 2000)), Cast.Captioner).ThenRefused(Rejections.LineTooLong(2001, 2000));
        WithPen().When(Line(new string('x', 100_000)), Cast.Captioner).ThenRefused(Rejections.LineTooLong(100_000, 2000));
    }

    [Fact]
    public void A_line_cannot_grow_past_its_limit_by_being_composed() =>
        // One character of Hebrew shin with dagesh and dot becomes three when composed canonically.
        WithPen().When(Line(string.Concat(Enumerable.Repeat("\uFB2C", 700))), Cast.Captioner)
            .ThenRefused(Rejections.LineTooLong(2100, 2000));

    [Theory]
    [InlineData("")]
    [InlineData(" \t\r\n")]
    [InlineData("\u202E\u0007")]
    public void A_line_with_nothing_in_it_is_refused(string text) =>
        WithPen().When(Line(text), Cast.Captioner).ThenRefused(Rejections.LineEmpty);

    [Fact]
    public void What_cannot_be_shown_safely_is_taken_out_and_the_captioner_told() =>
        WithPen().When(Line("pay \u202Eten\u202C\u0000 francs"), Cast.Captioner)
            .ThenWithNotice(Rejections.CharactersRemoved(3), Added("pay ten francs"));

    [Fact]
    public void The_first_line_on_a_track_carries_the_notice_too() =>
        Given.OpenSession().When(Line("pay\u202E ten"), Cast.Captioner)
            .ThenWithNotice(Rejections.CharactersRemoved(1), LenaWrites, Added("pay ten"));

    [Theory]
    [InlineData("f")]
    [InlineData("floor")]
    [InlineData("zh-hans-2")]
    [InlineData("12345678901234567890123456789012345")]
    public void A_track_is_named_by_lower_case_letters_digits_and_hyphens(string track)
    {
        CaptionDecider.IsTrack(track).ShouldBeTrue();
        Given.OpenSession().When(Line("x") with { Track = track }, Cast.Captioner).Events.Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("EN")]
    [InlineData("en us")]
    [InlineData("en/fr")]
    [InlineData("é")]
    [InlineData("en\n")]
    [InlineData("123456789012345678901234567890123456")]
    public void Any_other_track_name_is_refused(string track)
    {
        CaptionDecider.IsTrack(track).ShouldBeFalse();
        Given.OpenSession().When(Line("x") with { Track = track }, Cast.Captioner).ThenRefused(Rejections.BadTrack);
        Given.OpenSession().When(new TakePen(track), Cast.Captioner).ThenRefused(Rejections.BadTrack);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-Hans")]
    [InlineData("de-CH-1996")]
    [InlineData("zh-cmn-Hans-CN-x")]
    public void A_language_is_a_tag(string language) =>
        WithPen().When(Line("x") with { Language = language }, Cast.Captioner).Then(Added("x") with { Language = language });

    [Theory]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("en_US")]
    [InlineData("english language")]
    [InlineData("en-")]
    [InlineData("en-a-b-c-d-e")]
    [InlineData("en\n")]
    public void Any_other_language_is_refused(string language) =>
        WithPen().When(Line("x") with { Language = language }, Cast.Captioner).ThenRefused(Rejections.BadLanguage);

    [Fact]
    public void The_mark_of_a_speaker_is_cleaned_and_an_empty_one_is_no_mark()
    {
        WithPen().When(Line("x") with { Speaker = " Ms.\u202E  Okoye\n" }, Cast.Captioner).Then(Added("x") with { Speaker = "Ms. Okoye" });
        WithPen().When(Line("x") with { Speaker = " \u202E " }, Cast.Captioner).Then(Added("x"));
    }

    [Fact]
    public void The_mark_of_a_speaker_may_have_160_characters_and_not_one_more()
    {
        var name = new string('n', 160);
        WithPen().When(Line("x") with { Speaker = name }, Cast.Captioner).Then(Added("x") with { Speaker = name });
        WithPen().When(Line("x") with { Speaker = name + "n" }, Cast.Captioner).ThenRefused(Rejections.TextTooLong(160));
    }

    [Fact]
    public void Words_keep_when_they_were_said_but_never_later_than_now()
    {
        var now = WithPen().AtMinute(10);
        now.When(Line("x") with { SpokenAt = now.Now.AddSeconds(-7) }, Cast.Captioner).Then(Added("x") with { SpokenAt = now.Now.AddSeconds(-7) });
        now.When(Line("x") with { SpokenAt = now.Now }, Cast.Captioner).Then(Added("x") with { SpokenAt = now.Now });
        now.When(Line("x") with { SpokenAt = now.Now.AddTicks(1) }, Cast.Captioner).Then(Added("x"));
    }

    private static AddCaptionLine Line(string text) => new("en", "en", text);

    private static CaptionLineAdded Added(string text) => new("en", "en", text, null, null);

    private static GivenSession WithPen() => Given.OpenSession().AndBy(Cast.Captioner, LenaWrites);
}
