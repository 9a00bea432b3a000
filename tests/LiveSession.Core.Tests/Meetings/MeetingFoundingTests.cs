using LiveSession.Core.Meetings;
using LiveSession.Core.Sessions;

namespace LiveSession.Core.Tests.Meetings;

public sealed class MeetingFoundingTests
{
    private static readonly SessionPlan FirstDay = new(" First  day ", Cast.Morning, Cast.Morning.AddHours(3));
    private static readonly SessionPlan SecondDay = new("Second day", Cast.Morning.AddDays(1), Cast.Morning.AddDays(1).AddHours(3));

    private static readonly CreateMeeting Founding = new(
        "shared-waters", " Working  Group\n", "Europe/Zurich", Public: true, [SecondDay, FirstDay], [new(" 1 ", "Opening\u202E"), new("2", "Debate")]);

    [Fact]
    public void A_meeting_is_founded_with_its_programme_in_order_of_time_and_its_agenda()
    {
        var events = Given.NoMeeting().When(Founding).Events;

        events.Length.ShouldBe(4);
        events[0].ShouldBe(new MeetingCreated("shared-waters", "Working Group", "Europe/Zurich", true));
        var first = events[1].ShouldBeOfType<SessionScheduled>();
        first.ShouldBe(new SessionScheduled(first.Session, 1, "First day", FirstDay.StartsAt, FirstDay.EndsAt));
        var second = events[2].ShouldBeOfType<SessionScheduled>();
        second.ShouldBe(new SessionScheduled(second.Session, 2, "Second day", SecondDay.StartsAt, SecondDay.EndsAt));
        first.Session.ShouldNotBe(second.Session);
        var items = events[3].ShouldBeOfType<AgendaSet>().Items;
        items.ShouldBe([new AgendaItemView(items[0].Id, "1", "Opening"), new AgendaItemView(items[1].Id, "2", "Debate")]);
    }

    [Fact]
    public void A_meeting_may_be_founded_before_its_agenda_is_known() =>
        Given.NoMeeting().When(Founding with { Agenda = [] }).Events[^1].ShouldBeOfType<AgendaSet>().Items.ShouldBeEmpty();

    [Fact]
    public void A_meeting_is_founded_once() => Given.Meeting().When(Founding).ThenRefused(Rejections.SlugTaken);

