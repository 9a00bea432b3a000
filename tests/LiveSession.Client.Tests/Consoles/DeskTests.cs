using AngleSharp.Dom;
using LiveSession.Client.Layout;
using LiveSession.Client.Meetings;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Client.Tests.Consoles;

public sealed class DeskTests : ConsoleContext
{
    [Fact]
    public void The_secretariat_prepares_the_glossary_from_agenda_and_roster()
    {
        var desk = new FakeMeetingDesk { Glossary = [new("wg", "Working Group")] };
        var page = Desk<MeetingDeskPage>(desk, parameters => parameters.Add(one => one.Slug, "wgec-5"));
        page.Find(".entries").Words().ShouldContain("wg Working Group");

        page.Button("Propose from agenda and roster").Click();
        page.Find("form.glossary").Submit();

        var put = desk.Commands.ShouldHaveSingleItem().ShouldBeOfType<ChangeGlossary>().Put;
        // "as" would turn a word that everybody says into a name.
        put.ShouldContain(new GlossaryEntry("xas", "Ana Souza"));
    }

    [Fact]
    public void What_was_typed_into_the_glossary_and_not_kept_stays_when_rows_are_proposed_or_taken_out()
    {
        var desk = new FakeMeetingDesk { Glossary = [new("wg", "Working Group")] };
        var page = Desk<MeetingDeskPage>(desk, parameters => parameters.Add(one => one.Slug, "wgec-5"));
        string[] Rows() => page.Find("#glossary-rows").GetAttribute("value")!.Split('\n');

        page.Find("#glossary-rows").Input("rb = River Basins Authority\nxas = A. Souza\nunfinished");
        page.Button("Propose from agenda and roster").Click();
        Rows()[..3].ShouldBe(["rb = River Basins Authority", "xas = A. Souza", "unfinished"]);
        Rows().Count(row => row.StartsWith("xas", StringComparison.Ordinal)).ShouldBe(1);

        var before = Rows();
        page.Find(".entries button").Click();
        Rows().ShouldBe([.. before, "wg\tWorking Group"]);
    }

    [Theory]
    [InlineData("en", "Propose marks for sounds", "xap", "[applause]")]
    [InlineData("fr", "Proposer des marques de sons", "xap", "[applaudissements]")]
    public void Marks_for_what_is_heard_and_not_said_are_proposed_but_for_those_that_stand_there(string language, string button, string form, string words)
    {
        Speak(language);
        var desk = new FakeMeetingDesk { Glossary = [new("ina", "[inaudible]")] };
        var page = Desk<MeetingDeskPage>(desk, parameters => parameters.Add(one => one.Slug, "wgec-5"));

        page.Button(button).Click();
        page.Find("form.glossary").Submit();

        var put = desk.Commands.ShouldHaveSingleItem().ShouldBeOfType<ChangeGlossary>().Put;
        put.ShouldContain(new GlossaryEntry(form, words));
        put.ShouldNotContain(entry => entry.Words == "[inaudible]");
        put.Length.ShouldBe(4);
    }

    [Fact]
    public void The_desk_lists_the_meetings_with_the_way_to_each()
    {
        var desk = Desk<DeskPage>(new());

        desk.Find("a[href='desk/wgec-5']").Words().ShouldBe("Working group, fifth meeting");
        desk.Find(".sessions").Words().ShouldContain("1 session · 2 participants");
    }

    [Fact]
    public void A_desk_without_meetings_says_what_to_do_next()
    {
        var desk = Desk<DeskPage>(new FakeMeetingDesk { Meetings = [] });

        desk.Find("main").Words().ShouldContain("No meeting yet. A new one takes two minutes");
        desk.Find("a[href='desk?new=1']").Words().ShouldBe("New meeting");
    }

    [Fact]
    public void Who_may_not_found_meetings_is_not_offered_it()
    {
        var desk = Desk<DeskPage>(new FakeMeetingDesk { Meetings = [], MayCreate = false });

        desk.FindAll("a[href='desk?new=1']").ShouldBeEmpty();
        desk.Find("main").Words().ShouldContain("Open the link you were given first.");
    }

