using LiveSession.Client.Floor;

namespace LiveSession.Client.Tests.Consoles;

public sealed class ChairConsoleTests : ConsoleContext
{
    private static readonly SessionView Suspended = SampleSession.Open with
    {
        Phase = SessionPhase.Suspended,
        Floor = SampleSession.Open.Floor with { Speaking = null },
    };

    [Fact]
    public void The_console_opens_the_session_as_the_chair()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);

        Chair(store);

        store.Opened.ShouldBe(("wgec-5", 2, Role.Chair));
    }

    [Fact]
    public void Who_has_the_floor_on_what_and_for_how_long_is_the_largest_thing()
    {
        Time.SetUtcNow(SampleSession.Ten.AddMinutes(13));

        var chair = Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair));

        chair.Find(".who").Words().ShouldBe("Ana Souza has the floor");
        chair.Find(".turn-clock").Words().ShouldBe("1:00 of 3:00");
        chair.Find(".item").Words().ShouldBe("Item 2: Guiding question 1");
    }

    [Fact]
    public void Who_follows_is_said_in_words() =>
        Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair, new PresenceView(12, 1, 0, []))).Find("[aria-label='Who follows']").Words()
            .ShouldBe("12 in the hall · 1 participant connected remotely · 0 observers");

    [Fact]
    public void Counts_that_may_be_too_small_say_so() =>
        Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair, new PresenceView(2, 1, 0, []) { OnlyHere = true })).Find("[aria-label='Who follows']").Words()
            .ShouldBe("2 in the hall · 1 participant connected remotely · 0 observers (at this server; who is at others is not known at the moment)");

    [Fact]
    public void Who_follows_is_not_said_before_it_is_known() =>
        Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair)).FindAll("[aria-label='Who follows']").ShouldBeEmpty();

    [Theory]
    [InlineData(125, "2:05 of 3:00", "")]
    [InlineData(126, "2:06 of 3:00 · 0:54 left", "soon")]
    [InlineData(162, "2:42 of 3:00 · 0:18 left", "over")]
    [InlineData(203, "3:23 of 3:00 · over by 0:23", "over")]
    public void The_clock_warns_from_70_per_cent_and_presses_from_90_in_words_too(int seconds, string words, string marked)
    {
        var chair = Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair));

        Time.SetUtcNow(SampleSession.Ten.AddMinutes(12).AddSeconds(seconds));
        Time.Advance(TimeSpan.Zero);

        chair.WaitForAssertion(() => chair.Find(".turn-clock").Words().ShouldBe(words));
        chair.Find(".turn-clock").ClassList.ShouldBe(marked.Length == 0 ? ["turn-clock"] : ["turn-clock", marked]);
    }

    [Fact]
    public void A_turn_without_a_limit_is_only_counted()
    {
        Time.SetUtcNow(SampleSession.Ten.AddMinutes(75));

        var chair = Chair(FakeSessionStore.Of(
            SampleSession.Open with { Floor = SampleSession.Open.Floor with { Speaking = SampleSession.Open.Floor.Speaking! with { Limit = null } } }, Role.Chair));

        chair.Find(".turn-clock").Words().ShouldBe("1:03:00");
    }

    [Fact]
    public void Next_gives_the_floor_on_the_turn_the_screen_shows()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);

        Chair(store).Button("Give the floor to Bo Lindqvist").Click();

        store.Commands.ShouldBe([new GiveFloorToNext(AfterTurn: 1)]);
    }

    [Fact]
    public void The_floor_is_given_out_of_turn_to_whoever_is_chosen()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);

        Row(Chair(store), "ليلى حداد").QuerySelectorAll("button").First(button => Controls.Says(button) == "Give the floor").Click();

        store.Commands.ShouldBe([new GiveFloor(SampleSession.Layla.Id, AfterTurn: 1, SpeechKind.Statement)]);
    }

    [Fact]
    public void A_request_is_taken_off_the_list()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);

        Row(Chair(store), "Bo Lindqvist").QuerySelectorAll("button").First(button => Controls.Says(button) == "Remove").Click();

        store.Commands.ShouldBe([new WithdrawRequest(SampleSession.Bo.Id, SpeechKind.Statement)]);
    }

    [Fact]
    public void A_request_is_moved_up_put_behind_its_like_or_given_the_last_word()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        foreach (var key in new[] { "u", "t", "w" })
        {
            Row(chair, "ليلى حداد").QuerySelector($"[data-row-key={key}]")!.Click();
        }

        store.Commands.ShouldBe(
            [
                new MoveRequest(new(SampleSession.Layla.Id, SpeechKind.Statement), new(SampleSession.Bo.Id, SpeechKind.Statement)),
                new DeferRequest(SampleSession.Layla.Id, SpeechKind.Statement),
                new GiveLastWord(SampleSession.Layla.Id, AfterTurn: 1, SpeechKind.Statement),
            ]);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public void A_way_up_is_offered_where_the_rules_leave_it_to_the_chair(bool mayPassUp, int ways)
    {
        var orders = new[] { SampleSession.Bo, SampleSession.Layla }.Select(speaker => SampleSession.Request(speaker) with { Kind = SpeechKind.PointOfOrder }).ToArray();
        var chair = Chair(FakeSessionStore.Of(
            SampleSession.Open with { Floor = SampleSession.Open.Floor with { Queue = [orders[0], orders[1] with { MayPassUp = mayPassUp }] } }, Role.Chair));

        chair.FindAll("[data-row-key=u]").Count.ShouldBe(ways);
    }

    [Fact]
    public void The_list_of_speakers_is_closed_at_once_or_announced_to_and_opened_again()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Button("Close the list of speakers").Click();
        chair.Field("When it closes").Change("10");
        chair.Button("Close the list of speakers").Click();
        store.Show(SampleSession.Open with { Floor = SampleSession.Open.Floor with { ListClosesAt = SampleSession.Ten } });
        chair.WaitForAssertion(() => chair.HasButton("Open the list again").ShouldBeTrue());
        chair.Button("Open the list again").Click();

        store.Commands.ShouldBe([new CloseList(), new CloseList(TimeSpan.FromMinutes(10)), new ReopenList()]);
    }

    [Fact]
    public void Who_came_too_late_is_let_in_or_removed()
    {
        var late = new AsideView(SampleSession.Request(SampleSession.Bo), AsideReason.ListClosed);
        var store = FakeSessionStore.Of(SampleSession.Open with { Floor = SampleSession.EmptyFloor with { Aside = [late] } }, Role.Chair);
        var chair = Chair(store);

        chair.Find("#kept-title").Words().ShouldBe("Kept for you: 1 request");
        chair.FindAll(".kept button")[0].Click();
        chair.FindAll(".kept button")[1].Click();

        store.Commands.ShouldBe([new AdmitRequest(new(SampleSession.Bo.Id, SpeechKind.Statement)), new WithdrawRequest(SampleSession.Bo.Id, SpeechKind.Statement)]);
    }

    [Fact]
    public void Whoever_spoke_last_is_put_back()
    {
        var store = FakeSessionStore.Of(SampleSession.Open with { Floor = SampleSession.Open.Floor with { Speaking = null, SpokeLast = SampleSession.Ana } }, Role.Chair);

        Chair(store).Button("Put back Ana Souza").Click();

        store.Commands.ShouldBe([new ReAddLastSpeaker(AfterTurn: 1)]);
    }

    [Fact]
    public void The_turn_is_given_more_time_and_its_clock_stands_and_goes_on()
    {
        Time.SetUtcNow(SampleSession.Ten.AddMinutes(30));
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Button("One minute more").Click();
        chair.Button("Stop the clock").Click();
        store.Show(SampleSession.Open with
        {
            Floor = SampleSession.Open.Floor with
            {
                Speaking = SampleSession.Open.Floor.Speaking! with { Stood = TimeSpan.FromSeconds(20), StandsSince = SampleSession.Ten.AddMinutes(13) },
            },
        });
        chair.WaitForAssertion(() => chair.Find(".turn-clock").Words().ShouldBe("0:40 of 3:00 · the clock stands still"));
        chair.Button("Let the clock go on").Click();

        store.Commands.ShouldBe([new ExtendTurn(TimeSpan.FromMinutes(1), AfterTurn: 1), new PauseClock(AfterTurn: 1), new ResumeClock(AfterTurn: 1)]);
    }

    [Fact]
    public void A_kind_of_speech_is_given_a_time_of_its_own_or_that_of_statements()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Field("Right of reply").Change("300");
        chair.Field("Right of reply").Change("");

        store.Commands.ShouldBe(
            [new SetSpeakingTime(TimeSpan.FromMinutes(5), SpeechKind.RightOfReply), new SetSpeakingTime(null, SpeechKind.RightOfReply)]);
    }

    [Fact]
    public void A_point_of_order_is_announced_marked_and_called_as_what_it_is()
    {
        var raised = SampleSession.Request(SampleSession.Bo) with { Kind = SpeechKind.PointOfOrder, OnBehalfOf = "Group of 77" };
        var store = FakeSessionStore.Of(
            SampleSession.Open with { Floor = SampleSession.Open.Floor with { Queue = [raised, SampleSession.Request(SampleSession.Bo)] } }, Role.Chair);
        var chair = Chair(store);

        chair.FindAll("[role=alert]").Select(alert => alert.Words()).ShouldContain("Point of order: Bo Lindqvist");
        var first = chair.FindAll(".chair-queue li")[0];
        first.Words().ShouldContain("Point of order · on behalf of Group of 77");
        first.QuerySelectorAll("button").First(button => Controls.Says(button) == "Give the floor").Click();

        store.Commands.ShouldBe([new GiveFloor(SampleSession.Bo.Id, AfterTurn: 1, SpeechKind.PointOfOrder)]);
    }

    [Fact]
    public void A_speech_that_goes_on_after_an_interruption_keeps_the_time_it_had()
    {
        Time.SetUtcNow(SampleSession.Ten.AddMinutes(13));
        var turn = SampleSession.Open.Floor.Speaking! with { Spoken = TimeSpan.FromSeconds(30) };

        Chair(FakeSessionStore.Of(SampleSession.Open with { Floor = SampleSession.Open.Floor with { Speaking = turn } }, Role.Chair))
            .Find(".turn-clock").Words().ShouldBe("1:30 of 3:00");
    }

    [Fact]
    public void A_lost_race_is_said_in_words_and_the_screen_shows_the_new_state()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);
        store.Refusing = Rejections.FloorHasMoved("Bo Lindqvist");
        store.Overtaken = SampleSession.Open with
        {
            Floor = new(2, new(2, SampleSession.Bo, SampleSession.Ten.AddMinutes(14)), [SampleSession.Request(SampleSession.Layla)], null),
        };

        chair.Button("Give the floor to Bo Lindqvist").Click();

        chair.Find("[role=alert]").Words().ShouldStartWith("The floor has moved on: Bo Lindqvist has it now.");
        chair.Find(".who").Words().ShouldBe("Bo Lindqvist has the floor");
        chair.HasButton("Give the floor to ليلى حداد").ShouldBeTrue();
    }

    [Fact]
    public void A_refusal_goes_when_it_was_understood()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);
        store.Refusing = Rejections.QueueEmpty;
        chair.Button("End the turn").Click();

        chair.Button("Understood").Click();

        chair.Find("[role=alert]").Words().ShouldBeEmpty();
    }

    [Fact]
    public void An_empty_queue_leaves_nothing_to_give()
    {
        var chair = Chair(FakeSessionStore.Of(SampleSession.Open with { Floor = SampleSession.EmptyFloor }, Role.Chair));

        chair.Find(".who").Words().ShouldBe("The floor is with the chair");
        chair.Button("Give the floor to the next speaker").HasAttribute("disabled").ShouldBeTrue();
        chair.Button("End the turn").HasAttribute("disabled").ShouldBeTrue();
        chair.Markup.ShouldContain("Nobody is waiting to speak.");
    }

    [Fact]
    public void A_session_not_open_yet_offers_to_open_it()
    {
        var store = FakeSessionStore.Of(SampleSession.Scheduled, Role.Chair);
        var chair = Chair(store);

        chair.Button("Open the session").Click();

        store.Commands.ShouldBe([new OpenSession()]);
        chair.HasButton("Suspend").ShouldBeFalse();
        chair.FindAll("#add-name").ShouldBeEmpty();
    }

    [Fact]
    public void A_suspended_session_offers_to_go_on_and_still_takes_names()
    {
        var store = FakeSessionStore.Of(Suspended, Role.Chair);
        var chair = Chair(store);

        chair.Button("Resume the session").Click();

        store.Commands.ShouldBe([new ResumeSession()]);
        chair.Find(".who").Words().ShouldBe("Suspended");
        chair.FindAll("#add-name").Count.ShouldBe(1);
        chair.HasButton("Give the floor").ShouldBeFalse();
    }

    [Fact]
    public void A_closed_session_leads_to_its_transcript()
    {
        var chair = Chair(FakeSessionStore.Of(SampleSession.Open with { Phase = SessionPhase.Closed, Floor = SampleSession.EmptyFloor }, Role.Chair));

        chair.FindAll("a[href='m/wgec-5/2/transcript']").Count.ShouldBeGreaterThan(0);
        chair.FindAll("button[data-key]").Select(Controls.Says).ShouldBe(["Keys"]);
    }

    [Fact]
    public void The_session_is_suspended_until_the_time_on_the_wall()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Field("until").Change("15:00:00");
        chair.Button("Suspend").Click();

        store.Commands.ShouldBe([new SuspendSession(new DateTimeOffset(2026, 3, 3, 15, 0, 0, TimeSpan.FromHours(1)))]);
    }

    [Fact]
    public void The_session_is_suspended_without_saying_until_when()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);

        Chair(store).Button("Suspend").Click();

        store.Commands.ShouldBe([new SuspendSession()]);
    }

    [Fact]
    public void Closing_asks_first_in_place()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Button("Close the session").Click();

        store.Commands.ShouldBeEmpty();
        chair.Find("[role=alertdialog]").Words().ShouldStartWith("Close the session for good? Its record is then complete.");
        chair.Button("Close it").Click();
        store.Commands.ShouldBe([new CloseSession()]);
    }

    [Fact]
    public void Closing_can_be_left()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);
        chair.Button("Close the session").Click();

        chair.Button("Keep it open").Click();

        store.Commands.ShouldBeEmpty();
        chair.HasButton("Close the session").ShouldBeTrue();
    }

    [Fact]
    public void Off_the_record_is_one_press_away_and_so_is_the_return()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Button("Go off the record").Click();
        store.Show(SampleSession.Open with { OffTheRecord = true });
        chair.WaitForAssertion(() => chair.HasButton("Return to the record").ShouldBeTrue());
        chair.Button("Return to the record").Click();

        store.Commands.ShouldBe([new GoOffTheRecord(), new GoOnTheRecord()]);
        chair.Find(".console-status").Words().ShouldStartWith("Off the record");
    }

    [Fact]
    public void The_next_agenda_item_is_taken_up()
    {
        var store = FakeSessionStore.Of(SampleSession.Open with { CurrentItem = SampleSession.First.Id }, Role.Chair);

        Chair(store).Button("Take up item 2").Click();

        store.Commands.ShouldBe([new TakeUpItem(SampleSession.Second.Id)]);
    }

    [Fact]
    public void Before_any_item_the_next_is_the_first() =>
        Chair(FakeSessionStore.Of(SampleSession.Open with { CurrentItem = null }, Role.Chair)).HasButton("Take up item 1").ShouldBeTrue();

    [Fact]
    public void Any_agenda_item_can_be_taken_up()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);

        Chair(store).Field("Agenda item").Change(SampleSession.First.Id.ToString());

        store.Commands.ShouldBe([new TakeUpItem(SampleSession.First.Id)]);
    }

    [Theory]
    [InlineData("300", 300)]
    [InlineData("", null)]
    public void The_speaking_time_is_set(string chosen, int? seconds)
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);

        Chair(store).Field("Speaking time").Change(chosen);

        store.Commands.ShouldBe([new SetSpeakingTime(seconds is { } limit ? TimeSpan.FromSeconds(limit) : null)]);
    }

    [Fact]
    public void A_speaking_time_set_elsewhere_is_shown()
    {
        var chair = Chair(FakeSessionStore.Of(
            SampleSession.Open with { Floor = SampleSession.Open.Floor with { SpeakingTime = TimeSpan.FromSeconds(45) } }, Role.Chair));

        chair.Field("Speaking time").QuerySelector("option[selected]")!.Words().ShouldBe("45 seconds");
    }

    [Fact]
    public void Somebody_on_the_roster_is_added_as_that_participant()
    {
        var roster = SampleSession.Entry(SampleSession.Bo);
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair, roster);
        var chair = Chair(store);

        chair.Find("datalist option").GetAttribute("value").ShouldBe("Bo Lindqvist (Internet Society)");
        chair.Field("Add by name").Input("bo lindqvist (Internet Society)");
        chair.Find("form.add-speaker").Submit();

        store.Commands.ShouldBe([new RequestFloorFor(roster.Id, "Bo Lindqvist", "Internet Society", Place.Hall)]);
    }

    [Fact]
    public void Somebody_nobody_knew_of_is_added_by_name_and_affiliation()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Field("Add by name").Input(" Amina Diallo ");
        chair.Field("Speaks for").Change("Senegal");
        chair.Field("Where").Change("Remote");
        chair.Find("form.add-speaker").Submit();

        store.Commands.ShouldBe([new RequestFloorFor(null, "Amina Diallo", "Senegal", Place.Remote)]);
        chair.Field("Add by name").GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public void A_name_that_two_people_share_is_not_guessed()
    {
        var store = FakeSessionStore.Of(
            SampleSession.Open, Role.Chair, SampleSession.Entry(SampleSession.Ana), SampleSession.Entry(SampleSession.Ana with { Id = ParticipantId.New(), Affiliation = "APC" }));
        var chair = Chair(store);

        chair.Field("Add by name").Input("Ana Souza");
        chair.Find("form.add-speaker").Submit();

        store.Commands.ShouldBe([new RequestFloorFor(null, "Ana Souza", "", Place.Hall)]);
    }

    [Theory]
    [InlineData("N", "Give the floor to Bo Lindqvist")]
    [InlineData("E", "End the turn")]
    [InlineData("I", "Take up item 2")]
    [InlineData("O", "Go off the record")]
    [InlineData("S", "Suspend")]
    [InlineData("C", "Close the session")]
    [InlineData("?", "Keys")]
    public void Every_verb_shows_its_key_and_answers_to_it(string key, string words)
    {
        var button = Chair(FakeSessionStore.Of(SampleSession.Open with { CurrentItem = SampleSession.First.Id }, Role.Chair)).Button(words);

        button.GetAttribute("data-key").ShouldBe(key.ToLowerInvariant());
        button.GetAttribute("aria-keyshortcuts").ShouldBe(key);
        button.QuerySelector("kbd")!.TextContent.ShouldBe(key);
    }

    [Theory]
    [InlineData("Scheduled")]
    [InlineData("Open")]
    [InlineData("Suspended")]
    [InlineData("Closed")]
    public void No_key_stands_for_two_things(string phase)
    {
        var chair = Chair(FakeSessionStore.Of(SampleSession.Open with { Phase = Enum.Parse<SessionPhase>(phase) }, Role.Chair));

        var keys = chair.FindAll("[data-key]").Select(control => control.GetAttribute("data-key")).ToList();

        keys.ShouldBeUnique();
        keys.ShouldNotBeEmpty();
    }

    [Fact]
    public void The_field_for_names_answers_to_A_and_a_row_to_X_and_J_and_K_have_rows_to_walk()
    {
        var chair = Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair));

        chair.Field("Add by name").GetAttribute("data-key").ShouldBe("a");
        chair.FindAll("[data-rows] > [data-row]").Count.ShouldBe(2);
        chair.FindAll("[data-row] [data-row-key=x]").Count.ShouldBe(2);
        chair.FindAll("[data-row]").ShouldAllBe(row => Controls.Says(row.QuerySelector("button")!) == "Give the floor");
    }

    [Fact]
    public void The_keys_are_listed_and_can_be_switched_off()
    {
        var chair = Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair));
        chair.Find(".keys-help").HasAttribute("hidden").ShouldBeTrue();

        chair.Button("Keys").Click();

        chair.Find(".keys-help").HasAttribute("hidden").ShouldBeFalse();
        chair.FindAll(".keys-help dt").Select(key => key.TextContent).ShouldBe(["N", "E", "A", "J K", "Enter", "X", "U", "T", "W", "B", "L", "M", "P", "I", "O", "G", "S", "C", "?"]);
        chair.FindAll(".keys-help input[type=checkbox][data-keys-switch]").Count.ShouldBe(1);
    }

    [Fact]
    public void The_secretariat_helps_but_does_not_give_the_floor()
    {
        var chair = Chair(FakeSessionStore.Of(SampleSession.Open, Role.Secretariat));

        chair.FindAll("button").Select(Controls.Says).ShouldNotContain(words => words.StartsWith("Give the floor", StringComparison.Ordinal));
        chair.HasButton("Go off the record").ShouldBeFalse();
        chair.HasButton("Suspend").ShouldBeTrue();
        chair.Markup.ShouldContain("only the chair gives the floor");
    }

    [Fact]
    public void A_console_that_is_not_theirs_says_so_and_shows_the_way_out()
    {
        var chair = Chair(new FakeSessionStore { Barred = Rejections.NotAllowed });

        chair.Find("[role=alert]").Words().ShouldBe("Your role in this meeting does not allow that.");
        chair.Find("a[href='m/wgec-5/2']").Words().ShouldBe("Follow the session");
    }

    [Fact]
    public void The_console_speaks_French_also_after_a_change_from_elsewhere()
    {
        Speak("fr");
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);
        Speak("en");

        store.Show(SampleSession.Open with { Phase = SessionPhase.Suspended });

        chair.WaitForAssertion(() => chair.HasButton("Reprendre la séance").ShouldBeTrue());
    }

    [Fact]
    public async Task A_console_that_is_left_stops_following()
    {
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        Chair(store);
        store.Subscribers.ShouldBe(1);

        await DisposeComponentsAsync();

        store.Subscribers.ShouldBe(0);
    }

    private static AngleSharp.Dom.IElement Row(IRenderedComponent<ChairConsole> chair, string name) =>
        chair.FindAll("[data-row]").Single(row => row.QuerySelector(".name")!.Words() == name);
}
