namespace LiveSession.Client.Tests.Consoles;

/// <summary>Who presides and who helps, at the chair's desk.</summary>
public sealed class PresidingTests : ConsoleContext
{
    private static readonly RosterEntryView Mireille = new(FakeSessionStore.Sitter, "Mireille Aubert", "Switzerland", StakeholderGroup.Government, Role.Chair);

    private static readonly RosterEntryView Lin = SampleSession.Entry(new SpeakerView(ParticipantId.New(), "Lin Hua", "China", Place.Hall), Role.Chair);

    private static readonly SessionView Mine = SampleSession.Open with { Gavel = new GavelView(3, Mireille.Id, "Mireille Aubert", SampleSession.Ten) };

    private static readonly SessionView Theirs = SampleSession.Open with { Gavel = new GavelView(4, Lin.Id, "Lin Hua", SampleSession.Ten) };

    [Fact]
    public void Whoever_presides_sees_it_and_hands_the_gavel_over()
    {
        var store = FakeSessionStore.Of(Mine, Role.Chair, Mireille, Lin);
        var chair = Chair(store);

        chair.Find(".presiding").Words().ShouldStartWith("You preside since 10:00");
        chair.Field("Hand the gavel to").Change(Lin.Id.ToString());
        chair.Button("Hand over").Click();

        store.Commands.ShouldBe([new HandOverGavel(Lin.Id, AfterGavel: 3)]);
    }

    [Fact]
    public void Whoever_does_not_preside_is_offered_no_act_of_presiding()
    {
        var chair = Chair(FakeSessionStore.Of(Theirs, Role.Chair, Mireille, Lin));

        chair.Find(".presiding").Words().ShouldStartWith("Lin Hua presides since 10:00");
        new[] { "Give the floor", "End the turn", "Suspend", "Close the session", "Close the list of speakers", "Go off the record", "Hand over" }
            .ShouldAllBe(words => !chair.HasButton(words));
        chair.FindAll("#agenda-item").ShouldBeEmpty();
        chair.Markup.ShouldContain("Somebody else presides. Queue and time are yours to help with.");
        chair.HasButton("Remove").ShouldBeTrue();
    }

    [Fact]
    public void When_whoever_presides_is_gone_it_is_heard_and_the_gavel_is_to_be_taken()
    {
        var store = FakeSessionStore.Of(Theirs, Role.Chair, Mireille, Lin);
        store.PresidingOfficerGone = true;
        var chair = Chair(store);

        chair.FindAll("[role=alert]").Select(alert => alert.Words()).ShouldContain("Lin Hua presides and is not connected. Take the gavel to go on.");
        chair.Button("Take the gavel").Click();

        store.Commands.ShouldBe([new TakeGavel(AfterGavel: 4)]);
    }

    [Fact]
    public void A_helper_is_entrusted_for_a_while_and_relieved()
    {
        var bo = SampleSession.Entry(SampleSession.Bo);
        var store = FakeSessionStore.Of(SampleSession.Open with { Duties = [new DutyView(bo.Id, bo.Name, Duty.Hall)] }, Role.Chair, Mireille, bo);
        var chair = Chair(store);

        chair.FindAll("label").First(label => label.GetAttribute("for") == "duty-to").Words().ShouldBe("Entrust");
        chair.Find("#duty-to").Change(bo.Id.ToString());
        chair.Field("who then").Change("Clock");
        chair.Field("for").Change("60");
        chair.Button("Entrust").Click();
        chair.Button("Take back").Click();

        store.Commands.ShouldBe([new EntrustDuty(bo.Id, Duty.Clock, TimeSpan.FromHours(1)), new WithdrawDuty(bo.Id, Duty.Hall)]);
    }

    [Theory]
    [InlineData(Duty.Queue, true, false, true)]
    [InlineData(Duty.Clock, false, true, false)]
    [InlineData(Duty.Hall, false, false, true)]
    public void Somebody_entrusted_finds_their_part_of_the_desk_and_no_other(Duty duty, bool queue, bool clock, bool adds)
    {
        var session = SampleSession.Open with { Duties = [new DutyView(FakeSessionStore.Sitter, "Mireille Aubert", duty, SampleSession.Ten.AddHours(1))] };
        Time.SetUtcNow(SampleSession.Ten);
        var desk = Chair(FakeSessionStore.Of(session, Role.Member));

        desk.HasButton("Remove").ShouldBe(queue);
        desk.HasButton("Stop the clock").ShouldBe(clock);
        (desk.FindAll("#speaking-time").Count > 0).ShouldBe(clock);
        (desk.FindAll("#add-name").Count > 0).ShouldBe(adds);
        (desk.FindAll("#add-place").Count > 0).ShouldBe(queue);
        new[] { "Give the floor", "End the turn", "Suspend", "Close the session", "Entrust" }.ShouldAllBe(words => !desk.HasButton(words));
    }

    [Fact]
    public void A_duty_that_ran_out_leaves_nothing_to_do()
    {
        var session = SampleSession.Open with { Duties = [new DutyView(FakeSessionStore.Sitter, "Mireille Aubert", Duty.Clock, SampleSession.Ten)] };
        Time.SetUtcNow(SampleSession.Ten.AddMinutes(1));

        Chair(FakeSessionStore.Of(session, Role.Member)).Markup.ShouldContain("You are entrusted with nothing here any more.");
    }

    [Fact]
    public void Rules_are_chosen_and_their_order_is_changed_for_a_phase()
    {
        var rules = new ProcedureView(
            Procedure.GeneralAssembly, PlaceOrder.AsAsked, Precedence.None,
            [new ClauseView("rule 68", SpeechKind.InterposedQuestion, Askers.Nobody), new ClauseView("rule 71", SpeechKind.PointOfOrder, Askers.Members)]);
        var store = FakeSessionStore.Of(SampleSession.Open, Role.Chair);
        var chair = Chair(store);

        chair.Field("Rules of procedure").Change("GeneralAssembly");
        store.Show(SampleSession.Open with { Procedure = rules });
        chair.WaitForAssertion(() => chair.Markup.ShouldContain("rule 71"));
        chair.Find("#places").Change("Alternating");
        chair.Find("#precedence").Change("MembersFirst");

        store.Commands.ShouldBe(
            [
                new SetProcedure(Procedure.GeneralAssembly), new SetProcedure(Procedure.GeneralAssembly, PlaceOrder.Alternating, Precedence.None),
                new SetProcedure(Procedure.GeneralAssembly, PlaceOrder.AsAsked, Precedence.MembersFirst),
            ]);
        chair.FindAll("#add-kind option").Select(option => option.GetAttribute("value")).ShouldBe(["Statement", "Reply", "RightOfReply", "PointOfOrder"]);
    }

    [Fact]
    public void With_one_chair_nothing_is_said_of_a_gavel() =>
        Chair(FakeSessionStore.Of(SampleSession.Open, Role.Chair, Mireille)).Find(".presiding").Words().ShouldNotContain("preside");
}