    [Fact]
    public void A_meeting_needs_a_title_and_the_rest_is_usual()
    {
        var desk = new FakeMeetingDesk();
        var form = Desk<NewMeeting>(desk);

        form.Field("Title").Input("Groupe de travail sur la coopération renforcée");
        form.Find("form").Submit();

        var created = desk.Commands.ShouldHaveSingleItem().ShouldBeOfType<CreateMeeting>();
        (created.Slug, created.Title, created.TimeZone, created.Public).ShouldBe(
            ("groupe-de-travail-sur-la-cooperation-renforcee", "Groupe de travail sur la coopération renforcée", "UTC", true));
        created.Sessions.ShouldBe([new SessionPlan("Session 1", Utc(4, 10), Utc(4, 13))]);
        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("desk/groupe-de-travail-sur-la-cooperation-renforcee");
    }

    [Fact]
    public void A_meetings_title_and_visibility_can_be_changed_later()
    {
        var desk = new FakeMeetingDesk();
        var page = Meeting(desk);

        page.Button("Change title or visibility").Click();
        page.Field("Title").Input("Working group, resumed fifth meeting");
        page.Field("Anybody may follow").Change(false);
        page.Find("form[aria-label='Change title or visibility']").Submit();

        desk.Commands.ShouldBe([new DescribeMeeting("Working group, resumed fifth meeting", Public: false)]);
        page.FindAll("form[aria-label='Change title or visibility']").ShouldBeEmpty();
    }

    [Fact]
    public void A_meeting_adopts_rules_of_procedure()
    {
        var desk = new FakeMeetingDesk();
        var page = Meeting(desk);

        page.Field("Rules of procedure its sessions open under").Change("IgfMag");

        desk.Commands.ShouldBe([new AdoptProcedure(Procedure.IgfMag)]);
    }

    [Fact]
    public void The_browsers_time_zone_is_suggested()
    {
        JSInterop.Setup<string?>("liveSession.timeZone").SetResult("Africa/Dakar");

        var form = Desk<NewMeeting>(new());

        form.WaitForAssertion(() => form.Field("Time zone").GetAttribute("value").ShouldBe("Africa/Dakar"));
    }

    [Fact]
    public void Everything_can_be_said_otherwise()
    {
        var desk = new FakeMeetingDesk();
        var form = Desk<NewMeeting>(desk);

        form.Field("Title").Input("Working group");
        form.Field("Short name").Change("wgec-6");
        form.Field("Title").Input("Working group, sixth meeting");
        form.Field("Time zone").Change("Europe/Zurich");
        form.Button("Add a session").Click();
        form.Button("Add a session").Click();
        form.FindAll("#session-1-title").Single().Change("Drafting");
        form.FindAll("#session-1-start").Single().Change("16:30:00");
        form.Field("Agenda").Change("1. Opening\n3 (b) Drafts\nOther matters");
        form.Field("Anybody may follow").Change(false);
        form.Find("form").Submit();

        var created = desk.Commands.ShouldHaveSingleItem().ShouldBeOfType<CreateMeeting>();
        (created.Slug, created.TimeZone, created.Public).ShouldBe(("wgec-6", "Europe/Zurich", false));
        created.Sessions.ShouldBe(
        [
            new SessionPlan("Session 1", Zurich(4, 10), Zurich(4, 13)),
            new SessionPlan("Drafting", Zurich(4, 16, 30), Zurich(4, 18)),
            new SessionPlan("Session 3", Zurich(5, 10), Zurich(5, 13)),
        ]);
        created.Agenda.ShouldBe([new AgendaItemPlan("1", "Opening"), new AgendaItemPlan("3 (b)", "Drafts"), new AgendaItemPlan("4", "Other matters")]);
    }

