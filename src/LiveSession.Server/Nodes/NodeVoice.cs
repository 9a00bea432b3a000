using LiveSession.Server.Broadcast;
using LiveSession.Server.Captions;
using LiveSession.Server.Log;
using LiveSession.Server.Operations;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Says to the other nodes who is connected here, and hears it from them: what changed with every beat, everything every so often. Its own
/// word coming back is this node's pulse.
/// </summary>
internal sealed partial class NodeVoice(
    RedisConnection redis, RedisPulse pulse, NodeSeal seal, Node node, NodeRegister register, Presence presence, FollowedLogs followed,
    CaptionDesks desks, SessionBroadcaster broadcaster, Instruments instruments, IOptions<RedisOptions> options, TimeProvider time, ILogger<NodeVoice> logger) : BackgroundService
{
    private const int BeatsPerWord = 4;

    private ImmutableDictionary<SessionId, SessionPresence> _said = ImmutableDictionary<SessionId, SessionPresence>.Empty;
    private Task _renewing = Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            Say(new NodeWord(node.Name, seal.Archive, [], Whole: true, node.NextNumber(), Leaving: true));
            await register.LeaveAsync().WaitAsync(options.Value.AwayAfter, time, cancellationToken);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or OperationCanceledException)
        {
            // The key expires by itself.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        pulse.Back += LookEverywhere;
        _ = ListenAsync(stoppingToken);
        using var timer = new PeriodicTimer(options.Value.AwayAfter / BeatsPerWord, time);
        try
        {
            for (var beat = 0L; await timer.WaitForNextTickAsync(stoppingToken); beat++)
            {
                await BeatAsync(whole: beat % (2 * BeatsPerWord) == 0);
            }
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
        finally
        {
            pulse.Back -= LookEverywhere;
        }
    }

    private async Task BeatAsync(bool whole)
    {
        try
        {
            if (seal.Archive is null)
            {
                await seal.LearnAsync();
            }

            SayWhoIsHere(whole);
            pulse.Look();
            presence.ForgetSilent(time.GetTimestamp() - (long)(options.Value.NodeExpiry.TotalSeconds * time.TimestampFrequency));
        }
        catch (Exception e)
        {
            Log.BeatFailed(logger, e);
        }
    }

    private void SayWhoIsHere(bool whole)
    {
        var here = broadcaster.Sessions.Select(session => desks.Here(session)).ToImmutableDictionary(one => one.Session);
        var told = whole ? [.. here.Values] : here.Values.Where(one => !one.Looks(_said.GetValueOrDefault(one.Session))).ToImmutableArray();
        _said = here;
        var word = new NodeWord(node.Name, seal.Archive, told, whole, node.NextNumber());
        Say(word);
        if (whole && _renewing.IsCompleted)
        {
            _renewing = RenewAsync(word);
        }
    }

    private async Task RenewAsync(NodeWord word)
    {
        try
        {
            await register.RenewAsync(word);
            if ((await register.ReadAsync()).Strangers is [var stranger, ..])
            {
                Log.Stranger(logger, stranger, redis.Place);
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
        {
            // Away, or stopping: the next time.
        }
    }

    private void Say(NodeWord word)
    {
        var channel = redis.Channel(NodeWord.Channel);
        if (seal.Seal(channel.ToString(), word.Write()) is { } message)
        {
            RedisSending.Forget(redis, channel, message);
        }
        else
        {
            // An installation that is just being founded is alone.
            pulse.HeardMyself();
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        var channel = redis.Channel(NodeWord.Channel);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                (await redis.Multiplexer.GetSubscriber().SubscribeAsync(channel)).OnMessage(message => Hear(channel, message.Message));
                return;
            }
            catch (Exception e) when (e is RedisException or ObjectDisposedException)
            {
                await Task.Delay(options.Value.AwayAfter, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Hear(RedisChannel channel, RedisValue message)
    {
        if (message.Length() > redis.Options.LargestMessage || !seal.TryOpen(channel.ToString(), (ReadOnlyMemory<byte>)message, out var body)
            || NodeWord.Read(body.Value.Span) is not { } word)
        {
            instruments.CountFeed(FeedOutcome.Foreign);
            return;
        }

        if (word.Node == node.Name)
        {
            pulse.HeardMyself();
        }
        else if (!presence.Heard(word, time.GetTimestamp()))
        {
            instruments.CountFeed(FeedOutcome.Late);
        }
    }

    private void LookEverywhere()
    {
        foreach (var log in followed.All)
        {
            log.LookAgain();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(156, LogLevel.Error, "This node could not say that it is there")]
        public static partial void BeatFailed(ILogger logger, Exception exception);

        [LoggerMessage(157, LogLevel.Error, "Node {Stranger} uses the Redis at {Place} with another archive: nothing it says is believed. Nodes of one installation need one archive")]
        public static partial void Stranger(ILogger logger, string stranger, string place);
    }
}
