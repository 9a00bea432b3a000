using LiveSession.Server.Log;
using LiveSession.Server.Nodes;
using LiveSession.Server.Operations;
using LiveSession.Server.Tests.Host;
using LiveSession.Server.Tests.Operations;
using LiveSession.Server.Tests.Relays;
using LiveSession.Testing.Installation;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace LiveSession.Server.Tests.Nodes;

/// <summary>A Redis that answers and does not do what a node asks is said to be that, with what is wrong with it.</summary>
public sealed class RedisTroubleTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Theory]
    [InlineData("+@all -publish", "passes nothing on (it refuses this user a right")]
    [InlineData("+@all -subscribe", "passes nothing on (it refuses this user a right")]
    [InlineData("+@all resetkeys", "passes word on, but it refuses this user a right")]
    public async Task A_right_that_is_missing_is_named(string rights, string said)
    {
        await using var redis = await RedisServer.StartNewAsync();
        await redis.AskAsync(["ACL", "SETUSER", "node", "on", ">secret", "~*", "&*", .. rights.Split(' ')]);

        var (server, log) = await StartAsync($"{redis.Connection},user=node,password=secret");

        await SaysAsync(server, said);
        log.Lines.Count(line => line.Contains("cannot be used: it refuses this user a right", StringComparison.Ordinal)).ShouldBe(1);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task The_user_of_the_handbook_has_every_right_that_a_node_needs()
    {
        await using var redis = await RedisServer.StartNewAsync();
        var rights = (await File.ReadAllLinesAsync(InfrastructureTests.Handbook, TestContext.Current.CancellationToken))
            .Single(line => line.StartsWith("user livesession on >", StringComparison.Ordinal)).Split(' ').Skip(4);
        await redis.AskAsync(["ACL", "SETUSER", "node", "on", ">secret", .. rights]);

        var (server, log) = await StartAsync($"{redis.Connection},user=node,password=secret");
        using var late = new CancellationTokenSource(Limit);
        while (await redis.AskAsync("SCARD", "livesession:nodes") != ":1")
        {
            await Task.Delay(50, late.Token);
        }

        await SaysAsync(server, null);
        await server.StopAsync();
        await server.DisposeAsync();
        (await redis.AskAsync("SCARD", "livesession:nodes")).ShouldBe(":0");
        log.Lines.ShouldNotContain(line => line.Contains("cannot be used", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_user_of_the_handbook_finds_a_node_that_has_another_archive()
    {
        await using var redis = await RedisServer.StartNewAsync();
        var rights = (await File.ReadAllLinesAsync(InfrastructureTests.Handbook, TestContext.Current.CancellationToken))
            .Single(line => line.StartsWith("user livesession on >", StringComparison.Ordinal)).Split(' ').Skip(4);
        await redis.AskAsync(["ACL", "SETUSER", "node", "on", ">secret", .. rights]);
        await PutStrangerAsync(redis);

        var fault = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync($"{redis.Connection},user=node,password=secret"));

        fault.Message.ShouldContain("The node other uses the same Redis");
    }

    [Fact]
    public async Task A_wrong_password_is_not_taken_for_a_Redis_that_is_away()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await redis.AskAsync("ACL", "SETUSER", "node", "on", ">secret", "~*", "&*", "+@all");
        await redis.AskAsync("ACL", "SETUSER", "default", "off");

        var (server, _) = await StartAsync($"{redis.Connection},user=node,password=wrong");

        await SaysAsync(server, "passes nothing on (it refuses the user or the password)");
        await server.DisposeAsync();
    }

    [Fact]
    public async Task Memory_that_is_full_is_said_and_so_is_that_it_is_not_any_more()
    {
        await using var redis = await RedisServer.StartNewAsync();
        var (server, log) = await StartAsync(redis.Connection);
        await SaysAsync(server, null);

        await redis.AskAsync("CONFIG", "SET", "maxmemory", "1");
        await SaysAsync(server, "passes word on, but its memory is full (maxmemory)");
        await redis.AskAsync("CONFIG", "SET", "maxmemory", "0");

        await SaysAsync(server, null);
        log.Lines.Count(line => line.Contains("cannot be used: its memory is full", StringComparison.Ordinal)).ShouldBe(1);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task What_is_wrong_is_looked_at_with_every_beat_so_that_nobody_is_told_so_once_it_is_over()
    {
        await using var redis = await RedisServer.StartNewAsync();
        var (server, _) = await StartAsync(redis.Connection);
        await PutStrangerAsync(redis);
        await SaysAsync(server, "the node other uses it with another archive");
        var before = await redis.CommandsAsync();

        using var late = new CancellationTokenSource(Limit);
        while ((await redis.CommandsAsync())["publish"] < before["publish"] + 16)
        {
            await Task.Delay(50, late.Token);
        }

        // In good times, one beat in eight.
        ((await redis.CommandsAsync())["smembers"] - before["smembers"]).ShouldBeGreaterThan(6);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_node_that_would_found_an_archive_beside_nodes_that_have_one_does_not_start()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await PutStrangerAsync(redis);

        var fault = await Should.ThrowAsync<OptionsValidationException>(() => StartAsync(redis.Connection));

        fault.Message.ShouldContain("The node other uses the same Redis");
        fault.Message.ShouldContain("set ConnectionStrings:Postgres on all of them");
    }

    [Fact]
    public async Task A_node_that_leaves_is_not_put_back_by_what_it_was_saying_of_itself()
    {
        await using var redis = await RedisServer.StartNewAsync();
        var (server, _) = await StartAsync(redis.Connection, "--Redis:AwayAfter=00:00:04");
        using var late = new CancellationTokenSource(Limit);
        await PutStrangerAsync(redis);
        await SaysAsync(server, "the node other uses it with another archive");
        (await redis.AskAsync("SCARD", "livesession:nodes")).ShouldBe(":2");

        // From here on everything that writes waits, and so does what this node says of itself at its next beat.
        await redis.AskAsync("CLIENT", "PAUSE", "60000", "WRITE");
        while (!(await redis.AskAsync("INFO", "clients")).Contains("blocked_clients:1", StringComparison.Ordinal))
        {
            await Task.Delay(20, late.Token);
        }

        var stopping = server.StopAsync();
        while (!server.Services.GetServices<IHostedService>().OfType<NodeVoice>().Single().ExecuteTask!.IsCompleted)
        {
            await Task.Delay(20, late.Token);
        }

        await redis.AskAsync("CLIENT", "UNPAUSE");
        await stopping;
        await server.DisposeAsync();

        (await redis.AskAsync("SCARD", "livesession:nodes")).ShouldBe(":1");
    }

    [Fact]
    public void A_start_that_takes_long_is_no_Redis_that_is_away()
    {
        var time = new FakeTimeProvider();
        var pulse = Pulse(time);
        time.Advance(TimeSpan.FromMinutes(1));

        pulse.Begin();
        pulse.Look();

        pulse.IsAway.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        pulse.Look();
        pulse.IsAway.ShouldBeTrue();
    }

    [Fact]
    public async Task A_flood_of_foreign_word_is_counted_and_said_once_a_minute()
    {
        await using var server = await RunningServer.StartAsync();
        var (time, log) = (new FakeTimeProvider(), new KeptLog());
        var carrier = new RedisCarrier(
            Connection(), Pulse(time), new NodeSeal(server.Log), new Node(), new Presence(), server.Services.GetRequiredService<Instruments>(), time, new Logger<RedisCarrier>(new LoggerFactory([log])));
        using var foreign = FeedCount.Of(server, FeedOutcome.Foreign);

        for (var word = 0; word < 100; word++)
        {
            carrier.Judged(Core.Log.LogId.House, FeedOutcome.Foreign);
        }

        (foreign.Value, log.Lines.Count).ShouldBe((100, 1));
        time.Advance(TimeSpan.FromMinutes(1));
        carrier.Judged(Core.Log.LogId.House, FeedOutcome.Foreign);
        log.Lines.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_log_that_is_first_followed_while_Redis_hangs_is_listened_to_once_it_goes_on()
    {
        await using var redis = await RedisServer.StartNewAsync();
        await using var server = await RunningServer.StartAsync();
        using var foreign = FeedCount.Of(server, FeedOutcome.Foreign);
        var options = new RedisOptions { Connection = redis.Connection, AwayAfter = TimeSpan.FromMilliseconds(200) };
        using var connection = new RedisConnection(Options.Create(options), new Node());
        (await connection.Database.PingAsync()).ShouldBeGreaterThan(TimeSpan.Zero);
        var (log, followed) = (new KeptLog(), new FollowedNowhere());
        var carrier = new RedisCarrier(
            connection, Pulse(TimeProvider.System), new NodeSeal(server.Log), new Node(), new Presence(), server.Services.GetRequiredService<Instruments>(), TimeProvider.System, LoggerTo(log));

        await redis.FreezeAsync();
        carrier.Follow(followed);
        await TwoNodes.UntilAsync(() => log.Lines.Any(line => line.Contains("could not be subscribed to", StringComparison.Ordinal)), "it is found that Redis hangs");
        await redis.ThawAsync();

        await followed.Looked.Task.WaitAsync(Limit, TestContext.Current.CancellationToken);
        (await redis.AskAsync("PUBLISH", connection.Channel(followed.Id.Value).ToString(), "word")).ShouldBe(":1");
        await TwoNodes.UntilAsync(() => foreign.Value == 1, "it is heard");
    }

    private static ILogger<RedisCarrier> LoggerTo(KeptLog log) => LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Debug).AddProvider(log)).CreateLogger<RedisCarrier>();

    private sealed class FollowedNowhere : IFollowedLog
    {
        public TaskCompletionSource Looked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Core.Log.LogId Id => Core.Log.LogId.House;

        public Core.Log.LogHead? Head => null;

        public void Offer(IReadOnlyList<Core.Log.StoredEvent> events)
        {
        }

        public void LookAgain() => Looked.TrySetResult();
    }

    private static RedisConnection Connection() => new(Options.Create(new RedisOptions { Connection = "127.0.0.1:1" }), new Node());

    private static RedisPulse Pulse(TimeProvider time) =>
        new(Connection(), new Node(), Options.Create(new RedisOptions()), time, NullLogger<RedisPulse>.Instance);

    // Somebody with another archive uses the same Redis: that is wrong until it goes.
    private static async Task PutStrangerAsync(RedisServer redis)
    {
        await redis.AskAsync("SET", "livesession:node:other", "0123456789abcdef and more", "EX", "100");
        await redis.AskAsync("SADD", "livesession:nodes", "other");
    }

    private static async Task<(RunningServer Server, KeptLog Log)> StartAsync(string connection, params string[] settings)
    {
        var log = new KeptLog();
        return (await RunningServer.StartAsync(new(), (WebApplicationBuilder builder) => builder.Logging.AddProvider(log), [$"--ConnectionStrings:Redis={connection}", .. settings]), log);
    }

    // Null: nothing is wrong with it.
    private static async Task SaysAsync(RunningServer server, string? said)
    {
        var health = server.Services.GetRequiredService<HealthCheckService>();
        string? last = null;
        using var late = new CancellationTokenSource(Limit);
        do
        {
            late.IsCancellationRequested.ShouldBeFalse($"It says: {last}");
            await Task.Delay(50, TestContext.Current.CancellationToken);
            var redis = (await health.CheckHealthAsync(TestContext.Current.CancellationToken)).Entries["redis"];
            last = redis.Status is HealthStatus.Healthy ? null : redis.Description;
        }
        while (said is null ? last is not null : last?.Contains(said, StringComparison.Ordinal) is not true);
    }
}
