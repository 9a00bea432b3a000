using System.Text;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LiveSession.Server.Nodes;

/// <summary>
/// Which archive each node writes to, in Redis under a key that expires: so that two nodes with different ones find out. Who is connected to
/// them is not here: it is asked of the nodes themselves, because whoever may write these keys could put back what a node that is gone once left.
/// </summary>
internal sealed class NodeRegister(RedisConnection redis, NodeSeal seal, Node node, IOptions<RedisOptions> options)
{
    // Older versions put more behind it.
    private const int ArchiveLength = 16;

    /// <summary>Says anew that this node is there.</summary>
    public async Task RenewAsync()
    {
        if (seal.Archive is { } archive)
        {
            var database = redis.Database;
            await Task.WhenAll(
                database.StringSetAsync(redis.Key($"node:{node.Name}"), archive, options.Value.NodeExpiry),
                database.SetAddAsync(redis.Key(NodeWord.Channel), node.Name));
        }
    }

    /// <summary>This node goes away.</summary>
    public Task LeaveAsync() => Task.WhenAll(
        redis.Database.KeyDeleteAsync(redis.Key($"node:{node.Name}")),
        redis.Database.SetRemoveAsync(redis.Key(NodeWord.Channel), node.Name));

    /// <summary>The nodes that write to another archive, all of them for a node that has none yet.</summary>
    public async Task<ImmutableArray<string>> FindStrangersAsync()
    {
        var database = redis.Database;
        var strangers = ImmutableArray.CreateBuilder<string>();
        foreach (var member in await database.SetMembersAsync(redis.Key(NodeWord.Channel)))
        {
            var (name, key) = (member.ToString(), redis.Key($"node:{member}"));
            if (name == node.Name)
            {
                continue;
            }

            var value = await database.StringGetAsync(key);
            if (value.IsNull)
            {
                await database.SetRemoveAsync(redis.Key(NodeWord.Channel), member);
            }
            else if (ArchiveIn(value) is { } archive && archive != seal.Archive && await database.KeyTimeToLiveAsync(key) is not null)
            {
                strangers.Add(name);
            }
        }

        return strangers.ToImmutable();
    }

    // What no node leaves there is nobody's: somebody else's keys must not keep a node from starting.
    private static string? ArchiveIn(RedisValue value) =>
        value.Length() >= ArchiveLength && Encoding.ASCII.GetString(((ReadOnlyMemory<byte>)value)[..ArchiveLength].Span) is var archive
        && archive.All(char.IsAsciiHexDigitLower) ? archive : null;
}
