using System.Collections.Concurrent;
using System.Text;
using LiveSession.Core.Captions;
using LiveSession.Core.Log;
using LiveSession.Server.Log;
using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Role = LiveSession.Protocol.Role;

namespace LiveSession.Server.Tests.Nodes;

/// <summary>Somebody who can reach Redis listens to every channel and says what they like.</summary>
public sealed class ForeignWordTests
{
    [Fact]
    public async Task What_nodes_said_before_is_known_for_what_it_is()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var stranger = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        var heard = await ListenAsync(stranger);
        await using var reader = new Visitor(nodes.There);
        Mailbox<CaptionDraft> drafts = null!;
        await (await reader.ConnectAsync("/hubs/session", hub => drafts = new(hub, nameof(ISessionClient.Drafted)))).JoinAsync(nodes.There.Session);
        var far = nodes.Observe(nodes.There);
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("one");
        pen.Draft("a draft");
        await drafts.NextAsync(draft => draft.Add == "a draft");
        await TwoNodes.UntilReadAsync(far, "one");
        var here = nodes.Here.Services.GetRequiredService<Node>().Name;
        await TwoNodes.UntilAsync(
            () => heard.Any(word => Says(word, "\"one\"")) && heard.Any(word => Says(word, "a draft")) && heard.Any(word => word.Channel == NodesChannel && Says(word, here)),
            "the stranger hears the line, the draft and who is there");
        using var known = FeedCount.Of(nodes.There, FeedOutcome.Known);
        using var late = FeedCount.Of(nodes.There, FeedOutcome.Late);
        var record = heard.ToList();

