using LiveSession.Core.Captions;
using LiveSession.Core.Sessions;
using LiveSession.Server.Demo;

namespace LiveSession.Server.Tests.Demo;

public sealed class DemoDirectorTests
{
    private static readonly Screenplay Small = ScreenplayParser.Parse("""
        meeting harbours: A meeting
        zone: UTC
        session: A sitting
        item 1: Opening
        item 2: Harbours
        person chair: Ada Chair | Halvoria | government | chair | hall
        person cap: Cap Writer | Captioning | none | captioner | remote
        person relief: Rel Ief | Captioning | none | captioner | remote
        person ana: Ana Speaker | Talmaria | government | member | hall
        person obs: Obi Server | Harbour Towns | civil-society | observer | remote
        .open
        .item 1
        chair: The sitting is called to order.
        .ask ana: Figures
        .limit 3m
        .give ana
        ana: There were forty faults last year.
        ana: I thank you, Chair.
        .correct forty -> fourteen
        .ask obs
        .end
        .item 2
        chair: An observer has asked for the floor.
        .give next
        obs (fr): Merci, Madame la Présidente.
        .end
        .off-record
        chair: Lunch is at noon.
        .on-record
        .suspend
        .pause 20s
        .resume
        chair: We go on.
        chair: The sitting is closed.
        .close
        """);

    private static readonly string[] SmallRecord =
    [
        "The sitting is called to order.", "There were fourteen faults last year.", "I thank you, Chair.", "An observer has asked for the floor.",
        "Merci, Madame la Présidente.", "We go on.", "The sitting is closed.",
    ];

    [Fact]
    public async Task A_play_left_alone_is_on_the_record_as_it_was_written()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();

        await theatre.Clock.RunUntilAsync(director.PlayAsync(TestContext.Current.CancellationToken));

