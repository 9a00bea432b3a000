using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>
/// The one connection of this node to Redis. It is never waited for by a meeting: what cannot be sent now is dropped, because whatever
/// matters is in the archive.
/// </summary>
internal sealed class RedisConnection : IDisposable
{
    private readonly Lazy<ConnectionMultiplexer> _multiplexer;

    public RedisConnection(IOptions<RedisOptions> options, Node node)
    {
        Options = options.Value;
        _multiplexer = new(() => ConnectionMultiplexer.Connect(Read(options.Value, node)));
    }

    public RedisOptions Options { get; }

    /// <summary>Connects at first use; waits for as long as the connection string allows, by default two seconds, and goes on trying behind the scenes.</summary>
    public ConnectionMultiplexer Multiplexer => _multiplexer.Value;

    public IDatabase Database => Multiplexer.GetDatabase();

    /// <summary>Where Redis is, without passwords.</summary>
    public string Place => string.Join(", ", ConfigurationOptions.Parse(Options.Connection!).EndPoints);

    public RedisKey Key(string name) => $"{Options.Prefix}:{name}";

    public RedisChannel Channel(string name) => RedisChannel.Literal($"{Options.Prefix}:{name}");

    public void Dispose()
    {
        if (_multiplexer.IsValueCreated)
        {
            _multiplexer.Value.Dispose();
        }
    }

    private static ConfigurationOptions Read(RedisOptions options, Node node)
    {
        var read = ConfigurationOptions.Parse(options.Connection!);
        read.ClientName = node.Name;
        read.AbortOnConnectFail = false;
        read.ConnectTimeout = options.Connection!.Contains("connectTimeout", StringComparison.OrdinalIgnoreCase) ? read.ConnectTimeout : 2_000;
        read.AsyncTimeout = read.SyncTimeout = (int)options.AwayAfter.TotalMilliseconds;
        read.BacklogPolicy = BacklogPolicy.FailFast;
        read.ReconnectRetryPolicy = new LinearRetry(500);
        read.HeartbeatInterval = TimeSpan.FromMilliseconds(500);
        read.KeepAlive = 2;
        return read;
    }
}
