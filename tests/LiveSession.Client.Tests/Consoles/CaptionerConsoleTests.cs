using LiveSession.Client.Captions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Client.Tests.Consoles;

public sealed class CaptionerConsoleTests : ConsoleContext
{
    private static readonly ParticipantId Colleague = ParticipantId.New();

    [Fact]
    public void The_console_opens_the_session_as_a_captioner()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);

        Captioner(store);

        store.Opened.ShouldBe(("wgec-5", 2, Role.Captioner));
    }

    [Fact]
    public void The_editor_is_told_everything_it_needs_to_work_by_itself()
    {
        var editor = Captioner(FakeSessionStore.Of(SampleSession.Open, Role.Captioner)).Find("caption-editor");

        editor.GetAttribute("data-session").ShouldBe(SampleSession.Open.Id.ToString());
        editor.GetAttribute("data-track").ShouldBe("floor");
        editor.GetAttribute("data-me").ShouldBe(FakeSessionStore.Sitter.ToString());
        editor.QuerySelector("textarea")!.GetAttribute("dir").ShouldBe("auto");
        editor.QuerySelectorAll("[data-part=language] option").Select(option => option.GetAttribute("value")).Take(6).ShouldBe(["ar", "zh", "en", "fr", "ru", "es"]);
    }

    [Fact]
    public void Every_part_the_editor_writes_to_is_there()
    {
        var wanted = Directory.EnumerateFiles(Path.Combine(Source.Client, "Scripts", "editor"), "*.ts")
            .SelectMany(file => System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), @"part(?:<\w+>)?\((?:[\w.]+, )?""([a-z-]+)""\)").Select(match => match.Groups[1].Value))
            .Distinct()
            .ToList();

        var there = Captioner(FakeSessionStore.Of(SampleSession.Open, Role.Captioner)).FindAll("caption-editor [data-part], line-feed [data-part]").Select(part => part.GetAttribute("data-part"));

        wanted.Count.ShouldBeGreaterThan(10);
        wanted.Except(there).ShouldBeEmpty();
    }

    [Fact]
    public void Lines_are_cut_where_the_server_says_they_are_too_long()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        store.LineLength = 800;

        Captioner(store).Find("caption-editor").GetAttribute("data-limit").ShouldBe("800");
    }

    [Fact]
    public void What_changes_while_nothing_happens_is_not_told_to_a_screen_reader()
    {
        var editor = Captioner(FakeSessionStore.Of(SampleSession.Open, Role.Captioner)).Find("caption-editor");

        foreach (var quiet in new[] { "beside", "outbox", "rate", "delay", "silence", "unseen" })
        {
            editor.QuerySelector($"[data-part={quiet}]").ShouldNotBeNull().Closest("[role=status], [role=alert], [aria-live]").ShouldBeNull();
        }
    }

    [Fact]
    public void A_change_of_the_session_does_not_touch_the_editor()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        var captioner = Captioner(store);
        var before = (captioner.FindComponent<CaptionEditor>().RenderCount, captioner.FindComponent<CaptionPane>().RenderCount);

        store.Show(SampleSession.Open with { Phase = SessionPhase.Suspended });

        captioner.WaitForAssertion(() => captioner.Find(".console-status").Words().ShouldBe("Suspended"));
        (captioner.FindComponent<CaptionEditor>().RenderCount, captioner.FindComponent<CaptionPane>().RenderCount).ShouldBe(before);
    }

    [Fact]
    public void The_captions_start_from_a_snapshot()
    {
        var pane = Captioner(FakeSessionStore.Of(SampleSession.Open, Role.Captioner)).Find("live-captions [data-captions]");

        pane.GetAttribute("data-sequence").ShouldBeNull();
        pane.GetAttribute("data-track").ShouldBe("floor");
    }

    [Fact]
    public void Who_speaks_and_who_is_next_stands_beside_the_editor()
    {
        var words = Captioner(FakeSessionStore.Of(SampleSession.Open, Role.Captioner)).Find(".rail").Words();

        words.ShouldContain("Ana Souza has the floor");
        words.ShouldContain("Next: Bo Lindqvist, ليلى حداد");
    }

    [Fact]
    public void Off_the_record_is_said()
    {
        var captioner = Captioner(FakeSessionStore.Of(SampleSession.Open with { OffTheRecord = true }, Role.Captioner));

        captioner.Find(".console-status").Words().ShouldBe("Off the record What is said now is shown here, and not kept.");
    }

    [Fact]
    public void A_free_pen_is_taken()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        var captioner = Captioner(store);

        captioner.Markup.ShouldContain("Nobody writes on this channel.");
        captioner.Button("Take the pen").Click();

        store.Commands.ShouldBe([new TakePen("floor")]);
    }

    [Fact]
    public void Before_the_session_opens_there_is_no_pen_to_take() =>
        Captioner(FakeSessionStore.Of(SampleSession.Scheduled, Role.Captioner)).Button("Take the pen").HasAttribute("disabled").ShouldBeTrue();

    [Fact]
    public void Ones_own_pen_is_offered_to_a_colleague_and_kept_again()
    {
        var store = FakeSessionStore.Of(With(FakeSessionStore.Sitter, offered: false), Role.Captioner);
        var captioner = Captioner(store);

        captioner.Button("Offer it to a colleague").Click();
        store.Show(With(FakeSessionStore.Sitter, offered: true));
        captioner.WaitForAssertion(() => captioner.HasButton("Keep it").ShouldBeTrue());
        captioner.Button("Keep it").Click();

        store.Commands.ShouldBe([new OfferPen("floor"), new TakePen("floor")]);
    }

    [Fact]
    public void An_offered_pen_is_taken_in_one_press()
    {
        var store = FakeSessionStore.Of(With(Colleague, offered: true), Role.Captioner);
        var captioner = Captioner(store);

        captioner.Find(".rail").Words().ShouldContain("Sam Reyes offers you the pen.");
        captioner.Button("Take the pen").Click();

        store.Commands.ShouldBe([new TakePen("floor")]);
    }

    [Fact]
    public void A_pen_not_offered_takes_two_presses()
    {
        var store = FakeSessionStore.Of(With(Colleague, offered: false), Role.Captioner);
        var captioner = Captioner(store);

        captioner.Button("Take it anyway").Click();

        store.Commands.ShouldBeEmpty();
        captioner.Find(".rail").Words().ShouldContain("Sam Reyes did not offer it and can no longer write here.");
        captioner.Button("Take the pen").Click();
        store.Commands.ShouldBe([new TakePen("floor", Force: true)]);
    }

    [Fact]
    public void A_pen_not_offered_can_be_left_after_all()
    {
        var store = FakeSessionStore.Of(With(Colleague, offered: false), Role.Captioner);
        var captioner = Captioner(store);
        captioner.Button("Take it anyway").Click();

        captioner.Button("Leave it").Click();

        store.Commands.ShouldBeEmpty();
        captioner.HasButton("Take it anyway").ShouldBeTrue();
    }

    [Fact]
    public void A_refusal_is_shown_where_the_captioner_looks()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        var captioner = Captioner(store);
        store.Refusing = Rejections.PenHeld("Sam Reyes");

        captioner.Button("Take the pen").Click();

        captioner.Find(".rail [role=alert]").Words().ShouldStartWith("Sam Reyes has the pen.");
    }

    [Fact]
    public void Another_channel_is_chosen_in_the_address_and_gets_an_editor_of_its_own()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        var captioner = Captioner(store);

        captioner.Field("Caption channel").Change("fr");

        Services.GetRequiredService<NavigationManager>().Uri.ShouldEndWith("?track=fr");
        captioner.WaitForAssertion(() => captioner.Find("caption-editor").GetAttribute("data-track").ShouldBe("fr"));
        captioner.Find("caption-editor").GetAttribute("data-track-name").ShouldBe("français");
    }

    [Fact]
    public void Who_else_is_connected_is_said_and_a_second_connection_of_ones_own_warns()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner, here: [new(FakeSessionStore.Sitter, "Mireille Aubert", 2), new(Colleague, "Sam Reyes", 1)]);

        var words = Captioner(store).Find(".rail").Words();

        words.ShouldContain("Also connected: Sam Reyes");
        words.ShouldContain("You are connected 2 times");
    }

    [Fact]
    public void The_editor_learns_how_many_read_and_the_words_of_the_meeting()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner, SampleSession.Entry(SampleSession.Ana));
        store.Glossary = [new("wg", "Working Group")];

        var facts = Captioner(store).Find("[data-caption-facts]");

        facts.GetAttribute("data-readers").ShouldBe("212");
        facts.GetAttribute("data-entries").ShouldBe("""[{"form":"wg","words":"Working Group"}]""");
        facts.GetAttribute("data-vocabulary")!.ShouldContain("Ana Souza");
    }

    [Theory]
    [InlineData(true, false, "They get each line once it is finished.")]
    [InlineData(true, true, "Off the record, readers at other servers see none of your words at the moment.")]
    [InlineData(false, false, null)]
    public void The_captioner_is_told_when_words_do_not_reach_the_readers_of_other_servers(bool stay, bool offTheRecord, string? told)
    {
        var store = FakeSessionStore.Of(SampleSession.Open with { OffTheRecord = offTheRecord }, Role.Captioner);
        store.WordsStayHere = stay;

        var rail = Captioner(store).Find(".rail").Words();

        rail.Contains("other servers", StringComparison.Ordinal).ShouldBe(stay);
        rail.ShouldContain(told ?? "");
    }

    [Fact]
    public void Short_forms_are_looked_at_row_by_row_before_any_is_kept()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        var captioner = Captioner(store);

        captioner.Find("#glossary-rows").Input("wg\tWorking Group\nbroken");
        captioner.Find("form.glossary").Submit();
        store.MeetingCommands.ShouldBeEmpty();
        captioner.Find(".faults").Words().ShouldBe("Row 2: broken: the words it stands for are missing");

        captioner.Find("#glossary-rows").Input("wg\tWorking Group");
        captioner.Find("form.glossary").Submit();
        store.MeetingCommands.ShouldHaveSingleItem().ShouldBeOfType<ChangeGlossary>().Put.ShouldBe([new("wg", "Working Group")]);
        captioner.Find("#glossary-outcome").Words().ShouldBe("1 short form kept.");
    }

    [Fact]
    public void A_short_form_is_removed_and_stands_ready_to_be_put_back()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        store.Glossary = [new("wg", "Working Group")];
        var captioner = Captioner(store);

        captioner.Button("Remove").Click();

        store.MeetingCommands.ShouldHaveSingleItem().ShouldBeOfType<ChangeGlossary>().Removed.ShouldBe(["wg"]);
        captioner.Find("#glossary-rows").GetAttribute("value").ShouldBe("wg\tWorking Group");
    }

    [Fact]
    public void Names_found_in_a_document_are_proposed_and_kept_by_one_key()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        store.Glossary = [new("qb", "Qamar Bay")];
        var captioner = Captioner(store);

        captioner.Find("document-terms textarea").Change("WGEC\tWorking Group on Enhanced Cooperation\n\tQamar Bay\n\tAmina Quartevoss\nwho\tWorld Health Organization");
        captioner.Find("#glossary-rows").GetAttribute("value").ShouldBe(
            "wgec\tWorking Group on Enhanced Cooperation\naq\tAmina Quartevoss\nxwho\tWorld Health Organization");
        captioner.Find("#glossary-outcome").Words().ShouldBe("3 proposals. Change them, then keep them.");
        captioner.Find("#glossary-rows").KeyDown(new KeyboardEventArgs { Key = "Enter" });
        store.MeetingCommands.ShouldBeEmpty();
        captioner.Find("#glossary-rows").KeyDown(new KeyboardEventArgs { Key = "Enter", CtrlKey = true });

        store.MeetingCommands.ShouldHaveSingleItem().ShouldBeOfType<ChangeGlossary>().Put.Length.ShouldBe(3);
        captioner.Find("#glossary-outcome").Words().ShouldBe("3 short forms kept.");
    }

    [Fact]
    public void A_refused_glossary_says_why_and_keeps_the_rows()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Captioner);
        var captioner = Captioner(store);
        store.Refusing = Rejections.GlossaryUnchanged;

        captioner.Find("#glossary-rows").Input("wg = Working Group");
        captioner.Find("form.glossary").Submit();

        captioner.Find("details [role=alert]").Words().ShouldStartWith("The glossary stands like that already.");
        captioner.Find("#glossary-rows").GetAttribute("value").ShouldBe("wg = Working Group");
    }

    [Fact]
    public void Every_key_of_the_console_is_in_the_key_map()
    {
        var captioner = Captioner(FakeSessionStore.Of(SampleSession.Open, Role.Captioner));
        var shown = captioner.FindAll("details[data-panel=help] .keys kbd").Select(key => key.Words()).ToList();

        var used = captioner.FindAll("[aria-keyshortcuts] kbd").Select(key => key.Words()).Where(words => words.Length > 0);

        used.Count().ShouldBeGreaterThan(8);
        used.Except(shown).ShouldBeEmpty();
    }

    [Fact]
    public void A_console_that_is_not_theirs_says_so() =>
        Captioner(new FakeSessionStore { Barred = Rejections.UnknownSession }).Find("[role=alert]").Words().ShouldBe("There is no such session.");

    private static SessionView With(ParticipantId holder, bool offered) => SampleSession.Open with
    {
        Pens = [new PenView("floor", holder, holder == Colleague ? "Sam Reyes" : "Mireille Aubert", SampleSession.Ten, offered)],
    };
}
