using System.Net;
using System.Net.Sockets;

namespace LiveSession.Server.Relays;

/// <summary>
/// The way out for relays. A host's addresses are looked at after its name was resolved, and the connection goes to just those: no name
/// leads into our own networks. Redirects are not followed, and neither cookies nor traces travel along.
/// </summary>
internal static class RelayNetwork
{
    private static readonly (IPNetwork Network, string Why)[] Closed =
        [.. new[]
        {
            ("0.0.0.0/8", "this network"), ("10.0.0.0/8", "private"), ("100.64.0.0/10", "carrier"), ("127.0.0.0/8", "loopback"),
            ("169.254.0.0/16", "link-local"), ("172.16.0.0/12", "private"), ("192.0.0.0/24", "protocols"), ("192.0.2.0/24", "examples"),
            ("192.88.99.0/24", "tunnels"), ("192.168.0.0/16", "private"), ("198.18.0.0/15", "benchmarks"), ("198.51.100.0/24", "examples"),
            ("203.0.113.0/24", "examples"), ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", "reserved"),
            ("::/96", "this network"), ("64:ff9b::/96", "translation"), ("64:ff9b:1::/48", "translation"), ("100::/64", "discard"),
            ("2001::/23", "protocols"), ("2001:db8::/32", "examples"), ("2002::/16", "tunnels"), ("fc00::/7", "private"),
            ("fe80::/10", "link-local"), ("fec0::/10", "private"), ("ff00::/8", "multicast"),
        }.Select(entry => (IPNetwork.Parse(entry.Item1), entry.Item2))];

    /// <summary>A handler that connects to public addresses only.</summary>
    /// <param name="allowLoopback">Whether hosts that name this machine are connected to as well.</param>
    public static SocketsHttpHandler CreateHandler(bool allowLoopback) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ActivityHeadersPropagator = null,
        AutomaticDecompression = DecompressionMethods.None,
        MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ConnectTimeout = TimeSpan.FromSeconds(10),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowLoopback, cancellationToken),
    };

    /// <summary>Whether an address may be reached by everybody.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return !Closed.Any(closed => closed.Network.BaseAddress.AddressFamily == plain.AddressFamily && closed.Network.Contains(plain));
    }

    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint target, bool allowLoopback, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(target.Host, cancellationToken);
        var own = allowLoopback && IsOwnName(target.Host);
        if (addresses.Length == 0 || !addresses.All(address => own ? IPAddress.IsLoopback(address) : IsPublic(address)))
        {
            throw new RelayBarredException();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, target.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>A host's name leads to an address that is not written to.</summary>
internal sealed class RelayBarredException() : Exception("The host's address is not a public one.");