    [Fact]
    public void A_refused_meeting_keeps_what_was_filled_in()
    {
        var form = Desk<NewMeeting>(new FakeMeetingDesk { Refusing = Rejections.SlugTaken });

        form.Field("Title").Input("Working group");
        form.Find("form").Submit();

        form.Find("[role=alert]").Words().ShouldBe("Another meeting has that short name.");
        form.Field("Title").GetAttribute("value").ShouldBe("Working group");
    }

    [Fact]
    public void A_meeting_that_is_not_theirs_is_not_shown() =>
        Meeting(new FakeMeetingDesk { Meetings = [] }).Find("[role=alert]").Words().ShouldBe("There is no such meeting.");

    [Fact]
    public void Every_session_leads_to_its_pages_and_its_poster()
    {
        var links = Meeting(new()).FindAll(".sessions a").Select(link => link.GetAttribute("href"));

        links.ShouldBe(["m/wgec-5/2", "m/wgec-5/2/captions", "m/wgec-5/2/chair", "m/wgec-5/2/secretariat", "desk/wgec-5/poster/2", "desk/wgec-5/elsewhere/2"]);
    }

    [Fact]
    public void Whoever_scans_the_poster_at_the_door_follows_from_the_hall_and_the_address_to_type_is_short()
    {
        var poster = Desk<PosterPage>(new FakeMeetingDesk(), parameters => parameters.Add(one => one.Slug, "wgec-5").Add(one => one.Number, 2));

        poster.FindComponent<QrCode>().Instance.Address.ShouldEndWith("m/wgec-5/2?place=hall");
        poster.Find(".address").Words().ShouldEndWith("m/wgec-5/2");
    }

    [Fact]
    public void A_session_is_moved_in_the_meetings_own_time()
    {
        var desk = new FakeMeetingDesk();
        var meeting = Meeting(desk);

        meeting.Button("Move or rename").Click();
        meeting.Field("Starts").GetAttribute("value").ShouldBe("10:00:00");
        meeting.Field("Date").Change("2026-03-29");
        meeting.Field("Starts").Change("15:00:00");
        meeting.Field("Ends").Change("18:00:00");
        meeting.FindAll("form").First(form => form.QuerySelector("#session-2-title") is not null).Submit();

        // Summer time begins that morning.
        desk.Commands.ShouldBe([new RescheduleSession(
            FakeMeetingDesk.Sample.Sessions[0].Id,
            new SessionPlan("Tuesday morning", new(2026, 3, 29, 15, 0, 0, TimeSpan.FromHours(2)), new(2026, 3, 29, 18, 0, 0, TimeSpan.FromHours(2))))]);
    }

    [Fact]
    public void A_session_is_cancelled_and_a_refusal_said()
    {
        var desk = new FakeMeetingDesk { Refusing = Rejections.SessionHasBegun };
        var meeting = Meeting(desk);

        meeting.Button("Cancel the session").Click();

        desk.Commands.ShouldBe([new CancelSession(FakeMeetingDesk.Sample.Sessions[0].Id)]);
        meeting.Find("[role=alert]").Words().ShouldStartWith("That session has begun; it cannot be cancelled.");
    }

    [Fact]
    public void The_session_added_is_the_afternoon_after_the_morning()
    {
        var desk = new FakeMeetingDesk();
        var meeting = Meeting(desk);

        meeting.Button("Add a session").Click();
        meeting.FindAll("form").First(form => form.QuerySelector("#new-session-title") is not null).Submit();

        desk.Commands.ShouldBe([new ScheduleSession(new SessionPlan("Session 3", Zurich(3, 15), Zurich(3, 18)))]);
    }

    [Fact]
    public void The_agenda_is_changed_as_text()
    {
        var desk = new FakeMeetingDesk();
        var meeting = Meeting(desk);

        meeting.Button("Change the agenda").Click();
        meeting.Field("Agenda").GetAttribute("value").ShouldBe("1. Adoption of the agenda\n2. Guiding question 1");
        meeting.Field("Agenda").Change("1. Adoption of the agenda\n2. Guiding question 1\n3. Guiding question 2");
        meeting.FindAll("form").First(form => form.QuerySelector("#agenda-text") is not null).Submit();

        desk.Commands.ShouldHaveSingleItem().ShouldBeOfType<SetAgenda>().Items.Select(item => item.Title)
            .ShouldBe(["Adoption of the agenda", "Guiding question 1", "Guiding question 2"]);
    }

