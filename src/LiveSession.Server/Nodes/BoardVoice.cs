using LiveSession.Core.Log;
using LiveSession.Server.Captions;
using LiveSession.Server.Floor;
using LiveSession.Storage;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Says to the other nodes who is connected here, and hears it from them, where they share a database and no Redis: once a second, everything, on
/// the board that the database holds. Nobody proves there that they are a node: who can write to it can write to the record.
/// </summary>
internal sealed partial class BoardVoice(
    INodeBoard board, Node node, Presence presence, NodePeople people, FloorDesks floor, PenSilence pens, IOptions<RedisOptions> options, TimeProvider time,
    ILogger<BoardVoice> logger) : BackgroundService
{
    // Before what is made of it: static fields get their values in the order in which they stand.
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <summary>How old what another node says may be, besides what the database takes: it spoke up to a beat ago, and was heard up to a beat later.</summary>
    public static readonly TimeSpan Lag = 2 * Beat;

    private long? _exchangedAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await board.LeaveAsync(node.Name, cancellationToken);
        }
        catch (Exception e) when (e is LogUnavailableException or OperationCanceledException)
        {
            // The word expires by itself.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, time);
        try
        {
            do
            {
                await BeatAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException)
        {
            // Stopping.
        }
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        var expiry = options.Value.NodeExpiry;
        try
        {
            var here = people.Here.Select(session => session with { Silences = pens.SilencesAt(session.Session) });
            var words = await board.ExchangeAsync(node.Name, new NodeWord(node.Name, null, [.. here], Whole: true, node.NextNumber()).Write(), expiry, cancellationToken);
            var now = time.GetTimestamp();
            foreach (var word in words.Select(word => NodeWord.Read(word)).OfType<NodeWord>())
            {
                presence.Heard(word, now);
            }

            _exchangedAt = now;
        }
        catch (LogUnavailableException)
        {
            // Said by who writes; it is tried again with the next beat.
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Log.BeatFailed(logger, e);
        }

        var longAgo = time.GetTimestamp() - (long)(expiry.TotalSeconds * time.TimestampFrequency);
        presence.IsBlind = !(_exchangedAt > longAgo);
        floor.NoteElsewhere();
        presence.ForgetSilent(longAgo);
    }

    private static partial class Log
    {
        [LoggerMessage(163, LogLevel.Error, "This node could not say who is connected to it")]
        public static partial void BeatFailed(ILogger logger, Exception exception);
    }
}
