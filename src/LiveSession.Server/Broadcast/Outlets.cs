using System.Collections.Concurrent;

namespace LiveSession.Server.Broadcast;

/// <summary>The connections of this process that the broadcaster writes to, each at the pace it reads.</summary>
internal sealed class Outlets
{
    private readonly ConcurrentDictionary<string, IOutlet> _outlets = new(StringComparer.Ordinal);

    public IEnumerable<IOutlet> All => _outlets.Values;

    public IOutlet? Find(string id) => _outlets.GetValueOrDefault(id);

    public void Add(IOutlet outlet) => _outlets[outlet.Id] = outlet;

    public void Remove(string id) => _outlets.TryRemove(id, out _);
}