    [Fact]
    public void A_roster_is_looked_at_before_it_is_imported()
    {
        RosterEntry entry = new("Omar Haddad", "Tunisia", StakeholderGroup.Government, Role.Member, "omar@example.org");
        var desk = new FakeMeetingDesk { Reading = new([entry], []) };
        var meeting = Meeting(desk);

        meeting.Field("Participants as CSV").Change("name\nOmar Haddad");
        meeting.Find("form.import").Submit();

        desk.ReadCsv.ShouldBe("name\nOmar Haddad");
        desk.Commands.ShouldBeEmpty();
        meeting.Find("[aria-label='What would be imported']").Words().ShouldContain("Omar Haddad Tunisia Governments member omar@example.org");
        meeting.Button("Import 1 person").Click();
        desk.Commands.ShouldHaveSingleItem().ShouldBeOfType<ImportRoster>().Entries.ShouldBe([entry]);
        meeting.Markup.ShouldContain("1 person is on the roster now.");
    }

    [Fact]
    public void A_faulty_roster_names_row_and_column_and_imports_nothing()
    {
        var desk = new FakeMeetingDesk
        {
            Reading = new([], [new(3, "group", "unknown-group", "There is no group “governmnt”.", "governmnt"), new(5, null, "strange", "Row 5 is strange.")]),
        };
        var meeting = Meeting(desk);

        meeting.Find("form.import").Submit();

        var rows = meeting.FindAll("[aria-label='What needs correcting'] tbody tr").Select(row => row.Words());
        rows.ShouldBe(["3 group It is none of the groups: government, civil society, business, technical community, intergovernmental organisation, or empty. governmnt", "5 whole row Row 5 is strange."]);
        meeting.FindAll("button").Select(Controls.Says).ShouldNotContain(words => words.StartsWith("Import", StringComparison.Ordinal));
        meeting.Markup.ShouldContain("2 places need correcting. Nothing was imported.");
    }

    [Fact]
    public void A_roster_is_uploaded_as_a_file()
    {
        var desk = new FakeMeetingDesk();
        var meeting = Meeting(desk);

        meeting.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText("name\nليلى حداد", "roster.csv"));

