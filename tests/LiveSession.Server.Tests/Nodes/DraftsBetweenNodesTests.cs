using LiveSession.Core.Log;
using LiveSession.Server.Log;
using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;

namespace LiveSession.Server.Tests.Nodes;

public sealed class DraftsBetweenNodesTests
{
    [Fact]
    public async Task A_draft_typed_at_one_node_is_seen_at_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new Visitor(nodes.There);
        var drafts = await ReadDraftsAsync(reader, nodes);
        var pen = await nodes.WriteAsync(nodes.Here);

        pen.Draft("The delegate of", "Ana Silva");

        (await drafts.NextAsync()).ShouldSatisfyAllConditions(
            draft => draft.Add.ShouldBe("The delegate of"),
            draft => draft.Speaker.ShouldBe("Ana Silva"));
        pen.Draft("The delegate of Brazil", "Ana Silva");
        (await drafts.NextAsync()).ShouldSatisfyAllConditions(
            draft => draft.Keep.ShouldBe("The delegate of".Length),
            draft => draft.Add.ShouldBe(" Brazil"));
    }

    [Fact]
    public async Task Drafts_are_shown_at_every_node_while_the_archive_is_away()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new Visitor(nodes.There);
        var drafts = await ReadDraftsAsync(reader, nodes);
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("one");

        nodes.Here.Log.FailWith("the disk is full");
        pen.Draft("still to be read");

        (await drafts.NextAsync()).Add.ShouldBe("still to be read");
        nodes.Here.Log.Recover();
    }

    [Fact]
    public async Task A_draft_that_comes_after_its_line_is_dropped()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new Visitor(nodes.There);
        var (drafts, far) = (await ReadDraftsAsync(reader, nodes), nodes.Observe(nodes.There));
        var pen = await nodes.WriteAsync(nodes.Here);
        using var late = FeedCount.Of(nodes.There, FeedOutcome.Late);
        var log = LogId.Of(nodes.Here.Session);
        var before = (await nodes.Here.Log.FindHeadAsync(log, TestContext.Current.CancellationToken))!.Position;
        await pen.LineAsync("stale, and finished");
        await TwoNodes.UntilReadAsync(far, "stale, and finished");

        var channel = $"livesession:{log}";
        var node = nodes.Here.Services.GetRequiredService<Node>();
        var word = new DraftWord(node.Name, node.NextNumber(), before, "floor", new CaptionEdit("stale", null, "en")).Write();
        await using var slow = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        await slow.GetSubscriber().PublishAsync(
            RedisChannel.Literal(channel), nodes.There.Services.GetRequiredService<NodeSeal>().Seal(channel, word)!);
        await TwoNodes.UntilAsync(() => late.Value > 0, "the late draft is counted");
        pen.Draft("fresh");

        (await drafts.NextAsync()).Add.ShouldBe("fresh");
    }

    [Fact]
    public async Task What_is_typed_while_Redis_is_away_is_not_kept_for_later()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new Visitor(nodes.There);
        var drafts = await ReadDraftsAsync(reader, nodes);
        await using var neighbour = new Visitor(nodes.Here);
        var near = await ReadDraftsAsync(neighbour, nodes, nodes.Here);
        var pen = await nodes.WriteAsync(nodes.Here);

        await nodes.Redis.FreezeAsync();
        await nodes.UntilAwayAsync();
        pen.Draft("meanwhile");
        (await near.NextAsync()).Add.ShouldBe("meanwhile");
        await nodes.Redis.ThawAsync();
        await nodes.UntilConnectedAsync();
        pen.Draft("now");

        (await drafts.NextAsync()).Add.ShouldBe("now");
    }

    [Fact]
    public async Task What_is_taken_back_while_Redis_is_away_leaves_the_screens_of_the_other_node()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new Visitor(nodes.There);
        var drafts = await ReadDraftsAsync(reader, nodes);
        var pen = await nodes.WriteAsync(nodes.Here);
        pen.Draft("typed by mistake");
        (await drafts.NextAsync()).Add.ShouldBe("typed by mistake");

        await nodes.Redis.FreezeAsync();
        await nodes.UntilAwayAsync();
        pen.Draft("");

        (await drafts.NextAsync()).ShouldSatisfyAllConditions(draft => draft.Keep.ShouldBe(0), draft => draft.Add.ShouldBe(""));
        await using var newcomer = new Visitor(nodes.There);
        (await (await newcomer.ConnectAsync("/hubs/session")).JoinAsync(nodes.There.Session)).Drafts.ShouldAllBe(draft => draft.Add.Length == 0);
        await nodes.Redis.ThawAsync();
    }

    [Fact]
    public async Task A_line_that_stands_half_written_stays_on_the_screens_of_the_other_node_and_comes_back_after_an_outage()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var reader = new Visitor(nodes.There);
        var drafts = await ReadDraftsAsync(reader, nodes);
        var pen = await nodes.WriteAsync(nodes.Here);
        pen.Draft("The delegate thinks");
        (await drafts.NextAsync()).Add.ShouldBe("The delegate thinks");

        await nodes.Redis.FreezeAsync();
        await nodes.UntilAwayAsync();
        pen.Draft("The delegate thinks it over");
        (await drafts.NextAsync()).Add.ShouldBe("");
        await nodes.Redis.ThawAsync();
        await nodes.UntilConnectedAsync();

        (await drafts.NextAsync()).Add.ShouldBe("The delegate thinks it over");
    }

    private static async Task<Mailbox<CaptionDraft>> ReadDraftsAsync(Visitor reader, TwoNodes nodes, RunningServer? at = null)
    {
        Mailbox<CaptionDraft> drafts = null!;
        var hub = await reader.ConnectAsync("/hubs/session", connection => drafts = new(connection, nameof(ISessionClient.Drafted)));
        (await hub.JoinAsync((at ?? nodes.There).Session)).Rejection.ShouldBeNull();
        return drafts;
    }
}
