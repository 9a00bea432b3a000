using LiveSession.Core.Captions;
using LiveSession.Core.Roster;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Captions;

public sealed class CaptionDraftTests
{
    private static readonly CaptionEdit GoodMorning = new("Good morn", null, "en");
    private static readonly GivenSession LenaWrites = Given.OpenSession().AndBy(Cast.Captioner, new PenTaken("en", "Lena Fisher", false));

    [Fact]
    public void Whoever_has_the_pen_or_could_have_it_is_shown()
    {
        Draft(LenaWrites, GoodMorning, Cast.Captioner).ShouldBe(GoodMorning);
        Draft(Given.OpenSession(), GoodMorning, Cast.Colleague).ShouldBe(GoodMorning);
        Draft(LenaWrites, GoodMorning, Cast.Colleague).ShouldBeNull();
        Draft(LenaWrites, GoodMorning, Cast.Colleague, "fr").ShouldBe(GoodMorning);
    }

    [Theory]
    [InlineData(Role.Observer)]
    [InlineData(Role.Member)]
    [InlineData(Role.Chair)]
    [InlineData(Role.Secretariat)]
    public void Only_captioners_are_shown(Role role) => Draft(Given.OpenSession(), GoodMorning, Cast.As(role)).ShouldBeNull();

    [Fact]
    public void Drafts_are_shown_while_the_session_runs_on_the_record_or_off_it()
    {
        Draft(Given.ScheduledSession(), GoodMorning, Cast.Captioner).ShouldBeNull();
        Draft(Given.ClosedSession(), GoodMorning, Cast.Captioner).ShouldBeNull();
        Draft(Given.SuspendedSession(), GoodMorning, Cast.Captioner).ShouldBe(GoodMorning);
        Draft(Given.OpenSession().And(new WentOffTheRecord()), GoodMorning, Cast.Captioner).ShouldBe(GoodMorning);
    }

    [Fact]
    public void A_draft_is_cleaned_like_a_line() =>
        Draft(LenaWrites, GoodMorning with { Text = "pay\u202E  ten\u0000", Speaker = " Ms.\u202E Okoye" }, Cast.Captioner)
            .ShouldBe(GoodMorning with { Text = "pay ten", Speaker = "Ms. Okoye" });

    [Fact]
    public void A_draft_that_could_not_become_a_line_is_not_shown()
    {
        Draft(LenaWrites, GoodMorning with { Text = new string('x', 2000), Speaker = new string('n', 160) }, Cast.Captioner).ShouldNotBeNull();
        Draft(LenaWrites, GoodMorning with { Text = new string('x', 2001) }, Cast.Captioner).ShouldBeNull();
        Draft(LenaWrites, GoodMorning with { Speaker = new string('n', 161) }, Cast.Captioner).ShouldBeNull();
        Draft(LenaWrites, GoodMorning with { Language = "en_US" }, Cast.Captioner).ShouldBeNull();
        Draft(LenaWrites, GoodMorning, Cast.Captioner, "EN").ShouldBeNull();
    }

    private static CaptionEdit? Draft(GivenSession given, CaptionEdit edit, Actor by, string track = "en") =>
        CaptionDecider.Draft(given.State, track, edit, by, given.Limits, given.Meeting);
}
