using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Captions.Steno;

/// <summary>From where stenography software may connect, and how often at once.</summary>
internal sealed class StenoGuard(IOptions<StenoOptions> options)
{
    private readonly IReadOnlyList<IPNetwork> _networks = options.Value.Networks;
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();

    /// <summary>Lets a connection from an address in; null when it may be there.</summary>
    public Rejection? Enter(IPAddress address)
    {
        if (!_networks.Any(network => network.Contains(address)))
        {
            return Rejections.StenoAddressRefused(address.ToString());
        }

        if (_open.AddOrUpdate(address, 1, (_, count) => count + 1) > options.Value.PerAddress)
        {
            Leave(address);
            return Rejections.StenoPortBusy(address.ToString());
        }

        return null;
    }

    /// <summary>A connection that was let in has ended.</summary>
    public void Leave(IPAddress address)
    {
        _open.AddOrUpdate(address, 0, (_, count) => count - 1);
        _open.TryRemove(KeyValuePair.Create(address, 0));
    }

    /// <summary>An address as the list knows it: an IPv4 one that came over IPv6 is itself.</summary>
    public static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
