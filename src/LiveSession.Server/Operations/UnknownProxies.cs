using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>
/// Says when somebody who is no proxy of ours tells who asked. Mostly that is a proxy which the operator forgot to name: all readers then count as one, and
/// links begin with http.
/// </summary>
internal sealed partial class UnknownProxies(IOptions<ProxyOptions> proxies, ILogger<UnknownProxies> logger)
{
    // Anybody can send such a header: a stranger with many addresses fills no log.
    private const int MostNamed = 10;

    private static readonly string[] Headers = ["X-Forwarded-For", "X-Forwarded-Proto"];

    private readonly IPNetwork[] _trusted = [.. proxies.Value.Trust.Select(Networks.Read).OfType<IPNetwork>()];
    private readonly ConcurrentDictionary<IPAddress, bool> _named = new();

    /// <summary>Looks at a request before anything is made of its headers.</summary>
    public void Look(HttpContext http)
    {
        if (_named.Count < MostNamed && Array.Find(Headers, http.Request.Headers.ContainsKey) is { } header && http.Connection.RemoteIpAddress is { } from)
        {
            var address = from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from;
            if (!Array.Exists(_trusted, network => network.Contains(address)) && _named.TryAdd(address, true))
            {
                Log.NotBelieved(logger, address, header);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(161, LogLevel.Warning, "{Address} sends {Header} and is not named in Proxy:Trust: it is not believed. If it is the proxy of this server, set Proxy__Trust__0={Address}, or all readers count as one address and links begin with http. If it is anybody else, nothing has to be done")]
        public static partial void NotBelieved(ILogger logger, IPAddress address, string header);
    }
}