        meeting.WaitForAssertion(() => desk.ReadCsv.ShouldBe("name\nليلى حداد"));
    }

    [Fact]
    public void Somebody_is_taken_off_the_roster_in_two_presses()
    {
        var desk = new FakeMeetingDesk();
        var meeting = Meeting(desk);

        Row(meeting, "List of participants", "Ana Souza").QuerySelector("button")!.Click();
        desk.Commands.ShouldBeEmpty();
        meeting.Button("Remove, and withdraw the links").Click();

        desk.Commands.ShouldBe([new RemoveParticipant(SampleSession.Ana.Id)]);
    }

    [Fact]
    public void Links_are_issued_to_those_chosen_and_shown_once()
    {
        var desk = new FakeMeetingDesk();
        var meeting = Meeting(desk);

        meeting.Button("All captioners").Click();
        meeting.Field("Valid for").Change("3");
        meeting.Field("Times each may be opened").Change("2");
        meeting.Find("form.invite").Submit();

        desk.Invited!.Value.Whom.ShouldBe([SampleSession.Bo.Id]);
        (desk.Invited.Value.ValidFor, desk.Invited.Value.MostUses).ShouldBe((TimeSpan.FromDays(3), 2));
        var shown = meeting.Find(".issued");
        shown.Words().ShouldContain("1 link was issued. It is shown now and never again.");
        shown.QuerySelector("input[aria-label='Link of Bo Lindqvist']")!.GetAttribute("value").ShouldBe("https://live.example/i/Bo");
        shown.QuerySelector("button[data-copy='https://live.example/i/Bo']").ShouldNotBeNull();
        shown.QuerySelector("figure[role=img] svg").ShouldNotBeNull();
        Uri.UnescapeDataString(shown.QuerySelector("a[href^='mailto:']")!.GetAttribute("href")!).ShouldContain("this link opens Working group, fifth meeting for you:\r\nhttps://live.example/i/Bo");
        meeting.Button("I have them all").Click();
        meeting.FindAll(".issued").ShouldBeEmpty();
    }

    [Fact]
    public void Nobody_chosen_means_nothing_to_issue() =>
        Meeting(new()).Button("Issue 0 links").HasAttribute("disabled").ShouldBeTrue();

    [Fact]
    public void Refused_links_say_why()
    {
        var meeting = Meeting(new FakeMeetingDesk { Refusing = Rejections.UnknownParticipant });

        meeting.FindAll("form.invite input[type=checkbox]")[0].Change(true);
        meeting.Find("form.invite").Submit();

        meeting.Find("form.invite [role=alert]").Words().ShouldBe("Nobody of that name is on the roster.");
    }

    [Fact]
    public void Links_issued_before_are_listed_with_their_state_and_can_be_withdrawn()
    {
        var (valid, revoked, expired, usedUp) = (Link(), Link() with { RevokedAt = SampleSession.Ten }, Link() with { ExpiresAt = SampleSession.Ten }, Link() with { Uses = 5 });
        var selfNamed = Link() with { MostUses = 0 };
        var desk = new FakeMeetingDesk { Meetings = [FakeMeetingDesk.Sample with { Invitations = [valid, revoked, expired, usedUp, selfNamed] }] };
        var meeting = Meeting(desk);

        var rows = meeting.FindAll("[aria-label='Links issued'] tbody tr");
        rows.Select(row => row.QuerySelectorAll("td")[3].Words()).ShouldBe(["valid", "withdrawn", "expired", "used up"]);
        rows[0].QuerySelectorAll("td")[1].Words().ShouldBe("1 of 5");
        rows[1].QuerySelectorAll("button").ShouldBeEmpty();
        rows[0].QuerySelector("button")!.Click();

        desk.Commands.ShouldBe([new RevokeInvitation(valid.Id)]);
    }

    [Fact]
    public void The_poster_shows_when_and_where_to_read_along()
    {
        var poster = Desk<PosterPage>(new(), page => page.Add(one => one.Slug, "wgec-5").Add(one => one.Number, 2));

        poster.Find("main").Words().ShouldContain("Tuesday morning Tuesday 3 March 2026, 10:00–13:00, Zurich time (UTC+1)");
        poster.Find(".address").Words().ShouldBe("https://live.example/m/wgec-5/2");
        poster.Find("[role=img]").GetAttribute("aria-label").ShouldBe("QR code of the session’s page");
        poster.FindAll("button[data-print]").Count.ShouldBe(1);
    }

    private IRenderedComponent<MeetingDeskPage> Meeting(FakeMeetingDesk desk) => Desk<MeetingDeskPage>(desk, page => page.Add(one => one.Slug, "wgec-5"));

    private static IElement Row(IRenderedComponent<MeetingDeskPage> meeting, string table, string name) =>
        meeting.FindAll($"[aria-label='{table}'] tbody tr").Single(row => row.QuerySelector("th")!.Words() == name);

    private static InvitationView Link() => new(
        InvitationId.New(), SampleSession.Ana.Id, Role.Member, SampleSession.Ten, SampleSession.Ten.AddDays(14), Uses: 1, MostUses: 5, RevokedAt: null);

    private static DateTimeOffset Utc(int day, int hour) => new(2026, 3, day, hour, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Zurich(int day, int hour, int minute = 0) => new(2026, 3, day, hour, minute, 0, TimeSpan.FromHours(1));
}
