using LiveSession.Core.Floor;
using LiveSession.Core.Meetings;
using LiveSession.Core.Roster;

namespace LiveSession.Core.Tests.Floor;

public sealed class StatementTests
{
    private const string Text = "Thank you, Chair.\n\nWe support paragraph 4.";

    private static readonly StatementHandedIn HandedIn = new(Cast.Session, Cast.Member.Id, "en", Text);

    private static GivenMeeting Listed => Given.Meeting().And(Joins(Cast.Member), Joins(Cast.Observer));

    [Fact]
    public void A_speaker_hands_in_what_is_going_to_be_said() =>
        Listed.When(new HandInStatement(Cast.Session, "en", Text), Cast.Member).Then(HandedIn);

    [Fact]
    public void Paragraphs_are_kept_and_everything_else_is_cleaned_like_a_caption() =>
        Listed.When(new HandInStatement(Cast.Session, "en", "\r\n\u202eThank you,\t Chair.\r\n\r\n \r\n\r\nWe support\u2028paragraph 4.\n"), Cast.Member)
            .Then(HandedIn with { Text = "Thank you, Chair.\n\nWe support\nparagraph 4." });

    [Fact]
    public void A_text_takes_the_place_of_the_one_before_it_in_its_language_only()
    {
        var french = HandedIn with { Language = "fr", Text = "Merci." };
        var state = Listed.And(HandedIn, french, HandedIn with { Language = "EN", Text = "Thank you." }, HandedIn with { Speaker = Cast.Observer.Id }).State;

        state.Statements.All.Select(statement => (statement.Speaker, statement.Language, statement.Text)).ShouldBe(
            [(Cast.Member.Id, "fr", "Merci."), (Cast.Member.Id, "EN", "Thank you."), (Cast.Observer.Id, "en", Text)]);
        state.Statements.Find(Cast.Session, Cast.Member.Id, "en")!.Text.ShouldBe("Thank you.");
    }

    [Fact]
    public void The_secretariat_hands_in_for_anybody_and_nobody_else_for_another()
    {
        var forMember = new HandInStatement(Cast.Session, "en", Text, Cast.Member.Id);

        Listed.When(forMember, Cast.Secretariat).Then(HandedIn);
        Listed.When(forMember, Cast.Member).Then(HandedIn);
        Listed.When(forMember, Cast.Observer).ThenRefused(Rejections.NotAllowed);
        Listed.When(forMember, Cast.Chair).ThenRefused(Rejections.NotAllowed);
        Listed.When(forMember, Cast.Captioner).ThenRefused(Rejections.NotAllowed);
        Listed.And(HandedIn).When(new WithdrawStatement(Cast.Session, "en", Cast.Member.Id), Cast.Observer).ThenRefused(Rejections.NotAllowed);
    }

    [Fact]
    public void A_name_on_the_roster_is_needed()
    {
        Listed.When(new HandInStatement(Cast.Session, "en", Text), Actor.Anonymous).ThenRefused(Rejections.UnknownParticipant);
        Listed.When(new HandInStatement(Cast.Session, "en", Text, ParticipantId.New()), Cast.Secretariat).ThenRefused(Rejections.UnknownParticipant);
    }

    [Fact]
    public void What_cannot_be_taken_is_refused_with_the_reason()
    {
        var given = Listed with { Limits = new() { StatementLength = 500, QueueLength = 10 } };
        HandInStatement Of(string text) => new(Cast.Session, "en", text);

        given.When(Of(" \n\u200f\u202e"), Cast.Member).ThenRefused(Rejections.Missing("the text"));
        given.When(Of(new string('x', 501)), Cast.Member).ThenRefused(Rejections.StatementTooLong(500));
        given.When(Of(new string(' ', 1_001)), Cast.Member).ThenRefused(Rejections.StatementTooLong(500));
        given.When(Of(new string('x', 500) + "\r\n"), Cast.Member).Events.Length.ShouldBe(1);
        given.When(Of(Text) with { Language = "English!" }, Cast.Member).ThenRefused(Rejections.BadLanguage);
        given.When(Of(Text) with { Session = SessionId.New() }, Cast.Member).ThenRefused(Rejections.UnknownSession);
        given.And(HandedIn).When(Of(Text + "\r\n"), Cast.Member).ThenRefused(Rejections.StatementUnchanged);
        (given with { Over = [Cast.Session] }).When(Of(Text), Cast.Member).ThenRefused(Rejections.SessionClosed);
    }

    [Fact]
    public void A_session_takes_as_many_texts_as_its_queue_takes_people()
    {
        var full = Listed with { Limits = new() { QueueLength = 10 } };
        full = full.And([.. Enumerable.Range(0, 10).Select(number => HandedIn with { Language = $"x{(char)('a' + number)}" })]);

        full.When(new HandInStatement(Cast.Session, "en", Text), Cast.Member).ThenRefused(Rejections.TooMany("statements", 10));
        full.When(new HandInStatement(Cast.Session, "xd", "Changed."), Cast.Member).Then(HandedIn with { Language = "xd", Text = "Changed." });
    }

    [Fact]
    public void A_text_is_taken_back_also_after_the_session()
    {
        var withdraw = new WithdrawStatement(Cast.Session, "EN");
        var withdrawn = new StatementWithdrawn(Cast.Session, Cast.Member.Id, "en");

        (Listed.And(HandedIn) with { Over = [Cast.Session] }).When(withdraw, Cast.Member).Then(withdrawn);
        Listed.And(HandedIn, withdrawn).State.Statements.All.ShouldBeEmpty();
        Listed.And(HandedIn, withdrawn).When(withdraw, Cast.Member).ThenRefused(Rejections.NoStatement);
    }

    [Fact]
    public void With_its_session_or_its_speaker_a_text_is_gone()
    {
        Listed.And(HandedIn, new SessionCancelled(Cast.Session)).State.Statements.All.ShouldBeEmpty();
        Listed.And(HandedIn, new ParticipantRemoved(Cast.Member.Id)).State.Statements.All.ShouldBeEmpty();
        Listed.And(HandedIn, new ParticipantRemoved(Cast.Observer.Id)).State.Statements.All.Count.ShouldBe(1);
    }

    private static ParticipantListed Joins(Actor who) => new(who.Id, who.Name, who.Affiliation, StakeholderGroup.Unspecified, who.Role, null, false);
}
