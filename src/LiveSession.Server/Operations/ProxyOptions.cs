using System.ComponentModel.DataAnnotations;
using System.Net;

namespace LiveSession.Server.Operations;

/// <summary>The proxies in front of this server.</summary>
public sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Proxy";

    /// <summary>
    /// Addresses and networks of the proxies that are believed when they say who asked, and whether by https: <c>10.0.0.7</c>,
    /// <c>10.0.0.0/8</c>. None by default: whoever connects is who asked.
    /// </summary>
    public string[] Trust { get; set; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Trust.Where(text => Read(text) is null).Select(text => new ValidationResult(
            $"The field Trust holds \"{text}\", which is neither an address nor a network such as 10.0.0.0/8.", [nameof(Trust)]));

    /// <summary>An address is a network of its own; null when the text is neither.</summary>
    internal static IPNetwork? Read(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
