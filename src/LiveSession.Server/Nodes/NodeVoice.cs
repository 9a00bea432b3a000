using LiveSession.Server.Floor;
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
    RedisConnection redis, RedisPulse pulse, NodeSeal seal, Node node, NodeRegister register, RollCall roll, Presence presence, FollowedLogs followed, NodePeople people,
    FloorDesks floor, Instruments instruments, IOptions<RedisOptions> options, TimeProvider time, ILogger<NodeVoice> logger) : BackgroundService
{
    private const int BeatsPerWord = 4;

    private ImmutableDictionary<SessionId, SessionPresence> _said = ImmutableDictionary<SessionId, SessionPresence>.Empty;
    private Task _renewing = Task.CompletedTask;
    private volatile string? _deaf;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        instruments.Observe("livesession.redis.away", "{node}", "1 while Redis passes nothing on and this node follows the archive, else 0.", () => [new(pulse.IsAway ? 1 : 0)]);
        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            Say(Word([], whole: true) with { Leaving = true });
            // What is on its way would put this node back.
            await _renewing.WaitAsync(options.Value.AwayAfter, time, cancellationToken);
            await register.LeaveAsync().WaitAsync(options.Value.AwayAfter, time, cancellationToken);
        }
        catch (Exception e) when (e is RedisException or TimeoutException or OperationCanceledException)
        {
            // The key expires by itself.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        pulse.Back += roll.CallAnew;
        pulse.Back += LookEverywhere;
        pulse.Begin();
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
            pulse.Back -= roll.CallAnew;
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
            var longAgo = time.GetTimestamp() - (long)(options.Value.NodeExpiry.TotalSeconds * time.TimestampFrequency);
            presence.IsBlind = pulse.IsAway || roll.HeardOlderSince(longAgo);
            floor.NoteElsewhere();
            presence.ForgetSilent(longAgo);
            roll.ForgetSilent(longAgo);
        }
        catch (Exception e)
        {
            Log.BeatFailed(logger, e);
        }
    }

    private void SayWhoIsHere(bool whole)
    {
        var here = people.Here.ToImmutableDictionary(one => one.Session);
        whole |= roll.TakeNewcomers();
        // While something is refused it is asked for with every beat: once it is given, nobody is told otherwise for longer than that.
        var renew = (whole || pulse.Trouble is not null) && _renewing.IsCompleted;
        whole |= renew;
        var told = whole ? [.. here.Values] : here.Values.Where(one => !one.Looks(_said.GetValueOrDefault(one.Session))).ToImmutableArray();
        _said = here;
        var word = Word(told, whole);
        if (renew)
        {
            _renewing = RenewAsync(word);
        }
        else
        {
            Say(word);
        }
    }

    private NodeWord Word(ImmutableArray<SessionPresence> told, bool whole) =>
        new(node.Name, seal.Archive, told, whole, node.NextNumber()) { Call = roll.Call, Answers = roll.Answers };

    // The one word whose answer is waited for: a Redis that refuses it says why.
    private async Task RenewAsync(NodeWord word)
    {
        try
        {
            var channel = redis.Channel(NodeWord.Channel);
            if (seal.Seal(channel.ToString(), word.Write()) is { } message)
            {
                await redis.Multiplexer.GetSubscriber().PublishAsync(channel, message);
                await register.RenewAsync();
                pulse.Answered(_deaf ?? RedisFaults.Explain(await register.FindStrangersAsync()));
            }
            else
            {
                Say(word);
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            pulse.Answered(RedisFaults.Explain(e));
        }
        catch (ObjectDisposedException)
        {
            // Stopping.
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
                await RedisListening.ListenAsync(redis, channel, message => Hear(channel, message));
                _deaf = null;
                return;
            }
            catch (Exception e) when (e is RedisException or TimeoutException or ObjectDisposedException)
            {
                _deaf = RedisFaults.Explain(e);
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
        else if (!roll.Hear(word, time.GetTimestamp()) || !presence.Heard(word, time.GetTimestamp()))
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
    }
}
