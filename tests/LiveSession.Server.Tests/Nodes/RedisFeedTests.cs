using LiveSession.Core.Log;
using LiveSession.Server.Log;
using LiveSession.Server.Meetings;
using LiveSession.Server.Nodes;
using LiveSession.Server.Tests.Host;
using LiveSession.Testing.Installation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LiveSession.Server.Tests.Nodes;

public sealed class RedisFeedTests
{
    private static readonly string[] Spoken = ["one", "two", "three", "four", "five"];

    [Fact]
    public async Task What_is_written_at_one_node_is_read_at_the_other_in_order()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (near, far) = (nodes.Observe(nodes.Here), nodes.Observe(nodes.There));
        var pen = await nodes.WriteAsync(nodes.Here);
        await TwoNodes.UntilAsync(() => near.Position is not null && far.Position is not null, "both observers follow");
        using var taken = FeedCount.Of(nodes.There, FeedOutcome.Taken);

        foreach (var text in Spoken)
        {
            (await pen.LineAsync(text)).Rejection.ShouldBeNull();
        }

        await TwoNodes.UntilReadAsync(near, Spoken);
        await TwoNodes.UntilReadAsync(far, Spoken);
        taken.Value.ShouldBeGreaterThanOrEqualTo(Spoken.Length - 1);
    }

    [Fact]
    public async Task A_captioner_may_write_at_either_node_and_repeat_at_one_what_was_sent_to_the_other()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (near, far) = (nodes.Observe(nodes.Here), nodes.Observe(nodes.There));
        var (here, there) = (await nodes.WriteAsync(nodes.Here), await nodes.WriteAsync(nodes.There));
        var command = CommandId.New();

        await here.LineAsync("one");
        var first = await there.LineAsync("two", command);
        var again = await here.LineAsync("two", command);
        await here.LineAsync("three");

        again.ShouldBe(first);
        await TwoNodes.UntilReadAsync(near, "one", "two", "three");
        await TwoNodes.UntilReadAsync(far, "one", "two", "three");
    }

    [Fact]
    public async Task One_append_is_one_publication_and_a_session_is_one_subscription_however_many_read_it()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var readers = Enumerable.Range(0, 10).Select(_ => nodes.Observe(nodes.There)).ToList();
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("one");
        foreach (var reader in readers)
        {
            await TwoNodes.UntilReadAsync(reader, "one");
        }

        var channel = $"livesession:{LogId.Of(nodes.Here.Session)}";
        var subscribers = await nodes.Redis.AskAsync("EVAL", "return redis.call('PUBSUB','NUMSUB',ARGV[1])[2]", "0", channel);

        subscribers.ShouldBe(":2");
    }

    [Fact]
    public async Task While_Redis_is_away_the_nodes_follow_the_archive_and_nothing_is_lost_or_doubled()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (near, far) = (nodes.Observe(nodes.Here), nodes.Observe(nodes.There));
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("one");

        await nodes.Redis.KillAsync();
        await nodes.UntilAwayAsync();
        await pen.LineAsync("two");
        await TwoNodes.UntilReadAsync(near, "one", "two");
        await TwoNodes.UntilReadAsync(far, "one", "two");
        (await TwoNodes.HealthOf(nodes.There)).ShouldBe(HealthStatus.Degraded);

        await nodes.Redis.StartAsync();
        await nodes.UntilConnectedAsync();
        await pen.LineAsync("three");
        await TwoNodes.UntilReadAsync(far, "one", "two", "three");
        await TwoNodes.UntilReadAsync(near, "one", "two", "three");
        (await TwoNodes.HealthOf(nodes.There)).ShouldBe(HealthStatus.Healthy);
        await TwoNodes.UntilAsync(() => Subscribed(nodes).Result == ":2", "the session is subscribed to again");
    }

    [Fact]
    public async Task A_Redis_that_freezes_or_forgets_everything_holds_nobody()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (near, far) = (nodes.Observe(nodes.Here), nodes.Observe(nodes.There));
        var pen = await nodes.WriteAsync(nodes.Here);

        await nodes.Redis.FreezeAsync();
        await pen.LineAsync("one");
        await TwoNodes.UntilReadAsync(near, "one");
        await TwoNodes.UntilReadAsync(far, "one");
        await nodes.UntilAwayAsync();
        await pen.LineAsync("two");
        await TwoNodes.UntilReadAsync(far, "one", "two");
        await nodes.Redis.ThawAsync();
        await nodes.UntilConnectedAsync();
        await nodes.Redis.AskAsync("FLUSHALL");
        await pen.LineAsync("three");

        await TwoNodes.UntilReadAsync(far, "one", "two", "three");
        await TwoNodes.UntilReadAsync(near, "one", "two", "three");
        await nodes.UntilConnectedAsync();
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("forged")]
    public async Task What_a_stranger_puts_on_a_channel_is_counted_and_never_shown(string kind)
    {
        await using var nodes = await TwoNodes.StartAsync();
        var far = nodes.Observe(nodes.There);
        var pen = await nodes.WriteAsync(nodes.Here);
        await pen.LineAsync("one");
        await TwoNodes.UntilReadAsync(far, "one");
        using var foreign = FeedCount.Of(nodes.There, FeedOutcome.Foreign);
        var message = kind switch
        {
            "forged" => await ForgeAsync(nodes, "no word of ours"),
            _ => "L",
        };

        await nodes.Redis.AskAsync("PUBLISH", $"livesession:{LogId.Of(nodes.Here.Session)}", message);
        await TwoNodes.UntilAsync(() => foreign.Value > 0, "the stranger is counted");
        await pen.LineAsync("two");

        await TwoNodes.UntilReadAsync(far, "one", "two");
    }

    [Fact]
    public async Task A_meeting_founded_at_one_node_is_there_at_the_other_and_a_link_withdrawn_here_is_closed_there()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var (secret, link) = await nodes.Here.InviteAsync(Role.Member);
        await TwoNodes.UntilAsync(() => nodes.There.Services.GetRequiredService<MeetingDirectory>().WriterOf(nodes.Here.Meeting)
            .StateIfLoaded!.Invitations.All.ContainsKey(link), "the link is known at the other node");
        await using var member = new Visitor(nodes.There);
        (await member.OpenAsync(secret)).EnsureSuccessStatusCode();
        Mailbox<ClosingNotice> notices = null!;
        await member.ConnectAsync("/hubs/session", hub => notices = new(hub, nameof(ISessionClient.Closing)));

        await nodes.Here.RevokeAsync(link);

        (await notices.NextAsync()).Reason.ShouldBe(ClosingReason.Revoked);
    }

    [Fact]
    public async Task A_node_with_another_archive_is_told_so_and_does_not_start()
    {
        await using var nodes = await TwoNodes.StartAsync();

        var fault = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => StartApartAsync(nodes.Redis));

        fault.Message.ShouldContain("another archive");
        fault.Message.ShouldContain("ConnectionStrings:Postgres");
    }

    [Theory]
    [InlineData("nobody's words, long enough to be a node's", true)]
    [InlineData("0123456789abcdef and no end to it", false)]
    public async Task What_no_node_left_in_Redis_is_taken_for_no_node_of_another_archive(string value, bool expires)
    {
        await using var nodes = await TwoNodes.StartAsync();
        await nodes.Redis.AskAsync("SADD", "livesession:nodes", "evil");
        await nodes.Redis.AskAsync(["SET", "livesession:node:evil", value, .. expires ? ["EX", "60"] : Array.Empty<string>()]);

        (await nodes.Here.Services.GetRequiredService<NodeRegister>().FindStrangersAsync()).ShouldBeEmpty();
    }

    private static async Task StartApartAsync(RedisServer redis)
    {
        // An archive of its own, that has begun already.
        var log = new LiveSession.Testing.Log.InMemorySessionLog();
        await using (await RunningServer.StartAsync(log, null))
        {
        }

        await using var apart = await RunningServer.StartAsync(log, null, redis.Setting);
    }

    private static Task<string> Subscribed(TwoNodes nodes) => nodes.Redis.AskAsync(
        "EVAL", "return redis.call('PUBSUB','NUMSUB',ARGV[1])[2]", "0", $"livesession:{LogId.Of(nodes.Here.Session)}");

    // Rightly chained, but nobody without the archive can seal it.
    private static async Task<string> ForgeAsync(TwoNodes nodes, string text)
    {
        var head = (await nodes.Here.Log.FindHeadAsync(LogId.Of(nodes.Here.Session), TestContext.Current.CancellationToken))!;
        var chained = ChainedEvents.After(LogId.Of(nodes.Here.Session), head, null, [new NewEvent(
            DateTimeOffset.UtcNow, nodes.Here.People[Role.Captioner].Id, CommandId.New(),
            new LiveSession.Core.Captions.CaptionLineAdded("floor", "en", text, null, null))]);
        var word = LogWord.Write(LogId.Of(nodes.Here.Session), chained.Decode(), 10_000);
        return new string('x', NodeSeal.Length) + System.Text.Encoding.UTF8.GetString(word);
    }
}
