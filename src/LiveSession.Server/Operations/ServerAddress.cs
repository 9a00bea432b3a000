using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace LiveSession.Server.Operations;

/// <summary>Where a browser on this machine reaches the server.</summary>
internal static class ServerAddress
{
    /// <summary>The first address listened on, once the server listens; "any address" is read as localhost.</summary>
    public static Uri Of(IServer server)
    {
        var first = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "http://localhost:5000";
        var address = BindingAddress.Parse(first);
        var host = address.Host is "[::]" or "0.0.0.0" or "*" or "+" ? "localhost" : address.Host;
        return new UriBuilder(address.Scheme, host, address.Port).Uri;
    }
}
