using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Meetings;

public sealed class MeetingProgrammeTests
{
    private static readonly SessionPlan Afternoon = new(" Third session,  afternoon ", Cast.Morning.AddHours(5), Cast.Morning.AddHours(8));

    [Fact]
    public void A_meeting_gets_another_title_and_visibility()
    {
        Given.Meeting().When(new DescribeMeeting(" Talks \u202E", Public: false)).Then(new MeetingDescribed("Talks", false));
        Given.Meeting().When(new DescribeMeeting("", true)).ThenRefused(Rejections.Missing("title"));
        Given.Meeting().When(new DescribeMeeting(new string('t', 301), true)).ThenRefused(Rejections.TextTooLong(300));
        var described = Given.Meeting().And(new MeetingDescribed("Talks", false)).State;
        (described.Title, described.Public, described.Slug).ShouldBe(("Talks", false, "shared-waters"));
    }

    [Fact]
    public void A_session_added_gets_the_next_number()
    {
        var scheduled = Given.Meeting().When(new ScheduleSession(Afternoon)).Events.ShouldHaveSingleItem().ShouldBeOfType<SessionScheduled>();

        scheduled.ShouldBe(new SessionScheduled(scheduled.Session, 4, "Third session, afternoon", Afternoon.StartsAt, Afternoon.EndsAt));
    }

    [Fact]
    public void The_number_of_a_cancelled_session_is_not_used_again() =>
        Given.Meeting().And(new SessionCancelled(Cast.Session)).When(new ScheduleSession(Afternoon))
            .Events.ShouldHaveSingleItem().ShouldBeOfType<SessionScheduled>().Number.ShouldBe(4);

    [Fact]
    public void A_session_needs_a_title_and_ends_after_it_starts()
    {
        foreach (var make in new Func<SessionPlan, MeetingCommand>[] { plan => new ScheduleSession(plan), plan => new RescheduleSession(Cast.Session, plan) })
        {
            Given.Meeting().When(make(Afternoon with { Title = "\t" })).ThenRefused(Rejections.Missing("the session's title"));
            Given.Meeting().When(make(Afternoon with { Title = new string('t', 301) })).ThenRefused(Rejections.TextTooLong(300));
            Given.Meeting().When(make(Afternoon with { EndsAt = Afternoon.StartsAt })).ThenRefused(Rejections.EndsBeforeItStarts);
            Given.Meeting().When(make(Afternoon with { EndsAt = Afternoon.StartsAt.AddTicks(1) })).Events.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public void A_full_programme_takes_no_more_sessions()
    {
        (Given.Meeting() with { Limits = new SessionLimits { ListLength = 1 } }).When(new ScheduleSession(Afternoon))
            .ThenRefused(Rejections.TooMany("sessions", 1));
        (Given.Meeting() with { Limits = new SessionLimits { ListLength = 2 } }).When(new ScheduleSession(Afternoon))
            .Events.ShouldHaveSingleItem();
    }

    [Fact]
    public void A_session_is_moved_and_keeps_its_number()
    {
        var moved = new SessionRescheduled(Cast.Session, "Third session, afternoon", Afternoon.StartsAt, Afternoon.EndsAt);
        Given.Meeting().When(new RescheduleSession(Cast.Session, Afternoon)).Then(moved);
        Given.Meeting().And(moved).State.Sessions[Cast.Session]
            .ShouldBe(new PlannedSession(Cast.Session, 3, "Third session, afternoon", Afternoon.StartsAt, Afternoon.EndsAt));
    }

    [Fact]
    public void Only_sessions_of_the_programme_are_moved_or_cancelled()
    {
        Given.Meeting().When(new RescheduleSession(SessionId.New(), Afternoon)).ThenRefused(Rejections.UnknownSession);
        Given.Meeting().When(new CancelSession(SessionId.New())).ThenRefused(Rejections.UnknownSession);
    }

    [Fact]
    public void A_session_can_be_cancelled_until_it_has_begun()
    {
        Given.Meeting().When(new CancelSession(Cast.Session)).Then(new SessionCancelled(Cast.Session));
        (Given.Meeting() with { Begun = [Cast.Session] }).When(new CancelSession(Cast.Session)).ThenRefused(Rejections.SessionHasBegun);
        Given.Meeting().And(new SessionCancelled(Cast.Session)).State.Sessions.ShouldBeEmpty();
    }

    [Fact]
    public void An_agenda_item_that_stays_keeps_its_id()
    {
        var items = SetAgenda(new("2 (a)", " General  debate"), new("1", "Opening"), new("1", "Opening of the session"));

        items.ShouldBe([Cast.Debate, new AgendaItemView(items[1].Id, "1", "Opening"), Cast.Opening]);
        new[] { Cast.Opening.Id, Cast.Debate.Id }.ShouldNotContain(items[1].Id);
    }

    [Fact]
    public void An_agenda_item_that_is_renamed_or_renumbered_keeps_its_id()
    {
        var items = SetAgenda(new("1", "Opening, with a new name"), new("3", "General debate"), new("2", "Something else"));

        items[0].ShouldBe(Cast.Opening with { Title = "Opening, with a new name" });
        items[1].ShouldBe(Cast.Debate with { Number = "3" });
        new[] { Cast.Opening.Id, Cast.Debate.Id }.ShouldNotContain(items[2].Id);
    }

    [Fact]
    public void An_item_listed_twice_is_two_items()
    {
        var items = SetAgenda(new("1", "Opening of the session"), new("1", "Opening of the session"));

        items[0].Id.ShouldBe(Cast.Opening.Id);
        items[1].Id.ShouldNotBe(Cast.Opening.Id);
    }

    [Fact]
    public void An_agenda_with_a_bad_item_is_refused_as_a_whole()
    {
        Given.Meeting().When(new SetAgenda([new("1", "Opening"), new("2", "")])).ThenRefused(Rejections.Missing("the agenda item's title"));
        Given.Meeting().When(new SetAgenda([new("1", new string('t', 301))])).ThenRefused(Rejections.TextTooLong(300));
        Given.Meeting().When(new SetAgenda([new(new string('1', 161), "Opening")])).ThenRefused(Rejections.TextTooLong(160));
        (Given.Meeting() with { Limits = new SessionLimits { ListLength = 1 } }).When(new SetAgenda([new("1", "Opening"), new("2", "Debate")]))
            .ThenRefused(Rejections.TooMany("agenda items", 1));
    }

    [Fact]
    public void An_agenda_can_be_emptied() => SetAgenda().ShouldBeEmpty();

    [Fact]
    public void Nothing_happens_to_a_meeting_that_was_not_founded()
    {
        foreach (var command in MeetingPermissionTests.Commands.Where(command => command is not CreateMeeting))
        {
            Given.NoMeeting().When(command).ThenRefused(Rejections.UnknownMeeting);
        }
    }

    private static ImmutableArray<AgendaItemView> SetAgenda(params AgendaItemPlan[] items) =>
        Given.Meeting().When(new SetAgenda([.. items])).Events.ShouldHaveSingleItem().ShouldBeOfType<AgendaSet>().Items;
}
