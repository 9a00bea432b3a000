using LiveSession.Server.Meetings;
using LiveSession.Server.Tests.Host;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace LiveSession.Server.Tests.Nodes;

/// <summary>What is decided at one node holds at the other: the log's position is the only authority.</summary>
public sealed class RulesBetweenNodesTests
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task A_link_withdrawn_at_one_node_closes_every_hub_opened_with_it_at_the_other_within_two_seconds()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (secret, link) = await nodes.Here.InviteAsync(Role.Captioner);
        await TwoNodes.UntilAsync(() => nodes.There.Services.GetRequiredService<MeetingDirectory>().WriterOf(nodes.Here.Meeting)
            .StateIfLoaded!.Invitations.All.ContainsKey(link), "the link is known at the other node");
        await using var captioner = new Visitor(nodes.There);
        (await captioner.OpenAsync(secret)).EnsureSuccessStatusCode();
        var closed = new List<Task<ClosingNotice>>();
        var ended = new List<Task>();
        foreach (var path in new[] { "/hubs/session", "/hubs/captions" })
        {
            Mailbox<ClosingNotice> notices = null!;
            var end = new TaskCompletionSource();
            await captioner.ConnectAsync(path, hub =>
            {
                notices = new(hub, nameof(ISessionClient.Closing));
                hub.Closed += _ =>
                {
                    end.TrySetResult();
                    return Task.CompletedTask;
                };
            });
            closed.Add(notices.NextAsync());
            ended.Add(end.Task);
        }

        await nodes.Here.RevokeAsync(link);

        (await Task.WhenAll(closed).WaitAsync(Promised, TestContext.Current.CancellationToken)).ShouldAllBe(notice => notice.Reason == ClosingReason.Revoked);
        await Task.WhenAll(ended).WaitAsync(Promised, TestContext.Current.CancellationToken);
        var again = await captioner.ConnectAsync("/hubs/captions");
        (await again.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), nodes.Here.Session, TestContext.Current.CancellationToken)).Rejection.ShouldBe(Rejections.NotAllowed);
    }

    [Fact]
    public async Task A_pen_forced_at_one_node_is_seen_at_the_other_and_its_former_holder_finishes_one_line_and_no_more()
    {
        await using var nodes = await TwoNodes.StartAsync();
        (await nodes.There.ChangeMeetingAsync(new ImportRoster([new RosterEntry("Second Pen", "", StakeholderGroup.Unspecified, Role.Captioner)]))).Accepted.ShouldBeTrue();
        await using var first = await nodes.Here.VisitAsync(Role.Captioner);
        await using var second = await nodes.There.VisitSecondCaptionerAsync();
        Mailbox<SessionView> seen = null!;
        var desk = await first.ConnectAsync("/hubs/captions", hub => seen = new(hub, nameof(ICaptionClient.Changed)));
        (await desk.InvokeAsync<DeskResult>(nameof(ICaptionHub.Join), nodes.Here.Session, TestContext.Current.CancellationToken)).Rejection.ShouldBeNull();
        var (here, there) = (await CaptionPen.TakeUpAsync(first, nodes.Here.Session), await CaptionPen.TakeUpAsync(second, nodes.Here.Session));
        (await here.LineAsync("mine")).Rejection.ShouldBeNull();
        var holder = (await seen.NextAsync(view => view.Pens.Length > 0)).Pens.Single().Holder;

        (await there.LineAsync("not yet mine")).Rejection.ShouldNotBeNull().Code.ShouldBe(301);
        var hub = await second.ConnectAsync("/hubs/captions");
        (await hub.SendCommandAsync(nameof(ICaptionHub.TakePen), nodes.Here.Session, "floor", true)).Rejection.ShouldBeNull();

        (await seen.NextAsync(view => view.Pens.Single().Holder != holder)).Pens.Single().Track.ShouldBe("floor");
        (await here.LineAsync("what I was saying")).Rejection.ShouldBeNull();
        (await here.LineAsync("no longer mine")).Rejection.ShouldNotBeNull().Code.ShouldBe(301);
        (await there.LineAsync("mine now")).Rejection.ShouldBeNull();
        (await nodes.There.LinesAsync()).ShouldBe(["mine", "what I was saying", "mine now"]);
    }

    [Fact]
    public async Task Two_chairs_who_press_next_at_two_nodes_call_one_speaker()
    {
        const int Rounds = 10;
        await using var nodes = await TwoNodes.StartAsync();
        await using var left = await nodes.Here.VisitAsync(Role.Chair);
        await using var right = await nodes.There.VisitAsync(Role.Secretariat);
        var (here, there) = (await left.ConnectAsync("/hubs/floor"), await right.ConnectAsync("/hubs/floor"));
        for (var speaker = 1; speaker <= Rounds + 1; speaker++)
        {
            (await here.SendCommandAsync(nameof(IFloorHub.RequestFloorFor), nodes.Here.Session, new RequestFloorFor(null, $"Delegate {speaker}", "", Place.Hall))).Rejection.ShouldBeNull();
        }

        for (var turn = 0; turn < Rounds; turn++)
        {
            var pressed = await Task.WhenAll(new[] { here, there }.Select(hub =>
                hub.SendCommandAsync(nameof(IFloorHub.GiveFloorToNext), nodes.Here.Session, turn)));

            pressed.Count(press => press.Accepted).ShouldBe(1, $"after turn {turn}");
        }

        var floor = (await nodes.There.Services.GetRequiredService<MeetingDirectory>().WriterOf(nodes.Here.Session).FreshStateAsync()).Floor;
        (floor.TurnCount, floor.Queue.Count).ShouldBe((Rounds, 1));
    }

    [Fact]
    public async Task Two_gavels_at_two_nodes_close_the_session_once()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var left = await nodes.Here.VisitAsync(Role.Chair);
        await using var right = await nodes.There.VisitAsync(Role.Secretariat);
        var (here, there) = (await left.ConnectAsync("/hubs/floor"), await right.ConnectAsync("/hubs/floor"));

        await Task.WhenAll(new[] { here, there }.Select(hub => hub.SendCommandAsync(nameof(IFloorHub.CloseSession), nodes.Here.Session)));

        var closings = 0;
        await foreach (var happened in nodes.Here.Log.ReadAsync(Core.Log.LogId.Of(nodes.Here.Session), 0, TestContext.Current.CancellationToken))
        {
            closings += happened.Event is Core.Sessions.SessionClosed ? 1 : 0;
        }

        closings.ShouldBe(1);
    }
}
