using System.Net;

namespace LiveSession.Server.Operations;

/// <summary>Addresses and networks as operators write them into settings.</summary>
internal static class Networks
{
    /// <summary>The network of a text such as <c>10.0.0.0/8</c>; an address is a network of its own. Null when the text is neither.</summary>
    public static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