        var session = await theatre.StateAsync();
        TextOf(session).ShouldBe(SmallRecord);
        session.Captions.Lines.Select(line => line.Speaker).ShouldBe(
            ["The Chair", "Ana Speaker", "Ana Speaker", "The Chair", "Obi Server", "The Chair", "The Chair"]);
        session.Captions.Lines.Select(line => line.Item?.Number).ShouldBe(["1", "1", "1", "2", "2", "2", "2"]);
        session.Floor.Turns.Select(turn => (turn.Speaker.Name, turn.Speaker.Place)).ShouldBe(
            [("Ana Speaker", Place.Hall), ("Obi Server", Place.Remote)]);
        session.Phase.ShouldBe(SessionPhase.Closed);
        (director.ChairLeft.IsCompleted, director.CaptionerLeft.IsCompleted).ShouldBe((false, false));
    }

    [Fact]
    public async Task The_play_of_the_product_can_be_played_and_every_line_is_attributed_to_who_says_it()
    {
        var play = Screenplay.Read();
        await using var theatre = await Theatre.OpenAsync(play);
        await using var director = theatre.Hire();

        await theatre.Clock.RunUntilAsync(director.PlayAsync(TestContext.Current.CancellationToken));

        var session = await theatre.StateAsync();
        var said = play.Scenes.Where(scene => !scene.Before.OffTheRecord).Select(scene => scene.What).OfType<Cue.Say>().ToList();
        session.Captions.Lines.Select(line => (line.Language, line.Speaker)).ShouldBe(
            said.Select(line => (line.Language, (string?)(line.Speaker == "chair" ? "The Chair" : play.Member(line.Speaker).Entry.Name))));
        session.Captions.Lines.Count(line => line.CorrectedAt is not null).ShouldBe(play.Scenes.Count(scene => scene.What is Cue.Correct));
        session.Phase.ShouldBe(SessionPhase.Closed);
    }

    [Fact]
    public async Task A_person_who_takes_the_pen_keeps_it_while_the_chair_plays_on()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        await using var relief = await theatre.SeatAsync("relief", "hubs/captions");
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(2));

        await relief.DoAsync(nameof(ICaptionHub.TakePen), "floor", true);
        await director.CaptionerLeft.WaitAsync(Theatre.Limit, TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(playing);

        var session = await theatre.StateAsync();
        TextOf(session).ShouldBe(["The sitting is called to order.", "There were forty faults last year."]);
        session.Captions.Pens["floor"].Name.ShouldBe("Rel Ief");
        session.Floor.TurnCount.ShouldBe(2);
        session.Phase.ShouldBe(SessionPhase.Closed);
        director.ChairLeft.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_person_who_gives_the_floor_presides_from_then_on_and_the_captions_name_their_speakers()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        await using var guest = await theatre.SeatAsync("chair", "hubs/floor");
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(2));

        await guest.DoAsync(nameof(IFloorHub.EndTurn), 1);
        await director.ChairLeft.WaitAsync(Theatre.Limit, TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(playing);

        var session = await theatre.StateAsync();
        (session.Phase, session.CurrentItem?.Number, session.Floor.TurnCount).ShouldBe((SessionPhase.Open, "1", 1));
        TextOf(session).ShouldBe(SmallRecord);
        session.Captions.Lines.Skip(3).Select(line => line.MarkedSpeaker).ShouldBe(["The Chair", "Obi Server", "The Chair", "The Chair"]);
        session.Floor.Queue.Select(request => request.Speaker.Name).ShouldBe(["Obi Server"], "remote speakers go on asking");
        director.CaptionerLeft.IsCompleted.ShouldBeFalse();
    }

    [Theory]
    [InlineData(nameof(IFloorHub.GoOffTheRecord))]
    [InlineData(nameof(IFloorHub.TakeUpItem))]
    public async Task Any_act_of_another_chair_is_a_take_over(string act)
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        await using var guest = await theatre.SeatAsync("chair", "hubs/floor");
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(1));

        await guest.DoAsync(act, act == nameof(IFloorHub.TakeUpItem) ? [guest.Session.Agenda[1].Id] : []);

        (await director.ChairLeft.WaitAsync(Theatre.Limit, TestContext.Current.CancellationToken)).ShouldBe("somebody else presides");
        await theatre.Clock.RunUntilAsync(playing);
    }

    [Fact]
    public async Task Nobody_speaks_while_a_person_has_suspended_the_session()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        await using var guest = await theatre.SeatAsync("chair", "hubs/floor");
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(1));

        await guest.DoAsync(nameof(IFloorHub.SuspendSession), [null]);
        await director.ChairLeft.WaitAsync(Theatre.Limit, TestContext.Current.CancellationToken);
        var running = theatre.Clock.RunUntilAsync(playing);
        for (var placard = 1; placard <= 25; placard++)
        {
            await guest.DoAsync(nameof(IFloorHub.RequestFloorFor), new RequestFloorFor(null, $"Speaker {placard}", "Hall", Place.Hall));
        }

        await guest.DoAsync(nameof(IFloorHub.ResumeSession));
        await running;

        var events = await theatre.EventsAsync();
        var silence = events.SkipWhile(each => each is not SessionSuspended).TakeWhile(each => each is not SessionResumed);
        silence.OfType<CaptionLineAdded>().Count().ShouldBeLessThanOrEqualTo(1, "only a line under way may be finished");
        TextOf(await theatre.StateAsync()).ShouldBe(SmallRecord);
    }

    [Fact]
    public async Task A_session_closed_by_a_person_ends_the_play()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        await using var guest = await theatre.SeatAsync("chair", "hubs/floor");
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(2));

        await guest.DoAsync(nameof(IFloorHub.CloseSession));
        await director.ChairLeft.WaitAsync(Theatre.Limit, TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(playing);

        TextOf(await theatre.StateAsync()).Length.ShouldBe(2);
    }

    [Fact]
    public async Task Somebody_new_in_the_queue_waits_and_takes_nothing_over()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        await using var guest = await theatre.SeatAsync("chair", "hubs/floor");
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(1));

        await guest.DoAsync(nameof(IFloorHub.RequestFloorFor), new RequestFloorFor(null, "Zoe New", "Elsewhere", Place.Remote));
        await theatre.Clock.RunUntilAsync(playing);

        var session = await theatre.StateAsync();
        session.Floor.Turns.Select(turn => turn.Speaker.Name).ShouldBe(["Ana Speaker", "Obi Server"]);
        TextOf(session).ShouldBe(SmallRecord);
        director.ChairLeft.IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task A_part_whose_link_is_withdrawn_is_left_and_the_other_goes_on()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(1));

        await theatre.RevokeAsync("chair");
        await director.ChairLeft.WaitAsync(Theatre.Limit, TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(playing);

        var session = await theatre.StateAsync();
        TextOf(session).ShouldBe(SmallRecord);
        session.Floor.TurnCount.ShouldBe(0);
    }

    [Fact]
    public async Task A_server_that_goes_away_and_comes_back_loses_and_doubles_nothing()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        await using var director = theatre.Hire();
        var playing = director.PlayAsync(TestContext.Current.CancellationToken);
        await theatre.Clock.RunUntilAsync(theatre.LinesAsync(2));

        await theatre.RestartServerAsync();
        await theatre.Clock.RunUntilAsync(playing);

        var session = await theatre.StateAsync();
        TextOf(session).ShouldBe(SmallRecord);
        session.Floor.TurnCount.ShouldBe(2);
        session.Phase.ShouldBe(SessionPhase.Closed);
    }

    [Fact]
    public async Task A_play_cut_short_goes_on_where_its_record_ends()
    {
        await using var theatre = await Theatre.OpenAsync(Small);
        using var cut = new CancellationTokenSource();
        await using (var first = theatre.Hire())
        {
            var playing = first.PlayAsync(cut.Token);
            await theatre.Clock.RunUntilAsync(theatre.LinesAsync(3));
            await cut.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => playing);
        }

        await theatre.SetStageAsync();
        await using var second = theatre.Hire();
        await theatre.Clock.RunUntilAsync(second.PlayAsync(TestContext.Current.CancellationToken));

        var session = await theatre.StateAsync();
        // A correction is lost with the process that knew the line's number.
        TextOf(session).Select(text => text.Replace("forty", "fourteen", StringComparison.Ordinal)).ShouldBe(SmallRecord);
        session.Floor.TurnCount.ShouldBe(2);
        session.Phase.ShouldBe(SessionPhase.Closed);
    }

    private static string[] TextOf(SessionState session) => [.. session.Captions.Lines.Select(line => line.Text)];
}
