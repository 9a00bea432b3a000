using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions;

public sealed class WritingTests
{
    [Fact]
    public async Task A_line_is_acknowledged_with_its_number()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);

        var first = await pen.LineAsync("Good morning.");
        var second = await pen.LineAsync("Bonjour.", language: "fr");

        first.Position!.Value.Sequence.ShouldBe(3); // opened, pen taken, line
        second.Position!.Value.Sequence.ShouldBe(4);
    }

    [Fact]
    public async Task The_same_line_sent_again_is_acknowledged_again_and_stands_once()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        var command = CommandId.New();

        var first = await pen.LineAsync("once", command);
        var again = await pen.LineAsync("once", command);

        again.Position.ShouldBe(first.Position);
        (await LinesAsync(server)).ShouldBe(["once"]);
    }

    [Fact]
    public async Task A_line_of_a_hundred_thousand_characters_is_refused_in_words_and_the_next_one_is_taken()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);

        var refused = await pen.LineAsync(new string('x', 100_000));
        var taken = await pen.LineAsync("short");

        refused.Rejection.ShouldBe(Rejections.LineTooLong(100_000, 2_000));
        taken.Accepted.ShouldBeTrue();
    }

    [Fact]
    public async Task Control_and_direction_override_characters_are_taken_out_and_the_captioner_is_told()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);

        var taken = await pen.LineAsync("safe\u202Eevil\u0007 text");

        taken.Notice.ShouldBe(Rejections.CharactersRemoved(2));
        (await LinesAsync(server)).ShouldBe(["safeevil text"]);
    }

    [Fact]
    public async Task Of_two_captioners_the_one_without_the_pen_is_told_who_has_it()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        (await server.ChangeMeetingAsync(new ImportRoster([new RosterEntry("Second Pen", "", StakeholderGroup.Unspecified, Role.Captioner)]))).Accepted.ShouldBeTrue();
        await using var first = await server.VisitAsync(Role.Captioner);
        await using var second = await server.VisitSecondCaptionerAsync();
        var pen = await CaptionPen.TakeUpAsync(first, server.Session);
        await pen.LineAsync("mine");
        var other = await CaptionPen.TakeUpAsync(second, server.Session);

        (await other.LineAsync("not mine")).Rejection.ShouldBe(Rejections.PenHeld("Cap Tioner"));
        var desk = await second.ConnectAsync("/hubs/captions");
        (await desk.SendCommandAsync(nameof(ICaptionHub.TakePen), server.Session, "floor", true)).Accepted.ShouldBeTrue();
        (await other.LineAsync("mine now")).Accepted.ShouldBeTrue();
        (await pen.LineAsync("what I was saying")).Accepted.ShouldBeTrue();
        (await pen.LineAsync("too late")).Rejection.ShouldBe(Rejections.PenHeld("Second Pen"));
        (await LinesAsync(server)).ShouldBe(["mine", "mine now", "what I was saying"]);
    }

    [Fact]
    public async Task Where_nobody_has_the_pen_the_first_letter_takes_it_so_that_two_are_never_on_air_by_turns()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        (await server.ChangeMeetingAsync(new ImportRoster([new RosterEntry("Second Pen", "", StakeholderGroup.Unspecified, Role.Captioner)]))).Accepted.ShouldBeTrue();
        await using var observer = await server.VisitAsync(null);
        Mailbox<CaptionDraft> drafts = null!;
        await (await observer.ConnectAsync("/hubs/session", connection => drafts = new(connection, nameof(ISessionClient.Drafted)))).JoinAsync(server.Session);
        await using var first = await server.VisitAsync(Role.Captioner);
        await using var second = await server.VisitSecondCaptionerAsync();
        var pen = await CaptionPen.TakeUpAsync(first, server.Session);
        var other = await CaptionPen.TakeUpAsync(second, server.Session);

        pen.Draft("the q");
        (await drafts.NextAsync()).Add.ShouldBe("the q");
        other.Draft("S");

        (await other.LineAsync("S")).Rejection.ShouldBe(Rejections.PenHeld("Cap Tioner"));
        pen.Draft("the quick");
        (await drafts.NextAsync()).Add.ShouldBe("uick");
    }

    [Fact]
    public async Task Off_the_record_words_are_shown_and_never_kept()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        await (await chair.ConnectAsync("/hubs/floor")).SendCommandAsync(nameof(IFloorHub.GoOffTheRecord), server.Session);
        await using var observer = await server.VisitAsync(null);
        Mailbox<CaptionDraft> drafts = null!;
        await (await observer.ConnectAsync("/hubs/session", connection => drafts = new(connection, nameof(ISessionClient.Drafted)))).JoinAsync(server.Session);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);

        var refused = await pen.LineAsync("between us");

        refused.Rejection.ShouldBe(Rejections.OffTheRecord);
        (await drafts.NextAsync()).Add.ShouldBe("between us");
        (await server.StoredTextAsync()).ShouldNotContain("between us");
    }

    [Fact]
    public async Task What_software_writes_off_the_record_stays_before_readers_until_newer_words_push_it_out_and_goes_when_the_record_resumes()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        var (secret, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText);
        await using var chair = await server.VisitAsync(Role.Chair);
        var floor = await chair.ConnectAsync("/hubs/floor");
        await using var observer = await server.VisitAsync(null);
        Mailbox<CaptionDraft> drafts = null!;
        await (await observer.ConnectAsync("/hubs/session", connection => drafts = new(connection, nameof(ISessionClient.Drafted)))).JoinAsync(server.Session);
        var shown = "";
        async Task ShownAsync(string text)
        {
            while (shown != text)
            {
                var draft = await drafts.NextAsync();
                shown = shown[..draft.Keep] + draft.Add;
            }
        }

        Task PostAsync(int number, string text) => RawHttp.SendAsync(server.Address, Sources.CapturedPostTests.Zoom(secret, number), text);

        await floor.SendCommandAsync(nameof(IFloorHub.GoOffTheRecord), server.Session);
        await PostAsync(1, "One line.\nAnother.\n");
        await ShownAsync("One line. Another.");
        await PostAsync(2, "Not a wo");
        await ShownAsync("One line. Another. Not a wo");
        await floor.SendCommandAsync(nameof(IFloorHub.GoOnTheRecord), server.Session);
        await ShownAsync("");
        await PostAsync(3, "rd more.\n");

        (await server.LinesAsync()).ShouldBe(["rd more."]);
        (await server.StoredTextAsync()).ShouldNotContain("Not a wo");
    }

    [Fact]
    public async Task While_the_archive_is_away_the_captioner_is_told_and_nothing_is_shown()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await pen.LineAsync("before");
        var lost = CommandId.New();

        server.Log.FailWith("the disk is full");
        var refused = await pen.LineAsync("during", lost);
        server.Log.Recover();
        var again = await pen.LineAsync("during", lost);

        refused.Rejection.ShouldBe(Rejections.ArchiveUnavailable("the disk is full"));
        again.Accepted.ShouldBeTrue();
        (await LinesAsync(server)).ShouldBe(["before", "during"]);
    }

    [Fact]
    public async Task A_track_with_a_bad_name_ends_the_stream_with_a_reason()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);

        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session, "Not a track!");

        (await Should.ThrowAsync<HubException>(() => pen.Writing)).Message.ShouldContain(Rejections.BadTrack.Message);
    }

    [Theory]
    [InlineData(900, "Bo")]
    [InlineData(1100, "Ana")]
    public async Task A_line_that_comes_late_belongs_to_whoever_had_the_floor_when_it_was_finished(int late, string speaker)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var floor = await chair.ConnectAsync("/hubs/floor");
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        string[] names = ["Ana", "Bo"];
        for (var turn = 0; turn < names.Length; turn++)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            await floor.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, names[turn], "Hall", Place.Hall));
            (await floor.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, turn)).Accepted.ShouldBeTrue();
        }

        clock.Advance(TimeSpan.FromMilliseconds(500));
        (await pen.LineAsync("Thank you.", spokenAt: clock.GetUtcNow().AddMilliseconds(-late))).Accepted.ShouldBeTrue();

        await using var reader = await server.VisitAsync(null);
        (await (await reader.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Lines.ShouldHaveSingleItem().Speaker.ShouldBe(speaker);
    }

    [Fact]
    public async Task A_correction_reaches_the_readers_and_both_texts_stand_in_the_log()
    {
        await using var server = await RunningServer.StartAsync();
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var pen = await CaptionPen.TakeUpAsync(captioner, server.Session);
        var line = (await pen.LineAsync("teh floor")).Position!.Value.Sequence;
        await using var observer = await server.VisitAsync(null);
        Mailbox<SessionNews> news = null!;
        await (await observer.ConnectAsync("/hubs/session", connection => news = new(connection, nameof(ISessionClient.Happened)))).JoinAsync(server.Session);

        var desk = await captioner.ConnectAsync("/hubs/captions");
        (await desk.SendCommandAsync(nameof(ICaptionHub.CorrectLine), server.Session, line, "the floor")).Accepted.ShouldBeTrue();

        (await news.NextAsync()).Items.Single().Correction.ShouldBe(new CaptionCorrectionView(line, "the floor"));
        var stored = await server.StoredTextAsync();
        stored.ShouldContain("teh floor");
        stored.ShouldContain("the floor");
    }

    private static async Task<IEnumerable<string>> LinesAsync(RunningServer server)
    {
        await using var reader = await server.VisitAsync(null);
        return (await (await reader.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Lines.Select(line => line.Text);
    }
}
