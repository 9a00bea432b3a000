using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Options;

namespace LiveSession.Server.Operations;

/// <summary>Who asked, as the proxies say that the operator named. From anybody else these headers are only text.</summary>
internal sealed class TrustedProxies(IOptions<ProxyOptions> proxies) : IConfigureOptions<ForwardedHeadersOptions>
{
    public void Configure(ForwardedHeadersOptions options)
    {
        options.ForwardedHeaders = proxies.Value.Trust.Length > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
        // Through as many proxies as are known, and no further: the first address that is none of theirs asked.
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in proxies.Value.Trust.Select(Networks.Read).OfType<System.Net.IPNetwork>())
        {
            options.KnownIPNetworks.Add(network);
        }
    }
}
