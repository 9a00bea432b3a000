using AngleSharp.Dom;
using LiveSession.Client.Floor;
using LiveSession.Client.Sessions;
using static LiveSession.Client.Tests.SampleSession;

namespace LiveSession.Client.Tests.Floor;

public sealed class AskForTheFloorTests : ClientContext
{
    [Fact]
    public void Somebody_unknown_gives_a_name_and_whom_they_speak_for()
    {
        var form = Shown(new(Open, [Column()]));

        form.GetAttribute("method").ShouldBe("post");
        form.GetAttribute("action").ShouldBe("m/wgec-5/2/floor#ask");
        form.QuerySelectorAll("label").Select(label => label.TextContent).ShouldBe(["Your name", "You speak for", "You ask for", "What it is about (optional)"]);
        form.QuerySelectorAll("input").Select(input => (input.GetAttribute("name"), input.HasAttribute("required")))
            .ShouldBe([("name", true), ("affiliation", true), ("note", false)]);
        form.QuerySelector("button")!.TextContent.ShouldBe("Ask for the floor");
    }

    [Fact]
    public void Every_field_has_a_label_of_its_own()
    {
        var form = Shown(new(Open, [Column()]));

        form.QuerySelectorAll("input, select").Select(input => input.Id).ShouldBe(form.QuerySelectorAll("label").Select(label => label.GetAttribute("for")));
    }

    [Fact]
    public void Somebody_known_only_says_what_it_is_about()
    {
        var form = Shown(new(Open, [Column()], Entry(Ana with { Id = ParticipantId.New() })));

        form.Words().ShouldContain("You ask as Ana Souza.");
        form.QuerySelectorAll("input").Select(input => input.GetAttribute("name")).ShouldBe(["onBehalfOf", "note"]);
    }

    [Fact]
    public void Somebody_who_waits_is_told_their_place_and_may_withdraw()
    {
        var form = Shown(new(Open, [Column()], Entry(Layla, Role.Observer)));

        form.GetAttribute("action").ShouldBe("m/wgec-5/2/floor/withdraw#ask");
        form.Words().ShouldBe("You are in the queue; 1 person speaks before you. Withdraw my request Let others go first");
        form.QuerySelectorAll("button")[1].GetAttribute("formaction").ShouldBe("m/wgec-5/2/floor/defer#ask");
    }

    [Fact]
    public void A_member_who_waits_may_raise_a_point_of_order_meanwhile()
    {
        var order = Render(new(Open, [Column()], Entry(Layla))).FindAll("form").Where(Visible).Last();

        order.GetAttribute("action").ShouldBe("m/wgec-5/2/floor#ask");
        order.QuerySelector("[name=kind]")!.GetAttribute("value").ShouldBe("PointOfOrder");
        order.Words().ShouldBe("Raise a point of order");
    }

    [Fact]
    public void Members_are_offered_every_kind_of_speech_and_observers_what_they_may_ask_for()
    {
        string[] Offered(Role role) => [.. Shown(new(Open, [Column()], Entry(Ana with { Id = ParticipantId.New() }, role)))
            .QuerySelectorAll("option").Select(option => option.TextContent)];

        Offered(Role.Member).ShouldBe(["Statement", "Reply", "Right of reply", "Question to the speaker", "Point of order"]);
        Offered(Role.Observer).ShouldBe(["Statement", "Reply"]);
    }

    [Fact]
    public void What_is_offered_follows_the_rules_in_force()
    {
        var rules = new ProcedureView(
            Procedure.GeneralAssembly, PlaceOrder.AsAsked, Precedence.None,
            [new ClauseView("rule 68", SpeechKind.InterposedQuestion, Askers.Nobody), new ClauseView("rule 71", SpeechKind.PointOfOrder, Askers.Members)]);
        string[] Offered(Role role) => [.. Shown(new(Open with { Procedure = rules }, [Column()], Entry(Ana with { Id = ParticipantId.New() }, role)))
            .QuerySelectorAll("option").Select(option => option.TextContent)];

        Offered(Role.Member).ShouldBe(["Statement", "Reply", "Right of reply", "Point of order"]);
        Offered(Role.Observer).ShouldBe(["Statement", "Reply", "Right of reply"]);
    }

    [Fact]
    public void The_first_in_the_queue_is_told_to_be_next() =>
        Shown(new(Open, [Column()], Entry(Bo, Role.Observer))).Words().ShouldStartWith("You are next.");

    [Fact]
    public void Somebody_whose_request_came_too_late_is_told_that_the_chair_has_it()
    {
        var late = Open with { Floor = Open.Floor with { Queue = [], Aside = [new AsideView(Request(Layla), AsideReason.ListClosed)] } };

        var form = Shown(new(late, [Column()], Entry(Layla, Role.Observer)));

        form.GetAttribute("action").ShouldBe("m/wgec-5/2/floor/withdraw#ask");
        form.Words().ShouldBe("The list of speakers is closed. Your request is kept for the chair, who may still call you. Withdraw my request");
    }

    [Fact]
    public void Whoever_has_the_floor_may_give_it_back()
    {
        var form = Shown(new(Open, [Column()], Entry(Ana)));

        form.GetAttribute("action").ShouldBe("m/wgec-5/2/floor/yield#ask");
        form.Words().ShouldBe("You have the floor. I have finished");
    }

    [Theory]
    [InlineData(SessionPhase.Scheduled, "You can ask for the floor as soon as the session opens.")]
    [InlineData(SessionPhase.Suspended, "The session is suspended. You can ask for the floor when it goes on.")]
    [InlineData(SessionPhase.Closed, "The session is closed.")]
    public void Where_nobody_can_ask_it_says_why(SessionPhase phase, string expected)
    {
        var section = Render(new(Open with { Phase = phase, Floor = EmptyFloor }, [Column()]));

        section.Nodes.Words().ShouldBe($"Ask for the floor {expected}");
        section.FindAll("form").Where(Visible).ShouldBeEmpty();
    }

    [Fact]
    public void A_refusal_is_said_in_the_readers_language_and_nothing_has_to_be_typed_again()
    {
        Speak("fr");
        var section = Render(new(Open, [Column()], Notice: Rejections.NameNeeded, Asked: new("Ana", "", "Point 3")));

        section.Find("[role=alert]").TextContent.ShouldBe("Veuillez indiquer votre nom et au nom de qui vous parlez.");
        section.FindAll("input").Select(input => input.GetAttribute("value")).ShouldBe(["Ana", "", "Point 3"]);
    }

    private IElement Shown(SessionPageView view) => Render(view).FindAll("form").Where(Visible).ShouldHaveSingleItem();

    private IRenderedComponent<AskForTheFloor> Render(SessionPageView view) => Render<AskForTheFloor>(p => p.Add(section => section.View, view));

    private static bool Visible(IElement element) =>
        !element.HasAttribute("hidden") && (element.ParentElement is not { } parent || Visible(parent));
}
