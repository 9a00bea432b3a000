using System.Text;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Nodes;

/// <summary>
/// What nodes leave in Redis about themselves, each under a key that expires: so that a node that joins knows the others at once, and that
/// two nodes with different archives find out.
/// </summary>
internal sealed class NodeRegister(RedisConnection redis, NodeSeal seal, Node node, IOptions<RedisOptions> options)
{
    private const int ArchiveLength = 16;

    /// <summary>Says anew that this node is there.</summary>
    public async Task RenewAsync(NodeWord word)
    {
        var key = redis.Key($"node:{node.Name}");
        if (seal.Archive is { } archive && seal.Seal(key.ToString(), word.Write()) is { } message)
        {
            var database = redis.Database;
            await Task.WhenAll(
                database.StringSetAsync(key, (byte[])[.. Encoding.ASCII.GetBytes(archive), .. message], options.Value.NodeExpiry),
                database.SetAddAsync(redis.Key(NodeWord.Channel), node.Name));
        }
    }

    /// <summary>This node goes away.</summary>
    public Task LeaveAsync() => Task.WhenAll(
        redis.Database.KeyDeleteAsync(redis.Key($"node:{node.Name}")),
        redis.Database.SetRemoveAsync(redis.Key(NodeWord.Channel), node.Name));

    /// <summary>What the other nodes last said; those that write to another archive are named instead.</summary>
    public async Task<(ImmutableArray<NodeWord> Words, ImmutableArray<string> Strangers)> ReadAsync()
    {
        var database = redis.Database;
        var (words, strangers) = (ImmutableArray.CreateBuilder<NodeWord>(), ImmutableArray.CreateBuilder<string>());
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
            else if (value.Length() > ArchiveLength && seal.TryOpen(key.ToString(), ((ReadOnlyMemory<byte>)value)[ArchiveLength..], out var body)
                && NodeWord.Read(body.Value.Span) is { } word)
            {
                words.Add(word);
            }
            else if (seal.Archive is not null)
            {
                strangers.Add(name);
            }
        }

        return (words.ToImmutable(), strangers.ToImmutable());
    }
}