        foreach (var (channel, message) in record)
        {
            await stranger.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), message);
        }

        // The line; the draft, and what the other node said before on who is there.
        await TwoNodes.UntilAsync(() => known.Value > 0 && late.Value >= 2, "what was said before is counted");
        pen.Draft("another");
        (await drafts.NextAsync()).ShouldSatisfyAllConditions(draft => draft.Add.ShouldBe("nother"), draft => draft.Keep.ShouldBe(1));
        await pen.LineAsync("two");
        await TwoNodes.UntilReadAsync(far, "one", "two");
    }

    [Fact]
    public async Task A_node_that_starts_later_believes_nothing_that_was_said_before_it()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var stranger = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        var heard = await ListenAsync(stranger);
        await using var member = await nodes.There.VisitAsync(Role.Member);
        (await (await member.ConnectAsync("/hubs/session")).JoinAsync(nodes.There.Session)).Rejection.ShouldBeNull();
        await using var observer = await nodes.Here.VisitAsync(Role.Observer);
        var leaving = await observer.ConnectAsync("/hubs/session");
        (await leaving.JoinAsync(nodes.Here.Session)).Rejection.ShouldBeNull();
        var pen = await nodes.WriteAsync(nodes.There);
        pen.Draft("never finished");
        await TwoNodes.UntilAsync(
            () => heard.Any(word => Says(word, "never finished")) && Tells(nodes.There, Role.Member) && Tells(nodes.Here, Role.Observer),
            "the stranger hears the draft and who is there");
        await leaving.DisposeAsync();
        nodes.There.Services.GetRequiredService<RedisConnection>().Dispose();
        var record = heard.ToList();

        await using var later = await nodes.Here.StartAnotherNodeAsync(nodes.Redis.Setting);
        var presence = later.Services.GetRequiredService<Presence>();
        await using var reader = new Visitor(later);
        Mailbox<CaptionDraft> drafts = null!;
        (await (await reader.ConnectAsync("/hubs/session", hub => drafts = new(hub, nameof(ISessionClient.Drafted)))).JoinAsync(later.Session)).Rejection.ShouldBeNull();
        var here = nodes.Here.Services.GetRequiredService<Node>().Name;
        await TwoNodes.UntilAsync(() => presence.Nodes.SequenceEqual([here]), "the node that came later knows the one that is there");
        using var late = FeedCount.Of(later, FeedOutcome.Late);

        foreach (var (channel, message) in record)
        {
            await stranger.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), message);
        }

        var said = record.Count(word => word.Channel == NodesChannel || Says(word, "never finished"));
        await TwoNodes.UntilAsync(() => late.Value >= said, $"all {said} are counted");
        presence.Nodes.ShouldBe([here]);
        presence.Elsewhere(later.Session).SelectMany(node => node.People).ShouldBeEmpty();
        (await nodes.WriteAsync(nodes.Here)).Draft("now");
        (await drafts.NextAsync()).ShouldSatisfyAllConditions(draft => draft.Add.ShouldBe("now"), draft => draft.Keep.ShouldBe(0));

        bool Tells(RunningServer node, Role role) => heard.Any(word => word.Channel == NodesChannel
            && Says(word, node.Services.GetRequiredService<Node>().Name) && Says(word, node.People[role].Id.Value.ToString()));
    }

    [Fact]
    public async Task What_was_said_on_one_channel_is_not_believed_on_another()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var stranger = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        var heard = await ListenAsync(stranger);
        var far = nodes.Observe(nodes.There);
        await TwoNodes.UntilAsync(() => far.Position is not null && heard.Any(word => word.Channel == NodesChannel), "the stranger hears the nodes");
        using var foreign = FeedCount.Of(nodes.There, FeedOutcome.Foreign);

        await stranger.GetSubscriber().PublishAsync(
            RedisChannel.Literal($"livesession:{LogId.Of(nodes.Here.Session)}"), heard.First(word => word.Channel == NodesChannel).Message);
        await TwoNodes.UntilAsync(() => foreign.Value == 1, "it is counted on the session's channel");
        await stranger.GetSubscriber().PublishAsync(RedisChannel.Literal(NodesChannel), "nonsense");

        await TwoNodes.UntilAsync(() => foreign.Value == 2, "nonsense is counted on the nodes' channel");
    }

    [Theory]
    [InlineData(true, FeedOutcome.Gap)]
    [InlineData(false, FeedOutcome.Foreign)]
    internal async Task Not_even_a_sealed_word_of_another_epoch_or_another_past_is_shown(bool otherEpoch, FeedOutcome outcome)
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var stranger = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        var far = nodes.Observe(nodes.There);
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("one");
        await TwoNodes.UntilReadAsync(far, "one");
        using var judged = FeedCount.Of(nodes.There, outcome);
        var head = (await nodes.Here.Log.FindHeadAsync(LogId.Of(nodes.Here.Session), TestContext.Current.CancellationToken))!;
        var elsewhere = otherEpoch
            ? new LogHead(new LogPosition(Guid.CreateVersion7(), head.Position.Sequence), head.Hash)
            : new LogHead(head.Position, new string('0', head.Hash.Length));

        await SaySealedAsync(stranger, nodes, elsewhere, "never said");

        await TwoNodes.UntilAsync(() => judged.Value > 0, "it is counted");
        await pen.LineAsync("two");
        await TwoNodes.UntilReadAsync(far, "one", "two");
    }

    [Fact]
    public async Task A_word_longer_than_a_message_may_be_is_not_read_even_if_it_fits_the_log()
    {
        await using var nodes = await TwoNodes.StartAsync($"--Redis:LargestMessage={Largest}");
        await using var stranger = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        var far = nodes.Observe(nodes.There);
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("one");
        await TwoNodes.UntilReadAsync(far, "one");
        using var foreign = FeedCount.Of(nodes.There, FeedOutcome.Foreign);

        await SaySealedAsync(
            stranger, nodes, (await nodes.Here.Log.FindHeadAsync(LogId.Of(nodes.Here.Session), TestContext.Current.CancellationToken))!, new string('x', Largest));

        await TwoNodes.UntilAsync(() => foreign.Value > 0, "it is counted");
        await pen.LineAsync("two");
        await TwoNodes.UntilReadAsync(far, "one", "two");
    }

    [Fact]
    public async Task What_is_too_long_for_a_message_is_read_from_the_archive()
    {
        await using var nodes = await TwoNodes.StartAsync($"--Redis:LargestMessage={Largest}");
        await using var stranger = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        var heard = await ListenAsync(stranger);
        var far = nodes.Observe(nodes.There);
        var pen = await nodes.WriteAsync(nodes.Here);
        using var foreign = FeedCount.Of(nodes.There, FeedOutcome.Foreign);
        var line = new string('x', Largest);

        await pen.LineAsync("one");
        await pen.LineAsync(line);
        await pen.LineAsync("three");

        await TwoNodes.UntilReadAsync(far, "one", line, "three");
        await TwoNodes.UntilAsync(() => heard.Any(word => Says(word, "three")), "the last is heard");
        var said = heard.Where(word => word.Channel == ChannelOf(nodes)).Select(word => word.Message.Length).ToArray();
        said.ShouldAllBe(length => length <= Largest);
        // Behind its seal a single letter: there is something to read.
        said.Count(length => length == NodeSeal.Length + 1).ShouldBe(1);
        foreign.Value.ShouldBe(0);
    }

    [Fact]
    public async Task A_line_is_one_publication()
    {
        await using var nodes = await TwoNodes.StartAsync();
        await using var stranger = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Connection);
        var far = nodes.Observe(nodes.There);
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("the pen is taken");
        await TwoNodes.UntilReadAsync(far, "the pen is taken");
        var heard = await ListenAsync(stranger);

        foreach (var text in new[] { "one", "two", "three", "four", "the last" })
        {
            (await pen.LineAsync(text)).Rejection.ShouldBeNull();
        }

        // What one node says comes in order.
        await TwoNodes.UntilAsync(() => heard.Any(word => Says(word, "the last")), "the last is heard");
        heard.Count(word => word.Channel != NodesChannel).ShouldBe(5);
    }

    private const string NodesChannel = "livesession:nodes";
    private const int Largest = 1_000;

    private static string ChannelOf(TwoNodes nodes) => $"livesession:{LogId.Of(nodes.Here.Session)}";

    // Sealed as a node would: the stranger has the archive's key as well.
    private static async Task SaySealedAsync(ConnectionMultiplexer stranger, TwoNodes nodes, LogHead after, string text)
    {
        var made = ChainedEvents.After(LogId.Of(nodes.Here.Session), after, null, [new NewEvent(
            DateTimeOffset.UtcNow, nodes.Here.People[Role.Captioner].Id, CommandId.New(), new CaptionLineAdded("floor", "en", text, null, null))]);
        var word = nodes.There.Services.GetRequiredService<NodeSeal>().Seal(ChannelOf(nodes), LogWord.Write(LogId.Of(nodes.Here.Session), made.Decode(), 10 * Largest))!;
        await stranger.GetSubscriber().PublishAsync(RedisChannel.Literal(ChannelOf(nodes)), word);
    }

    private static bool Says((string Channel, byte[] Message) word, string text) => Encoding.UTF8.GetString(word.Message).Contains(text, StringComparison.Ordinal);

    private static async Task<ConcurrentQueue<(string Channel, byte[] Message)>> ListenAsync(ConnectionMultiplexer stranger)
    {
        var heard = new ConcurrentQueue<(string, byte[])>();
        await stranger.GetSubscriber().SubscribeAsync(
            RedisChannel.Pattern("livesession:*"), (channel, message) => heard.Enqueue((channel.ToString(), (byte[])message!)));
        return heard;
    }
}
