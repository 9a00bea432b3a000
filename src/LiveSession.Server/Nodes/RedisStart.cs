using LiveSession.Core.Log;
using LiveSession.Server.Operations;
using LiveSession.Storage.Sqlite;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Looks at Redis before anything else starts, and says plainly what is wrong. A Redis that is away does not keep a node from starting:
/// nodes are restarted in such moments too. A node with another archive does, and so does one whose archive is yet to be founded.
/// </summary>
internal sealed partial class RedisStart(
    RedisConnection redis, RedisPulse pulse, ISessionLog archive, NodeSeal seal, NodeRegister register, ILogger<RedisStart> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (archive is SqliteSessionLog)
        {
            Log.Alone(logger, redis.Place);
        }

        await seal.LearnAsync(cancellationToken);
        await Task.Run(() => redis.Multiplexer, cancellationToken);
        try
        {
            await redis.Database.PingAsync();
            var strangers = await register.FindStrangersAsync();
            if (strangers.Length > 0 && seal.Archive is null)
            {
                // Perhaps they have just founded the archive that this node found empty.
                await seal.LearnAsync(cancellationToken);
                strangers = await register.FindStrangersAsync();
            }

            if (strangers is [var stranger, ..])
            {
                throw new OptionsValidationException(RedisOptions.Section, typeof(RedisOptions), [Explain(stranger)]);
            }
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            var trouble = RedisFaults.Explain(e);
            pulse.Answered(trouble);
            await Terminal.Error.WriteLineAsync(
                $"ConnectionStrings:Redis names {redis.Place}, and {trouble}. The server runs and follows the archive; drafts and people of other nodes are not shown until Redis does what it is asked.");
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private string Explain(string stranger) =>
        $"The node {stranger} uses the same Redis ({redis.Place}, Redis:Prefix={redis.Options.Prefix}) with another archive. Nodes of one installation need one archive: set ConnectionStrings:Postgres on all of them. Installations of their own need a Redis:Prefix each.";

    private static partial class Log
    {
        [LoggerMessage(158, LogLevel.Warning, "ConnectionStrings:Redis names {Place}, and ConnectionStrings:Postgres nothing: the archive is a file of this node's own, and no other node can join it. Several nodes need both")]
        public static partial void Alone(ILogger logger, string place);
    }
}
