using LiveSession.Core.Floor;
using LiveSession.Core.Sessions;
using LiveSession.Server.Captions;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Log;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Captions;

public sealed class SilenceTests
{
    private const string Soon = "--Captions:SilenceAfter=00:00:01";

    [Fact]
    public async Task Readers_chair_and_captioner_are_told_that_captions_are_missing_and_that_they_are_back()
    {
        await using var server = await RunningServer.StartAsync(Soon);
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await using var reader = await server.VisitAsync(null);
        await using var chair = await server.VisitAsync(Role.Chair);
        Mailbox<PanelView> panels = null!;
        Mailbox<SessionView> pen = null!;
        var follower = await reader.ConnectAsync("/hubs/session", hub => panels = new Mailbox<PanelView>(hub, nameof(ISessionClient.PanelChanged)));
        await follower.JoinAsync(server.Session, language: "en");
        var captions = await captioner.ConnectAsync("/hubs/captions", hub => pen = new Mailbox<SessionView>(hub, nameof(ICaptionClient.Changed)));
        await captions.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), server.Session, TestContext.Current.CancellationToken);
        var (floor, desk) = await SitDownAsync(chair, server);

        await GiveTheFloorAsync(floor, server);

        (await panels.NextAsync(panel => panel.Name == "status" && Tells(panel))).Html.ShouldContain("The captioner and the chair are told.");
        (await desk.NextAsync(view => !view.SilentTracks.IsEmpty)).Floor.Speaking.ShouldNotBeNull();
        (await pen.NextAsync(view => !view.SilentTracks.IsEmpty)).Floor.Speaking.ShouldNotBeNull();

        var writing = await CaptionPen.TakeUpAsync(captioner, server.Session);
        var back = Task.WhenAll(panels.NextAsync(panel => panel.Name == "status" && !Tells(panel)), (Task)desk.NextAsync(view => view.SilentTracks.IsEmpty));
        await WhileAsync(back, () =>
        {
            writing.Draft("Thank you");
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task Everybody_is_told_within_a_second_of_the_eighth_and_it_is_lifted_by_the_first_word()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var server = await RunningServer.StartAsync(new InMemorySessionLog(), builder => builder.Services.AddSingleton<TimeProvider>(clock));
        await server.OpenSessionAsync();
        await using var captioner = await server.VisitAsync(Role.Captioner);
        await using var reader = await server.VisitAsync(null);
        await using var chair = await server.VisitAsync(Role.Chair);
        Mailbox<PanelView> panels = null!;
        var follower = await reader.ConnectAsync("/hubs/session", hub => panels = new Mailbox<PanelView>(hub, nameof(ISessionClient.PanelChanged)));
        await follower.JoinAsync(server.Session, language: "en");
        var (floor, desk) = await SitDownAsync(chair, server);
        var writing = await CaptionPen.TakeUpAsync(captioner, server.Session);
        await GiveTheFloorAsync(floor, server);

        // A first silence, however long the watch takes to begin: from then on it looks.
        var first = desk.NextAsync(view => !view.SilentTracks.IsEmpty);
        await WhileAsync(first, () =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(250));
            return Task.CompletedTask;
        });
        var word = clock.GetUtcNow();
        writing.Draft("Thank you");
        await desk.NextAsync(view => view.SilentTracks.IsEmpty);
        await panels.NextAsync(panel => panel.Name == "status" && !Tells(panel));

        clock.Advance(TimeSpan.FromSeconds(7.9));
        server.Services.GetRequiredService<CaptionPulse>().SilencesOf(server.Session).ShouldBeEmpty();
        clock.Advance(TimeSpan.FromSeconds(1.1));

        (await desk.NextAsync(view => !view.SilentTracks.IsEmpty)).SilentTracks.ShouldBe([new SilentTrackView("floor", word)]);
        await panels.NextAsync(panel => panel.Name == "status" && Tells(panel));
        writing.Draft("Thank you all");
        await desk.NextAsync(view => view.SilentTracks.IsEmpty);
        await panels.NextAsync(panel => panel.Name == "status" && !Tells(panel));
    }

    [Fact]
    public void Nobody_is_told_before_the_silence_has_lasted_as_long_as_is_set()
    {
        var clock = new FakeTimeProvider();
        var pulse = new CaptionPulse(Options.Create(new CaptionOptions()), clock);
        var (session, told) = (SessionId.New(), new List<double>());
        var began = clock.GetUtcNow();
        pulse.Changed += _ => told.Add((clock.GetUtcNow() - began).TotalSeconds);
        var state = SessionState.Empty with { Phase = SessionPhase.Open, Floor = FloorState.Empty with { Turns = [new Turn(1, null!, began, null)] } };

        for (var looks = 0; looks < 40; looks++)
        {
            pulse.Look(session, state);
            clock.Advance(TimeSpan.FromMilliseconds(250));
        }

        pulse.Heard(session, "floor", "Thank you", line: false);
        told.ShouldBe([8, 10]);
    }

    [Fact]
    public void Words_that_were_shown_are_not_heard_again_when_their_line_is_finished()
    {
        var clock = new FakeTimeProvider();
        var pulse = new CaptionPulse(Options.Create(new CaptionOptions()), clock);
        var (session, began) = (SessionId.New(), clock.GetUtcNow());

        double After(string text, bool line)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            pulse.Heard(session, "floor", text, line);
            return (pulse.HeardAt(session, "floor")!.Value - began).TotalSeconds;
        }

        After("Thank you. We agr", line: false).ShouldBe(1);
        After("Thank you. We agree", line: false).ShouldBe(2);
        After("Thank you.", line: true).ShouldBe(2);
        After("We agree", line: true).ShouldBe(2);
        After("", line: false).ShouldBe(2);
        After("We agree", line: true).ShouldBe(6);
        After("So be", line: false).ShouldBe(7);
        After("So be", line: false).ShouldBe(7);
        After("So be it.", line: true).ShouldBe(9);
    }

    [Fact]
    public async Task Text_on_one_channel_does_not_hide_that_another_is_silent()
    {
        await using var server = await RunningServer.StartAsync(Soon);
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var (floor, desk) = await SitDownAsync(chair, server);
        var (spoken, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText, "As spoken");
        var (french, _) = await server.IssueSourceAsync(CaptionProtocol.StreamText, "French", "fr", "fr");
        var posts = 0;
        Task PostAsync(string secret) => RawHttp.SendAsync(server.Address, Sources.CapturedPostTests.Zoom(secret, ++posts), "words\n");
        await PostAsync(spoken);
        await GiveTheFloorAsync(floor, server);

        var told = desk.NextAsync(view => view.SilentTracks is [{ Track: "floor" }]);
        await WhileAsync(told, () => PostAsync(french));
        var back = desk.NextAsync(view => view.SilentTracks.IsEmpty);
        await WhileAsync(back, async () =>
        {
            await PostAsync(spoken);
            await PostAsync(french);
        });

        (await told).SilentTracks.Length.ShouldBe(1);
        (await back).SilentTracks.ShouldBeEmpty();
    }

    [Fact]
    public async Task Somebody_who_comes_during_a_silence_is_told_at_once()
    {
        await using var server = await RunningServer.StartAsync(Soon);
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var (floor, desk) = await SitDownAsync(chair, server);
        await using var early = await server.VisitAsync(null);
        await (await early.ConnectAsync("/hubs/session")).JoinAsync(server.Session, language: "en");
        await GiveTheFloorAsync(floor, server);
        await desk.NextAsync(view => !view.SilentTracks.IsEmpty);

        await using var late = await server.VisitAsync(null);
        var joined = await (await late.ConnectAsync("/hubs/session")).JoinAsync(server.Session, language: "en");
        var page = await late.Http.GetStringAsync("/m/wgec/1", TestContext.Current.CancellationToken);

        Tells(joined.Panels.Single(panel => panel.Name == "status")).ShouldBeTrue();
        page.ShouldContain("No captions since");
    }

    [Fact]
    public async Task Nothing_is_missed_once_the_session_is_suspended()
    {
        await using var server = await RunningServer.StartAsync(Soon);
        await server.OpenSessionAsync();
        await using var chair = await server.VisitAsync(Role.Chair);
        var (floor, desk) = await SitDownAsync(chair, server);
        await GiveTheFloorAsync(floor, server);
        await desk.NextAsync(view => !view.SilentTracks.IsEmpty);

        await floor.SendCommandAsync(nameof(IFloorHub.SuspendSession), server.Session, (DateTimeOffset?)null);

        (await desk.NextAsync(view => view.SilentTracks.IsEmpty)).Phase.ShouldBe(SessionPhase.Suspended);
    }

    private static async Task<(HubConnection Floor, Mailbox<SessionView> Desk)> SitDownAsync(Visitor chair, RunningServer server)
    {
        Mailbox<SessionView> desk = null!;
        var floor = await chair.ConnectAsync("/hubs/floor", hub => desk = new Mailbox<SessionView>(hub, nameof(IFloorClient.Changed)));
        await floor.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), server.Session, TestContext.Current.CancellationToken);
        return (floor, desk);
    }

    private static async Task WhileAsync(Task awaited, Func<Task> write)
    {
        while (!awaited.IsCompleted)
        {
            await write();
            await Task.WhenAny(awaited, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TestContext.Current.CancellationToken));
        }

        await awaited;
    }

    private static bool Tells(PanelView panel) => panel.Html.Contains("No captions since", StringComparison.Ordinal);

    private static async Task GiveTheFloorAsync(HubConnection floor, RunningServer server)
    {
        await floor.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), server.Session, new RequestFloorFor(null, "Ana Souza", "Brazil", Place.Hall));
        (await floor.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), server.Session, 0)).Rejection.ShouldBeNull();
    }
}
