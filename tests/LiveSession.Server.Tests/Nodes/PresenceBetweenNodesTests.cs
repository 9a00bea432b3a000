using LiveSession.Core.Floor;
using LiveSession.Server.Broadcast;
using LiveSession.Server.Floor;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Nodes;

/// <summary>Who is connected, on all nodes together; who was connected to a node that is dead is not, once it has been silent.</summary>
public sealed class PresenceBetweenNodesTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Hall_remote_and_observers_are_counted_on_all_nodes_and_forgotten_with_a_node_that_dies()
    {
        await using var nodes = await TwoNodes.StartAsync("--Redis:NodeExpiry=00:00:02");
        await using var member = await nodes.Here.VisitAsync(Role.Member);
        await using var again = await nodes.There.VisitAsync(Role.Member);
        await using var observer = await nodes.There.VisitAsync(Role.Observer);
        await using var nobody = await nodes.There.VisitAsync(null);
        await ReadAsync(member, nodes);
        await ReadAsync(again, nodes, "/hubs/session?place=hall");
        await ReadAsync(observer, nodes);
        await ReadAsync(nobody, nodes);
        await ReadAsync(nobody, nodes);
        await ReadAsync(nobody, nodes, "/hubs/session?place=hall");
        var (who, named) = (nodes.Here.People[Role.Member].Id, nodes.Here.People[Role.Observer].Id);

        // Somebody with two devices is there once, and in the hall where one of them is.
        await ShowsAsync(nodes.Here, (Hall: 2, Remote: 1, Observers: 2), (who, Place.Hall), (named, Place.Remote));
        await ShowsAsync(nodes.There, (Hall: 2, Remote: 1, Observers: 2), (who, Place.Hall), (named, Place.Remote));

        Silence(nodes.There);
        await ShowsAsync(nodes.Here, (Hall: 0, Remote: 1, Observers: 0), (who, Place.Remote));

        async Task ShowsAsync(RunningServer node, (int Hall, int Remote, int Observers) counts, params (ParticipantId Id, Place Place)[] people)
        {
            var expected = people.Select(one => new PersonPresent(one.Id, one.Place)).OrderBy(one => one.Id.Value).ToArray();
            PresenceView? seen = null;
            await TwoNodes.UntilAsync(
                () => (seen = node.Services.GetRequiredService<SessionBroadcaster>().PresenceAt(nodes.Here.Session)) is var here
                    && (here.Hall, here.Remote, here.Observers) == counts && here.People.SequenceEqual(expected),
                $"a node counts {counts}; it counts {seen}");
        }
    }

    [Fact]
    public async Task Without_other_nodes_a_desk_is_told_everything_when_it_joins_and_then_what_changed()
    {
        await using var server = await RunningServer.StartAsync();
        await using var member = await server.VisitAsync(Role.Member);
        await using var nobody = await server.VisitAsync(null);
        await using var chair = await server.VisitAsync(Role.Chair);
        var reading = await member.ConnectAsync("/hubs/session?place=hall");
        (await reading.JoinAsync(server.Session)).Rejection.ShouldBeNull();
        (await (await chair.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Rejection.ShouldBeNull();
        var told = await SitDownAsync("/hubs/floor", chair);

        var whole = await told.NextAsync();
        (whole.After, whole.Hall, whole.Remote, whole.Observers).ShouldBe((0, 1, 0, 0));
        whole.Came.ShouldBe([new PersonPresent(server.People[Role.Member].Id, Place.Hall)]);
        (await (await nobody.ConnectAsync("/hubs/session")).JoinAsync(server.Session)).Rejection.ShouldBeNull();
        var first = await told.NextAsync();
        (first.After, first.Hall, first.Remote, first.Observers).ShouldBe((whole.Revision, 1, 0, 1));
        first.Came.ShouldBeEmpty();
        first.Left.ShouldBeEmpty();
        await reading.DisposeAsync();
        var second = await told.NextAsync();
        (second.After, second.Hall, second.Observers).ShouldBe((first.Revision, 0, 1));
        second.Left.ShouldBe([server.People[Role.Member].Id]);

        // Who comes later starts from all of it.
        await using var captioner = await server.VisitAsync(Role.Captioner);
        var late = await (await SitDownAsync("/hubs/captions", captioner)).NextAsync();
        (late.Revision, late.After, late.Observers).ShouldBe((second.Revision, 0, 1));

        async Task<Mailbox<PresenceNews>> SitDownAsync(string path, Visitor visitor)
        {
            Mailbox<PresenceNews> news = null!;
            var desk = await visitor.ConnectAsync(path, hub => news = new(hub, nameof(IFloorClient.PresenceChanged)));
            (await desk.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), server.Session, TestContext.Current.CancellationToken)).Rejection.ShouldBeNull();
            return news;
        }
    }

    [Fact]
    public async Task The_gavel_is_taken_over_when_the_node_of_whoever_presides_dies_and_not_while_it_lives()
    {
        await using var nodes = await TwoNodes.StartAsync("--Redis:NodeExpiry=00:00:02");
        await using var presiding = await nodes.There.VisitAsync(Role.Chair);
        var gavel = await SitDownAsync(presiding);
        var (vice, _) = await nodes.Here.VisitViceChairAsync();
        await using var seated = vice;
        var desk = await SitDownAsync(vice);
        var desks = nodes.Here.Services.GetRequiredService<FloorDesks>();
        var chair = nodes.Here.People[Role.Chair].Id;
        (await gavel.SendCommandAsync(nameof(IFloorHub.TakeGavel), nodes.Here.Session, 0)).Accepted.ShouldBeTrue();
        await TwoNodes.UntilAsync(() => !Gone().ContainsKey(chair), "the chair of the other node is seen here");

        (await desk.SendCommandAsync(nameof(IFloorHub.TakeGavel), nodes.Here.Session, 1)).Rejection.ShouldBe(Rejections.GavelHeld("Chair Person"));
        Silence(nodes.There);
        await TwoNodes.UntilAsync(() => Gone().ContainsKey(chair), "the chair of the dead node is gone");
        // Counted from when they were last seen, not from when they were missed.
        Gone()[chair].ShouldBeGreaterThan(TimeSpan.FromSeconds(1));

        CommandResult taken;
        using var late = new CancellationTokenSource(Longest);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        do
        {
            await timer.WaitForNextTickAsync(late.Token);
            var gone = Gone()[chair];
            taken = await desk.SendCommandAsync(nameof(IFloorHub.TakeGavel), nodes.Here.Session, 1);
            (taken.Accepted && gone < GavelDecider.GoneAfter - TimeSpan.FromSeconds(1)).ShouldBeFalse($"taken after {gone}");
        }
        while (!taken.Accepted);

        ImmutableDictionary<ParticipantId, TimeSpan> Gone() =>
            desks.GoneFrom(nodes.Here.Session, nodes.Here.Services.GetRequiredService<MeetingDirectory>().WriterOf(nodes.Here.Meeting).StateIfLoaded!);

        async Task<HubConnection> SitDownAsync(Visitor visitor)
        {
            var hub = await visitor.ConnectAsync("/hubs/floor");
            (await hub.InvokeAsync<DeskResult>(nameof(IFloorHub.Join), nodes.Here.Session, TestContext.Current.CancellationToken)).Rejection.ShouldBeNull();
            return hub;
        }
    }

    [Fact]
    public async Task What_a_node_cannot_record_is_marked_for_readers_of_both_nodes_until_the_archive_is_back_though_nobody_writes_any_more()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var captioner = await nodes.Here.VisitAsync(Role.Captioner);
        Mailbox<CaptionDraft> drafts = null!;
        Mailbox<PanelView> panels = null!;
        Mailbox<SessionView> views = null!;
        await using var near = await nodes.Here.VisitAsync(null);
        await using var far = await nodes.There.VisitAsync(null);
        var reader = await far.ConnectAsync("/hubs/session", hub => (drafts, panels) = (new(hub, nameof(ISessionClient.Drafted)), new(hub, nameof(ISessionClient.PanelChanged))));
        (await reader.JoinAsync(nodes.Here.Session, language: "en")).Rejection.ShouldBeNull();
        var program = await near.ConnectAsync("/hubs/session", hub => views = new(hub, nameof(ISessionClient.Changed)));
        (await program.JoinAsync(nodes.Here.Session)).Session!.Unrecorded.ShouldBeFalse();
        var desk = await captioner.ConnectAsync("/hubs/captions");
        (await desk.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), nodes.Here.Session, TestContext.Current.CancellationToken)).Rejection.ShouldBeNull();
        var pen = await CaptionPen.TakeUpAsync(captioner, nodes.Here.Session);
        (await pen.LineAsync("Recorded.")).Accepted.ShouldBeTrue();

        nodes.Here.Log.FailWith("the database does not answer");
        (await pen.LineAsync("Not recorded.")).Rejection.ShouldNotBeNull();
        pen.Draft("still shown");

        (await drafts.NextAsync()).Add.ShouldBe("Not recorded.");
        (await drafts.NextAsync()).Add.ShouldBe(" still shown");
        (await panels.NextAsync(panel => panel.Name == "status" && panel.Html.Contains("data-unrecorded", StringComparison.Ordinal))).Html.ShouldContain("Not recorded at this moment");
        (await views.NextAsync(view => view.Unrecorded)).Phase.ShouldBe(SessionPhase.Open);
        nodes.Here.Log.Recover();
        await panels.NextAsync(panel => panel.Name == "status" && !panel.Html.Contains("data-unrecorded", StringComparison.Ordinal));
        await views.NextAsync(view => !view.Unrecorded);
    }

    // As a node that was killed: it says nothing any more, not even that it goes.
    private static void Silence(RunningServer node) => node.Services.GetRequiredService<RedisConnection>().Dispose();

    private static async Task ReadAsync(Visitor visitor, TwoNodes nodes, string path = "/hubs/session") =>
        (await (await visitor.ConnectAsync(path)).JoinAsync(nodes.Here.Session)).Rejection.ShouldBeNull();
}