    [Theory]
    [InlineData("ab")]
    [InlineData("a1")]
    [InlineData("42")]
    [InlineData("a-b")]
    [InlineData("cstd-wgec-2026")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-123456789-")]
    public void A_short_name_is_2_to_60_lower_case_letters_digits_and_inner_hyphens(string slug)
    {
        slug = slug.TrimEnd('-');
        MeetingDecider.IsSlug(slug).ShouldBeTrue();
        Given.NoMeeting().When(Founding with { Slug = slug }).Events[0].ShouldBeOfType<MeetingCreated>().Slug.ShouldBe(slug);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("-ab")]
    [InlineData("ab-")]
    [InlineData("A-b")]
    [InlineData("a_b")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("ä-b")]
    [InlineData("ab\n")]
    [InlineData("a23456789-123456789-123456789-123456789-123456789-123456789-1")]
    public void Any_other_short_name_is_refused(string slug)
    {
        MeetingDecider.IsSlug(slug).ShouldBeFalse();
        Given.NoMeeting().When(Founding with { Slug = slug }).ThenRefused(Rejections.BadSlug);
    }

    [Fact]
    public void A_short_name_of_60_characters_is_the_longest()
    {
        MeetingDecider.IsSlug(new string('a', 60)).ShouldBeTrue();
        MeetingDecider.IsSlug(new string('a', 61)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Europe/Geneva")]
    [InlineData("W. Europe Standard Time")]
    [InlineData("")]
    public void A_time_zone_is_one_of_the_IANA_names(string zone) =>
        Given.NoMeeting().When(Founding with { TimeZone = zone }).ThenRefused(Rejections.UnknownTimeZone(zone));

    [Fact]
    public void A_title_is_needed_and_may_have_300_characters()
    {
        Given.NoMeeting().When(Founding with { Title = " \u202E " }).ThenRefused(Rejections.Missing("title"));
        Given.NoMeeting().When(Founding with { Title = new string('t', 300) }).Events.Length.ShouldBe(4);
        Given.NoMeeting().When(Founding with { Title = new string('t', 301) }).ThenRefused(Rejections.TextTooLong(300));
    }

    [Fact]
    public void A_programme_needs_a_session() =>
        Given.NoMeeting().When(Founding with { Sessions = [] }).ThenRefused(Rejections.Missing("a session"));

    [Fact]
    public void Every_session_and_every_item_is_checked()
    {
        Given.NoMeeting().When(Founding with { Sessions = [FirstDay, SecondDay with { Title = "" }] })
            .ThenRefused(Rejections.Missing("the session's title"));
        Given.NoMeeting().When(Founding with { Sessions = [FirstDay, SecondDay with { EndsAt = SecondDay.StartsAt }] })
            .ThenRefused(Rejections.EndsBeforeItStarts);
        Given.NoMeeting().When(Founding with { Agenda = [new("1", "Opening"), new("2", " ")] })
            .ThenRefused(Rejections.Missing("the agenda item's title"));
    }

    [Fact]
    public void The_first_fault_in_the_order_of_the_form_is_named()
    {
        var faulty = Founding with { Title = "", Sessions = [FirstDay with { Title = "", EndsAt = FirstDay.StartsAt }], Agenda = [new("1", "")] };
        Given.NoMeeting().When(faulty).ThenRefused(Rejections.Missing("title"));
        Given.NoMeeting().When(faulty with { Title = "Talks" }).ThenRefused(Rejections.Missing("the session's title"));
        Given.NoMeeting().When(faulty with { Title = "Talks", Sessions = [] }).ThenRefused(Rejections.Missing("a session"));
        Given.NoMeeting().When(faulty with { Title = "Talks", Sessions = [FirstDay] }).ThenRefused(Rejections.Missing("the agenda item's title"));
    }

    [Fact]
    public void A_programme_and_an_agenda_take_as_many_entries_as_the_limit_says()
    {
        var one = Given.NoMeeting() with { Limits = new SessionLimits { ListLength = 1 } };
        one.When(Founding with { Agenda = [] }).ThenRefused(Rejections.TooMany("sessions", 1));
        one.When(Founding with { Sessions = [FirstDay] }).ThenRefused(Rejections.TooMany("agenda items", 1));
        one.When(Founding with { Sessions = [FirstDay], Agenda = [new("1", "Opening")] }).Events.Length.ShouldBe(3);
    }

    [Fact]
    public void The_same_command_founds_the_same_meeting_and_another_one_another()
    {
        var id = CommandId.New();

        Ids(id).ShouldBe(Ids(id));
        Ids(id).Concat(Ids(CommandId.New())).ShouldBeUnique();

        static IEnumerable<Guid> Ids(CommandId command) => Given.NoMeeting().When(Founding, id: command).Events.SelectMany(happened => happened switch
        {
            SessionScheduled e => [e.Session.Value],
            AgendaSet e => e.Items.Select(item => item.Id.Value),
            _ => Enumerable.Empty<Guid>(),
        });
    }

    [Fact]
    public void The_founded_meeting_is_as_it_was_asked_for()
    {
        var state = Given.NoMeeting().And([.. Given.NoMeeting().When(Founding).Events]).State;

        (state.Id, state.Slug, state.Title, state.TimeZone, state.Public, state.SessionCount)
            .ShouldBe((Cast.Meeting, "shared-waters", "Working Group", "Europe/Zurich", true, 2));
        state.Sessions.Values.OrderBy(one => one.Number).Select(one => (one.Title, one.StartsAt, one.EndsAt))
            .ShouldBe([("First day", FirstDay.StartsAt, FirstDay.EndsAt), ("Second day", SecondDay.StartsAt, SecondDay.EndsAt)]);
        state.Agenda.Length.ShouldBe(2);
    }
}
