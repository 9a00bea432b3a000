using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.SignalR.Client;

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
        (await desk.NextAsync(view => view.SilentSince is not null)).Floor.Speaking.ShouldNotBeNull();
        (await pen.NextAsync(view => view.SilentSince is not null)).Floor.Speaking.ShouldNotBeNull();

        var writing = await CaptionPen.TakeUpAsync(captioner, server.Session);
        var back = Task.WhenAll(panels.NextAsync(panel => panel.Name == "status" && !Tells(panel)), (Task)desk.NextAsync(view => view.SilentSince is null));
        await WhileAsync(back, () =>
        {
            writing.Draft("Thank you");
            return Task.CompletedTask;
        });
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

        var told = desk.NextAsync(view => view.SilentTracks is ["floor"]);
        await WhileAsync(told, () => PostAsync(french));
        var back = desk.NextAsync(view => view.SilentTracks.IsEmpty);
        await WhileAsync(back, async () =>
        {
            await PostAsync(spoken);
            await PostAsync(french);
        });

        (await told).SilentSince.ShouldNotBeNull();
        (await back).SilentSince.ShouldBeNull();
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
        await desk.NextAsync(view => view.SilentSince is not null);

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
        await desk.NextAsync(view => view.SilentSince is not null);

        await floor.SendCommandAsync(nameof(IFloorHub.SuspendSession), server.Session, (DateTimeOffset?)null);

        (await desk.NextAsync(view => view.SilentSince is null)).Phase.ShouldBe(SessionPhase.Suspended);
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
